using Edge.Operations;
using Edge.Web.Accounts;
using Edge.Web.Guard;
using Inventory.People;

namespace Edge.Web;

/// <summary>Accounts of people: who may do what. Roles are given by two people.</summary>
internal static class UserRoutes
{
    public static void Map(RouteGroupBuilder api, RepeatedCalls repeated)
    {
        RouteGroupBuilder users = api.MapGroup("/users").WithTags("users");
        users.MapGet("", List).WithName("listUsers").Answers<ItemList<UserItem>>().Needs(Permission.Accounts);
        Write(users.MapPost("", AddAsync).WithName("addUser").Writes<UserItem>().Problems(409));
        Write(users.MapPost("/{account}/disable", Disable).WithName("disableUser").Writes<UserItem>().Problems(404, 409));
        Write(users.MapPost("/{account}/password", SetPasswordAsync).WithName("setUserPassword").Writes<UserItem>().Problems(404));
        Write(users.MapPost("/{account}/badge", SetBadgeAsync).WithName("setUserBadge").Writes<UserItem>().Problems(404, 409));
        Write(users.MapPost("/{account}/unlock", Unlock).WithName("unlockUser").Writes<UserItem>().Problems(404));
        Write(users.MapPost("/{account}/role", AskRole).WithName("setUserRole").Writes<UserItem>().Problems(404, 409));
        users.MapPost("/{account}/role/confirm", ConfirmRole).WithName("confirmUserRole").Writes<UserItem>().Problems(404, 409)
            .Needs(Access.PersonWith(Permission.Accounts)).AddEndpointFilter(repeated);
        users.MapPost("/{account}/role/drop", DropRole).WithName("dropUserRole").Writes<UserItem>().Problems(404, 409)
            .Needs(Access.PersonWith(Permission.Accounts)).AddEndpointFilter(repeated);

        void Write(RouteHandlerBuilder route) => route.Needs(Permission.ManageAccounts).AddEndpointFilter(repeated);
    }

    private static IResult List(HttpContext http, Desk desk) => Answer.List(http, desk.List());

    private static async Task<IResult> AddAsync(HttpContext http, NewUserRequest request, Desk desk, CancellationToken ct)
    {
        string account = request.Account.Trim(), name = request.DisplayName.Trim();
        string? badge = string.IsNullOrWhiteSpace(request.Badge) ? null : request.Badge.Trim();
        if (SessionRoutes.AccountFault(account, name, request.Password) is { } fault) return Problem.Bad(fault);
        if (badge is not null && Badges.Fault(badge, account) is { } badgeFault) return Problem.Bad(badgeFault);
        byte[]? badgeHash = badge is null ? null : await desk.Door.HashBadgeAsync(badge, ct);
        if (badgeHash is not null && desk.Badges.Find(badgeHash) is not null) return Problem.Answer(ProblemKind.BadgeTaken);
        PasswordHash hash = await desk.Door.HashAsync(request.Password, ct);
        Inventory.Actor by = http.RequireCaller().Actor;
        // Nobody begins with a responsible role: the account looks only, until a second person has confirmed what was asked for.
        Role begins = RoleRequests.IsResponsible(request.Role) ? Role.Viewer : request.Role;
        if (desk.Accounts.Add(account, name, begins, hash, mustChange: true, by) != AccountChangeOutcome.Done)
            return Problem.Answer(ProblemKind.AccountExists);
        if (badgeHash is not null && desk.Badges.Set(account, badgeHash, null, by) == BadgeOutcome.Taken)
            return Problem.Answer(ProblemKind.BadgeTaken);
        return begins == request.Role ? TypedResults.Ok(desk.Item(account)) : Asked(desk, account, desk.Roles.Ask(account, request.Role, null, by));
    }

    private static IResult Disable(HttpContext http, string account, DisableRequest request, Desk desk) =>
        Changed(desk, account, desk.Accounts.SetDisabled(account, request.Disabled, request.Reason, http.RequireCaller().Actor));

    private static IResult Unlock(HttpContext http, string account, Desk desk) =>
        Changed(desk, account, desk.Accounts.Unlock(account, http.RequireCaller().Actor));

