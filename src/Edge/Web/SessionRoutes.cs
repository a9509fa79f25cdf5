using System.Reflection;
using Edge.Operations;
using Edge.Web.Accounts;
using Edge.Web.Guard;
using Inventory;
using Inventory.Identification;
using Inventory.People;

namespace Edge.Web;

/// <summary>Who is signed in, signing in and out, one's own password.</summary>
internal static class SessionRoutes
{
    private static readonly string s_version =
        typeof(SessionRoutes).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder session = api.MapGroup("/session").WithTags("session");
        session.MapGet("", Get).WithName("getSession").Answers<SessionView>().Needs(Access.Anybody);
        session.MapPost("", SignInAsync).WithName("signIn").Answers<SessionView>().Problems(429).Needs(Access.Anybody);
        session.MapPost("/first", FirstAsync).WithName("firstStart").Answers<SessionView>().Problems(409, 429).Needs(Access.Anybody);
        session.MapDelete("", SignOut).WithName("signOut").Produces(204).Problems(401).Needs(Access.SignedIn);
        api.MapGet("/me", Me).WithName("getMe").WithTags("session").Answers<PersonView>().Needs(Access.SignedIn);
        api.MapPost("/me/pin", SetPinAsync).WithName("setMyPin").WithTags("session").Answers<PersonView>().Problems(429)
            .Needs(Access.PersonWith(Permission.Read));
        api.MapPost("/signatures", SignAsync).WithName("sign").WithTags("session").Answers<SignatureView>().Problems(429)
            .Needs(Access.PersonWith(Permission.Read));
        api.MapPost("/me/password", ChangePasswordAsync).WithName("changeMyPassword").WithTags("session")
            .Answers<SessionView>().Problems(429).Needs(Access.SignedIn);
    }

    private static IResult Get(HttpContext http, Desk desk) => TypedResults.Ok(desk.View(http.Caller()?.Session));

    private static async Task<IResult> SignInAsync(HttpContext http, SignInRequest request, Desk desk, CancellationToken ct)
    {
        if (!desk.Limiter.MayTry(http.Connection.RemoteIpAddress)) return Problem.Answer(ProblemKind.TooMany);
        return Answer(http, desk, await desk.Door.SignInAsync(Attempt(request.Account, request.Password, request.Badge, request.Pin), ct));
    }

    /// <remarks>A name that cannot exist gets the same answer as one that does not: nothing is to be learnt from the difference.</remarks>
    private static SignInAttempt Attempt(string? account, string? password, string? badge, string? pin)
    {
        string? name = account?.Trim(), code = badge?.Trim();
        return new SignInAttempt(name is { Length: > 64 } ? "" : name, password, code is { Length: > Badges.MaxLength } ? "" : code, pin);
    }

    /// <summary>At a shared screen: who signs shows who they are, and gets a ticket for the one call that they saw.</summary>
    private static async Task<IResult> SignAsync(HttpContext http, SignatureRequest request, Desk desk, CancellationToken ct)
    {
        if (http.RequireCaller().Session is not { } screen) return Problem.Answer(ProblemKind.PersonRequired);
        if (request is not { Path.Length: > 0 and <= 512, Method.Length: > 0 and <= 16 }) return UnitRoutes.Bad("path", "names no call");
        if (!desk.Limiter.MayTry(http.Connection.RemoteIpAddress)) return Problem.Answer(ProblemKind.TooMany);
        SignInAnswer answer = await desk.Door.ProveAsync(Attempt(request.Account, request.Password, request.Badge, request.Pin), ct);
        if (answer is not SignInAnswer.Proven signer) return Answer(http, desk, answer);
        if (signer.Account.MustChange) return Problem.Answer(ProblemKind.MustChangePassword);
        string act = $"{request.Method} {request.Path}";
        desk.Book.RecordSignature(signer.Account, signer.Proof, screen.Account, act);
        GivenSignature given = desk.Signatures.Give(signer, screen.Token, act);
        return TypedResults.Ok(new SignatureView(given.Ticket, signer.Account.Name, signer.Account.DisplayName, given.EndsAt));
    }

    private static async Task<IResult> SetPinAsync(HttpContext http, PinRequest request, Desk desk, CancellationToken ct)
    {
        if (http.RequireCaller().Session is not { } session) return Problem.Answer(ProblemKind.PersonRequired);
        if (!desk.Limiter.MayTry(http.Connection.RemoteIpAddress)) return Problem.Answer(ProblemKind.TooMany);
        if (string.IsNullOrEmpty(request.Password)) return UnitRoutes.Bad("password", "is missing");
        if (await desk.Door.ProveAsync(new SignInAttempt(session.Account, request.Password), ct) is var proof and not SignInAnswer.Proven)
            return Answer(http, desk, proof);
        if (request.Pin is { } pin && Pins.Fault(pin, session.Account) is { } fault) return Problem.Bad(fault);
        PasswordHash? hash = request.Pin is null ? null : await desk.Door.HashAsync(request.Pin, ct);
        desk.Pins.Set(session.Account, hash, new Actor(ActorKind.Person, session.Account));
        return TypedResults.Ok(desk.Person(session));
    }

    private static async Task<IResult> FirstAsync(HttpContext http, FirstStartRequest request, Desk desk, CancellationToken ct)
    {
        if (!desk.Limiter.MayTry(http.Connection.RemoteIpAddress)) return Problem.Answer(ProblemKind.TooMany);
        if (!desk.Accounts.IsEmpty()) return Problem.Answer(ProblemKind.FirstStartOver);
        if (!desk.FirstStart.Fits(request.Code)) return Problem.Answer(ProblemKind.WrongCode);
        string account = request.Account.Trim(), name = request.DisplayName.Trim();
        if (AccountFault(account, name, request.Password) is { } fault) return Problem.Bad(fault);
        PasswordHash hash = await desk.Door.HashAsync(request.Password, ct);
        Actor self = new(ActorKind.Person, account);
        if (desk.Accounts.Add(account, name, Role.Administrator, hash, mustChange: false, self, onlyAsFirst: true) != AccountChangeOutcome.Done)
            return Problem.Answer(ProblemKind.FirstStartOver);
        return Answer(http, desk, await desk.Door.SignInAsync(new SignInAttempt(account, request.Password), ct));
    }

    private static IResult SignOut(HttpContext http, Desk desk)
    {
        if (http.Caller()?.Session is { } session) desk.Sessions.End(session.Token);
        http.Response.Cookies.Delete(Doorkeeper.CookieName, CookieOptions(http));
        return TypedResults.NoContent();
    }

    private static IResult Me(HttpContext http, Desk desk) => http.RequireCaller() switch
    {
        { Session: { } session } => TypedResults.Ok(desk.Person(session)),
        Caller machine => TypedResults.Ok(
            new PersonView(machine.Actor.Name, machine.Actor.Name, Role.Viewer, false, [.. machine.Permissions.Order()], null, [], null)),
    };

    private static async Task<IResult> ChangePasswordAsync(HttpContext http, PasswordRequest request, Desk desk, CancellationToken ct)
    {
        if (http.RequireCaller().Session is not { } session) return Problem.Answer(ProblemKind.NotAllowed);
        if (!desk.Limiter.MayTry(http.Connection.RemoteIpAddress)) return Problem.Answer(ProblemKind.TooMany);
        if (await desk.Door.ProveAsync(new SignInAttempt(session.Account, request.CurrentPassword ?? ""), ct) is var proof and not SignInAnswer.Proven)
            return Answer(http, desk, proof);
        if (request.NewPassword == request.CurrentPassword)
            return Problem.Bad(new Words("新密码与现在的密码相同", "The new password is the old one."));
        if (PasswordRules.Fault(request.NewPassword, session.Account) is { } fault) return Problem.Bad(fault);
        PasswordHash hash = await desk.Door.HashAsync(request.NewPassword, ct);
        desk.Accounts.SetPassword(session.Account, hash, mustChange: false, new Actor(ActorKind.Person, session.Account));
        return Answer(http, desk, await desk.Door.SignInAsync(new SignInAttempt(session.Account, request.NewPassword), ct));
    }

    internal static Words? AccountFault(string account, string displayName, string password) =>
        !AccountStore.IsName(account)
            ? new Words("工号为1至32个字母、数字、点、连字符或下划线", "A staff number has 1 to 32 letters, digits, dots, hyphens or underscores.")
        : !AccountStore.IsDisplayName(displayName) ? new Words("姓名为1至64个可见字符", "A name has 1 to 64 visible characters.")
        : PasswordRules.Fault(password, account);

    private static IResult Answer(HttpContext http, Desk desk, SignInAnswer answer)
    {
        switch (answer)
        {
            case SignInAnswer.Wrong wrong:
                return Problem.Answer(ProblemKind.WrongPassword, null, view => view with { TriesLeft = wrong.TriesLeft });
            case SignInAnswer.Locked locked:
                return Problem.Answer(ProblemKind.Locked, null, view => view with { LockedUntil = locked.Until });
            case SignInAnswer.PinLocked:
                return Problem.Answer(ProblemKind.PinLocked);
            case SignInAnswer.BadgeRefused:
                return Problem.Answer(ProblemKind.BadgeRefused);
            case SignInAnswer.Welcome welcome:
                if (http.Caller()?.Session is { } before) desk.Sessions.End(before.Token); // another person at the same screen
                http.Response.Cookies.Append(Doorkeeper.CookieName, welcome.Session.Token, CookieOptions(http));
                return TypedResults.Ok(desk.View(welcome.Session));
            default:
                throw new ArgumentOutOfRangeException(nameof(answer), answer, "Unknown answer.");
        }
    }

    private static CookieOptions CookieOptions(HttpContext http) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/",
    };

    /// <summary>What these routes need, as one thing.</summary>
    internal sealed class Desk(
        AccountStore accounts, SessionStore sessions, SignInDesk door, DoorBook book, Pins pins, Signatures signatures, FirstStartCode firstStart,
        TryLimiter limiter, SiteRules rules, TimeProvider time)
    {
        public AccountStore Accounts => accounts;
        public SessionStore Sessions => sessions;
        public SignInDesk Door => door;
        public DoorBook Book => book;
        public Pins Pins => pins;
        public Signatures Signatures => signatures;
        public FirstStartCode FirstStart => firstStart;
        public TryLimiter Limiter => limiter;

        public PersonView Person(Session session)
        {
            IReadOnlyList<Permission> may = Roles.Of(session.Role, session.Proof);
            return new PersonView(
                session.Account, session.DisplayName, session.Role, session.MustChange, may, session.Proof,
                [.. Roles.Of(session.Role).Except(may)], accounts.Find(session.Account)?.Pin is not null);
        }

        public SessionView View(Session? session)
        {
            SiteSettings settings = rules.Settings;
            SiteSection site = settings.Site;
            return new SessionView(
                session is not null, session is null && accounts.IsEmpty(), session is null ? null : Person(session), session?.CsrfToken,
                settings.Web.IdleMinutes, time.GetUtcNow(), s_version,
                new SiteView(
                    site.Id, site.Region, site.NameZh, site.NameEn, site.Kind, site.TimeZone, site.Scheme,
                    site.Scheme == DonationScheme.National13 || settings.Tags.AcceptNationalNumbers, session is null ? [] : settings.Units.Wards),
                settings.Web.BadgeAlone);
        }
    }
}
