using Edge.Operations;
using Inventory.Identification;
using Inventory.People;

namespace Edge.Web;

/// <param name="FirstStart">No account exists yet: the one-time code makes the administrator.</param>
/// <param name="CsrfToken">Goes into <c>X-Csrf-Token</c> of each writing call; null when not signed in.</param>
/// <param name="IdleMinutes">After this time without a request the session ends.</param>
/// <param name="Now">The service's clock.</param>
/// <param name="BadgeAlone">A badge signs in without a PIN, for the work at the bench.</param>
public sealed record SessionView(
    bool SignedIn, bool FirstStart, PersonView? Person, string? CsrfToken, int IdleMinutes, DateTimeOffset Now, string Version, SiteView Site,
    bool BadgeAlone);

/// <param name="MustChange">The password was set by somebody else and must be changed before anything else.</param>
/// <param name="May">What this person may do; the service checks again.</param>
/// <param name="Proof">With what the person signed in; null for a machine.</param>
/// <param name="MayWithPassword">What the role allows besides, after signing in with the password.</param>
/// <param name="HasPin">Null for a machine.</param>
public sealed record PersonView(
    string Account, string DisplayName, Role Role, bool MustChange, IReadOnlyList<Permission> May, Proof? Proof,
    IReadOnlyList<Permission> MayWithPassword, bool? HasPin);

/// <param name="TimeZone">IANA zone in which labels and pages show times.</param>
/// <param name="Scheme">Whose donation numbers the site takes.</param>
/// <param name="NationalNumbers">Beside ISBT 128, national numbers too.</param>
/// <param name="Wards">Where bags usually go; empty before sign-in.</param>
public sealed record SiteView(
    string Id, string Region, string NameZh, string NameEn, SiteKind Kind, string TimeZone, DonationScheme Scheme, bool NationalNumbers,
    IReadOnlyList<string> Wards);

/// <param name="Account">Staff number; not needed with a badge.</param>
/// <param name="Badge">The code on the badge.</param>
public sealed record SignInRequest(string? Account = null, string? Password = null, string? Badge = null, string? Pin = null);

/// <summary>Somebody signs for one act at a screen where another is signed in.</summary>
/// <param name="Method">Of the call that is signed: <c>POST</c>.</param>
/// <param name="Path">Of that call: <c>/api/v1/alarms/7/acknowledge</c>.</param>
public sealed record SignatureRequest(
    string Method, string Path, string? Account = null, string? Password = null, string? Badge = null, string? Pin = null);

/// <param name="Ticket">Goes into <c>X-Signature</c> of the one call that it is for.</param>
/// <param name="EndsAt">Until then it may be used, once.</param>
public sealed record SignatureView(string Ticket, string Account, string DisplayName, DateTimeOffset EndsAt);

/// <param name="Password">One's own: a PIN is set by nobody else, and not by somebody who found the screen open.</param>
/// <param name="Pin">6 to 10 digits; null takes it away.</param>
public sealed record PinRequest(string Password, string? Pin);

/// <param name="Code">The one-time code that the service printed at its first start.</param>
public sealed record FirstStartRequest(string Code, string Account, string DisplayName, string Password);

/// <param name="LockedUntil">Null when not locked.</param>
/// <param name="PinLocked">Too many wrong PINs; the password opens it again, or an administrator.</param>
/// <param name="Asked">A role that waits for a second person; null when none does.</param>
public sealed record UserItem(
    string Account, string DisplayName, Role Role, bool Disabled, bool MustChange, DateTimeOffset? LockedUntil, DateTimeOffset? LastSignInAt,
    bool HasBadge, bool HasPin, bool PinLocked, AskedRoleView? Asked);

public sealed record AskedRoleView(Role Role, string By, string ByName, DateTimeOffset At, string? Reason);

/// <param name="Role">A supervisor's or administrator's waits for a second person; until then the account only looks.</param>
/// <param name="Password">To be changed at the first sign-in.</param>
/// <param name="Badge">The code on the badge; null: none yet.</param>
public sealed record NewUserRequest(string Account, string DisplayName, Role Role, string Password, string? Badge = null);

/// <param name="Badge">Null revokes the badge that the account has.</param>
public sealed record BadgeRequest(string? Badge, string? Reason = null);

/// <param name="Role">What the second person saw.</param>
public sealed record ConfirmRoleRequest(Role Role);

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
