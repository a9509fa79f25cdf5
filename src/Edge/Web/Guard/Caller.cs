using Edge.Web.Accounts;
using Inventory;
using Inventory.People;

namespace Edge.Web.Guard;

/// <summary>Who calls.</summary>
/// <param name="Session">Null for a machine, and for somebody who signed one act at another's screen.</param>
/// <param name="Proof">What a person showed; null for a machine.</param>
internal sealed record Caller(Actor Actor, IReadOnlySet<Permission> Permissions, Session? Session, Proof? Proof)
{
    public static Caller Of(Session session) => new(
        new Actor(ActorKind.Person, session.Account), Roles.Of(session.Role, session.Proof).ToHashSet(), session, session.Proof);

    public static Caller Of(MachineKey key) => new(new Actor(ActorKind.Machine, key.Name), key.Scopes, null, null);

    public static Caller Of(SignInAnswer.Proven signer) => new(
        new Actor(ActorKind.Person, signer.Account.Name), Roles.Of(signer.Account.Role, signer.Proof).ToHashSet(), null, signer.Proof);

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
