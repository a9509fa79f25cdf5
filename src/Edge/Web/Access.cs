namespace Edge.Web;

/// <summary>Who may call a route. Every route carries exactly one; a route without one is answered to nobody.</summary>
/// <param name="Needs">Null: anybody, without an account or key.</param>
public sealed record Access(Permission? Needs)
{
    public static readonly Access Anybody = new((Permission?)null);

    /// <summary>Anybody on this machine; from elsewhere an account or key that may read.</summary>
    public static readonly Access Local = new(Permission.Read) { LocalWithout = true };

    /// <summary>Anybody who is signed in, also with a password that must be changed first.</summary>
    public static readonly Access SignedIn = new(Permission.Read) { BeforeChange = true };

    /// <summary>Only somebody who is signed in may do it, and no key: where two people are asked for, a machine is not the second.</summary>
    public static Access PersonWith(Permission permission) => new(permission) { PersonOnly = true };

    public bool LocalWithout { get; init; }
    public bool PersonOnly { get; init; }
    public bool BeforeChange { get; init; }
}

internal static class AccessExtensions
{
    public static T Needs<T>(this T route, Permission permission) where T : IEndpointConventionBuilder =>
        route.WithMetadata(new Access(permission));

    public static T Needs<T>(this T route, Access access) where T : IEndpointConventionBuilder => route.WithMetadata(access);
}