    private static async Task<IResult> SetPasswordAsync(HttpContext http, string account, PasswordRequest request, Desk desk, CancellationToken ct)
    {
        if (PasswordRules.Fault(request.NewPassword, account) is { } fault) return Problem.Bad(fault);
        PasswordHash hash = await desk.Door.HashAsync(request.NewPassword, ct);
        return Changed(desk, account, desk.Accounts.SetPassword(account, hash, mustChange: true, http.RequireCaller().Actor));
    }

    private static async Task<IResult> SetBadgeAsync(HttpContext http, string account, BadgeRequest request, Desk desk, CancellationToken ct)
    {
        string? badge = request.Badge?.Trim();
        if (badge is not null && Badges.Fault(badge, account) is { } fault) return Problem.Bad(fault);
        byte[]? hash = badge is null ? null : await desk.Door.HashBadgeAsync(badge, ct);
        return desk.Badges.Set(account, hash, request.Reason, http.RequireCaller().Actor) switch
        {
            BadgeOutcome.Done => TypedResults.Ok(desk.Item(account)),
            BadgeOutcome.Taken => Problem.Answer(ProblemKind.BadgeTaken),
            _ => NoAccount(),
        };
    }

    private static IResult AskRole(HttpContext http, string account, RoleRequest request, Desk desk) =>
        Asked(desk, account, desk.Roles.Ask(account, request.Role, request.Reason, http.RequireCaller().Actor));

    private static IResult ConfirmRole(HttpContext http, string account, ConfirmRoleRequest request, Desk desk) =>
        Asked(desk, account, desk.Roles.Confirm(account, request.Role, http.RequireCaller().Actor));

    private static IResult DropRole(HttpContext http, string account, Desk desk) =>
        Asked(desk, account, desk.Roles.Drop(account, http.RequireCaller().Actor));

    private static IResult Asked(Desk desk, string account, RoleOutcome outcome) => outcome switch
    {
        RoleOutcome.Done or RoleOutcome.Waits => TypedResults.Ok(desk.Item(account)),
        RoleOutcome.LastAdministrator => Problem.Answer(ProblemKind.LastAdministrator),
        RoleOutcome.NothingAsked => Problem.Answer(ProblemKind.NothingWaits),
        RoleOutcome.OwnRequest or RoleOutcome.OwnRole => Problem.Answer(ProblemKind.OwnRequest),
        _ => NoAccount(),
    };

    private static IResult Changed(Desk desk, string account, AccountChangeOutcome outcome) => outcome switch
    {
        AccountChangeOutcome.Done => TypedResults.Ok(desk.Item(account)),
        AccountChangeOutcome.LastAdministrator => Problem.Answer(ProblemKind.LastAdministrator),
        _ => NoAccount(),
    };

    private static IResult NoAccount() => Problem.Answer(ProblemKind.NotFound, "There is no such account.");

    /// <summary>What these routes need, as one thing.</summary>
    internal sealed class Desk(
        AccountStore accounts, Badges badges, RoleRequests roles, SignInDesk door, SiteSettings settings, TimeProvider time)
    {
        public AccountStore Accounts => accounts;
        public Badges Badges => badges;
        public RoleRequests Roles => roles;
        public SignInDesk Door => door;

        public IReadOnlyList<UserItem> List()
        {
            IReadOnlyList<Account> all = accounts.List();
            IReadOnlyList<AskedRole> asked = roles.List();
            return [.. all.Select(account => Item(account, all, asked.FirstOrDefault(one => one.Account == account.Name)))];
        }

        public UserItem Item(string name) => List().Single(item => string.Equals(item.Account, name, StringComparison.OrdinalIgnoreCase));

        private UserItem Item(Account account, IReadOnlyList<Account> all, AskedRole? asked) => new(
            account.Name, account.DisplayName, account.Role, account.Disabled, account.MustChange,
            account.LockedUntil > time.GetUtcNow() ? account.LockedUntil : null, account.LastSignInAt, account.HasBadge, account.Pin is not null,
            account.PinFailures >= settings.Web.LockAfterFailures,
            asked is null ? null : new AskedRoleView(asked.Role, asked.AskedBy, NameOf(all, asked.AskedBy), asked.AskedAt, asked.Reason));

        private static string NameOf(IReadOnlyList<Account> all, string name) =>
            all.FirstOrDefault(account => string.Equals(account.Name, name, StringComparison.OrdinalIgnoreCase))?.DisplayName ?? name;
    }
}
