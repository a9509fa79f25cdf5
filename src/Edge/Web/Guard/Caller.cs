using Edge.Web.Accounts;
using Inventory;

namespace Edge.Web.Guard;

/// <summary>Who calls.</summary>
/// <param name="Session">Null for a machine.</param>
internal sealed record Caller(Actor Actor, IReadOnlySet<Permission> Permissions, Session? Session)
{
    public static Caller Of(Session session) => new(
        new Actor(ActorKind.Person, session.Account), Roles.Of(session.Role).ToHashSet(), session);

    public static Caller Of(MachineKey key) => new(new Actor(ActorKind.Machine, key.Name), key.Scopes, null);

    public bool May(Permission permission) => Permissions.Contains(permission);
}

internal static class CallerExtensions
{
    /// <summary>Null for an anonymous call.</summary>
    public static Caller? Caller(this HttpContext http) => http.Features.Get<Caller>();

    /// <summary>In a route that needs one, the guard has seen to it.</summary>
    public static Caller RequireCaller(this HttpContext http) =>
        http.Caller() ?? throw new InvalidOperationException("This route has no rule that asks for a caller.");
}
