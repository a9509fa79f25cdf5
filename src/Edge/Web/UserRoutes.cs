using Edge.Web.Accounts;
using Edge.Web.Guard;

namespace Edge.Web;

/// <summary>Accounts of people.</summary>
internal static class UserRoutes
{
    public static void Map(RouteGroupBuilder api, RepeatedCalls repeated)
    {
        RouteGroupBuilder users = api.MapGroup("/users").WithTags("users");
        users.MapGet("", List).WithName("listUsers").Answers<ItemList<UserItem>>().Needs(Permission.Accounts);
        users.MapPost("", AddAsync).WithName("addUser").Writes<UserItem>().Problems(409).Needs(Permission.ManageAccounts)
            .AddEndpointFilter(repeated);
        users.MapPost("/{account}/disable", Disable).WithName("disableUser").Writes<UserItem>().Problems(404, 409)
            .Needs(Permission.ManageAccounts).AddEndpointFilter(repeated);
        users.MapPost("/{account}/password", SetPasswordAsync).WithName("setUserPassword").Writes<UserItem>().Problems(404)
            .Needs(Permission.ManageAccounts).AddEndpointFilter(repeated);
        users.MapPost("/{account}/role", SetRole).WithName("setUserRole").Writes<UserItem>().Problems(404, 409)
            .Needs(Permission.ManageAccounts).AddEndpointFilter(repeated);
        users.MapPost("/{account}/unlock", Unlock).WithName("unlockUser").Writes<UserItem>().Problems(404)
            .Needs(Permission.ManageAccounts).AddEndpointFilter(repeated);
    }

    private static IResult List(HttpContext http, AccountStore accounts, TimeProvider time) =>
        Answer.List(http, [.. accounts.List().Select(account => Item(account, time))]);

    private static async Task<IResult> AddAsync(
        HttpContext http, NewUserRequest request, AccountStore accounts, SignInDesk door, TimeProvider time, CancellationToken ct)
    {
        string account = request.Account.Trim(), name = request.DisplayName.Trim();
        if (SessionRoutes.AccountFault(account, name, request.Password) is { } fault) return Problem.Bad(fault);
        PasswordHash hash = await door.HashAsync(request.Password, ct);
        return accounts.Add(account, name, request.Role, hash, mustChange: true, http.RequireCaller().Actor) == AccountChangeOutcome.Done
            ? TypedResults.Ok(Item(accounts.Find(account)!, time))
            : Problem.Answer(ProblemKind.AccountExists);
    }

    private static IResult Disable(HttpContext http, string account, DisableRequest request, AccountStore accounts, TimeProvider time) =>
        Changed(accounts.SetDisabled(account, request.Disabled, request.Reason, http.RequireCaller().Actor), account, accounts, time);

    private static IResult SetRole(HttpContext http, string account, RoleRequest request, AccountStore accounts, TimeProvider time) =>
        Changed(accounts.SetRole(account, request.Role, request.Reason, http.RequireCaller().Actor), account, accounts, time);

    private static IResult Unlock(HttpContext http, string account, AccountStore accounts, TimeProvider time) =>
        Changed(accounts.Unlock(account, http.RequireCaller().Actor), account, accounts, time);

    private static IResult Changed(AccountChangeOutcome outcome, string account, AccountStore accounts, TimeProvider time) => outcome switch
    {
        AccountChangeOutcome.Done => TypedResults.Ok(Item(accounts.Find(account)!, time)),
        AccountChangeOutcome.LastAdministrator => Problem.Answer(ProblemKind.LastAdministrator),
        _ => Problem.Answer(ProblemKind.NotFound, "There is no such account."),
    };

    private static async Task<IResult> SetPasswordAsync(
        HttpContext http, string account, PasswordRequest request, AccountStore accounts, SignInDesk door, TimeProvider time,
        CancellationToken ct)
    {
        if (PasswordRules.Fault(request.NewPassword, account) is { } fault) return Problem.Bad(fault);
        PasswordHash hash = await door.HashAsync(request.NewPassword, ct);
        return Changed(accounts.SetPassword(account, hash, mustChange: true, http.RequireCaller().Actor), account, accounts, time);
    }

    private static UserItem Item(Account account, TimeProvider time) => new(
        account.Name, account.DisplayName, account.Role, account.Disabled, account.MustChange,
        account.LockedUntil > time.GetUtcNow() ? account.LockedUntil : null, account.LastSignInAt);
}
