namespace Edge.Web;

/// <summary>Accounts of people.</summary>
internal static class UserRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder users = api.MapGroup("/users").WithTags("users");
        users.MapGet("", List).WithName("listUsers").Answers<ItemList<UserItem>>().Needs(Permission.Accounts);
        users.MapPost("", Add).WithName("addUser").Writes<UserItem>().Problems(409).Needs(Permission.ManageAccounts);
        users.MapPost("/{account}/disable", Disable).WithName("disableUser").Writes<UserItem>().Problems(404, 409)
            .Needs(Permission.ManageAccounts);
        users.MapPost("/{account}/password", SetPassword).WithName("setUserPassword").Writes<UserItem>().Problems(404)
            .Needs(Permission.ManageAccounts);
    }

    private static IResult List() => Pending.Answer();

    private static IResult Add(NewUserRequest request) => Pending.Answer(request);

    private static IResult Disable(string account, DisableRequest request) => Pending.Answer(request);

    private static IResult SetPassword(string account, PasswordRequest request) => Pending.Answer(request);
}
