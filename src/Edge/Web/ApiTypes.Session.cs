using Edge.Operations;
using Inventory.Identification;
using Inventory.People;

namespace Edge.Web;

/// <param name="FirstStart">No account exists yet: the one-time code makes the administrator.</param>
/// <param name="CsrfToken">Goes into <c>X-Csrf-Token</c> of each writing call; null when not signed in.</param>
/// <param name="IdleMinutes">After this time without a request the session ends.</param>
/// <param name="Now">The service's clock.</param>
public sealed record SessionView(
    bool SignedIn, bool FirstStart, PersonView? Person, string? CsrfToken, int IdleMinutes, DateTimeOffset Now, string Version, SiteView Site);

/// <param name="MustChange">The password was set by somebody else and must be changed before anything else.</param>
/// <param name="May">What this person may do; the service checks again.</param>
public sealed record PersonView(string Account, string DisplayName, Role Role, bool MustChange, IReadOnlyList<Permission> May);

/// <param name="TimeZone">IANA zone in which labels and pages show times.</param>
/// <param name="Scheme">Whose donation numbers the site takes.</param>
/// <param name="NationalNumbers">Beside ISBT 128, national numbers too.</param>
/// <param name="Wards">Where bags usually go; empty before sign-in.</param>
public sealed record SiteView(
    string Id, string Region, string NameZh, string NameEn, SiteKind Kind, string TimeZone, DonationScheme Scheme, bool NationalNumbers,
    IReadOnlyList<string> Wards);

public sealed record SignInRequest(string Account, string Password);

/// <param name="Code">The one-time code that the service printed at its first start.</param>
public sealed record FirstStartRequest(string Code, string Account, string DisplayName, string Password);

/// <param name="LockedUntil">Null when not locked.</param>
public sealed record UserItem(
    string Account, string DisplayName, Role Role, bool Disabled, bool MustChange, DateTimeOffset? LockedUntil, DateTimeOffset? LastSignInAt);

/// <param name="Password">To be changed at the first sign-in.</param>
public sealed record NewUserRequest(string Account, string DisplayName, Role Role, string Password);

/// <summary>One's own password needs the current one; an administrator sets another's without.</summary>
public sealed record PasswordRequest(string NewPassword, string? CurrentPassword = null);

public sealed record RoleRequest(Role Role, string? Reason = null);

/// <summary>A machine's key, without the key itself.</summary>
/// <param name="LastUsedAt">To the minute; null when it was never used.</param>
public sealed record KeyItem(string Name, IReadOnlyList<Permission> Scopes, bool Revoked, DateTimeOffset? LastUsedAt);

public sealed record NewKeyRequest(string Name, IReadOnlyList<Permission> Scopes);

/// <param name="Key">To hand over now: it is kept nowhere and cannot be shown again.</param>
public sealed record NewKey(KeyItem Item, string Key);

/// <param name="Disabled">False lets the account in again.</param>
public sealed record DisableRequest(bool Disabled = true, string? Reason = null);
