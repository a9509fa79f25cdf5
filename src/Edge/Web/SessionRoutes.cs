namespace Edge.Web;

/// <summary>Who is signed in, signing in and out.</summary>
internal static class SessionRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder session = api.MapGroup("/session").WithTags("session");
        session.MapGet("", Get).WithName("getSession").Answers<SessionView>().Needs(Access.Anybody);
        session.MapPost("", SignIn).WithName("signIn").Answers<SessionView>().Problems(401, 429).Needs(Access.Anybody);
        session.MapPost("/first", First).WithName("firstStart").Answers<SessionView>().Problems(401, 409, 429).Needs(Access.Anybody);
        session.MapDelete("", SignOut).WithName("signOut").Produces(204).Needs(Access.SignedIn);
        api.MapGet("/me", Me).WithName("getMe").WithTags("session").Answers<PersonView>().Needs(Access.SignedIn);
        api.MapPost("/me/password", ChangePassword).WithName("changeMyPassword").WithTags("session")
            .Produces(204).Problems(400, 401).Needs(Access.SignedIn);
    }

    private static IResult Get() => Pending.Answer();

    private static IResult SignIn(SignInRequest request) => Pending.Answer(request);

    private static IResult First(FirstStartRequest request) => Pending.Answer(request);

    private static IResult SignOut() => Pending.Answer();

    private static IResult Me() => Pending.Answer();

    private static IResult ChangePassword(PasswordRequest request) => Pending.Answer(request);
}
