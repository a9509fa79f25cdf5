using System.Globalization;
using Edge.Operations;
using Edge.Web;
using Edge.Web.Accounts;
using Inventory.People;

namespace Edge.Tests.Web;

public sealed class UserVerbTests
{
    [Fact]
    public async Task Verb_BesideTheRunningService_TakesEffectAndIsInTheLedger()
    {
        using Testing.TemporaryFolder folder = new();
        await using WebFixture web = await WebFixture.StartAsync(folder: folder);
        using AccountDatabase database = new(folder.File("data"));
        (UserVerb.Desk desk, StringWriter said, _) = Desk(database);

        int added = desk.Add("lina", "李娜", Role.Supervisor);
        string password = said.ToString().Split(": ")[1].Trim();
        using WebClient client = web.Anonymous();
        await client.SignInAsync("lina", password);
        web.Time.Advance(TimeSpan.FromSeconds(5)); // the service looks for what others wrote

        Assert.Equal(ExitCode.Done, added);
        await web.WaitForAsync(static entry => entry.Event is AccountAdded { Account: "lina", Role: Role.Supervisor });
    }

    [Fact]
    public void Verb_Answers_HaveTheirExitCodes()
    {
        using Testing.TemporaryFolder folder = new();
        using AccountDatabase database = new(folder.Path);
        (UserVerb.Desk desk, StringWriter said, StringWriter errors) = Desk(database);

        Assert.Equal(ExitCode.Done, desk.Add("admin", "Admin", Role.Administrator));
        Assert.Equal(ExitCode.AnswerIsNo, desk.Add("ADMIN", "Admin", Role.Administrator));
        Assert.Equal(ExitCode.WrongUse, desk.Add("a b", "Admin", Role.Administrator));
        Assert.Equal(ExitCode.AnswerIsNo, desk.Disable("admin", true));
        Assert.Equal(ExitCode.AnswerIsNo, desk.Password("nobody"));
        Assert.Equal(ExitCode.Done, desk.Password("admin"));
        Assert.Equal(ExitCode.Done, desk.AddKey("lis", [Permission.Read]));
        Assert.Equal(ExitCode.AnswerIsNo, desk.AddKey("lis", [Permission.Read]));
        Assert.Equal(ExitCode.WrongUse, desk.AddKey("root", [Permission.Read, Permission.ManageAccounts]));
        Assert.Equal(ExitCode.Done, desk.DisableKey("lis"));
        Assert.Equal(ExitCode.AnswerIsNo, desk.SetRole("admin", Role.Staff));
        Assert.Equal(ExitCode.Done, desk.Add("lina", "Li Na", Role.Staff));
        Assert.Equal(ExitCode.Done, desk.SetRole("lina", Role.Supervisor));
        Assert.Equal(ExitCode.AnswerIsNo, desk.SetRole("nobody", Role.Staff));
        Assert.Equal(ExitCode.Done, desk.Unlock("lina"));
        Assert.Equal(ExitCode.AnswerIsNo, desk.Unlock("nobody"));
        Assert.Equal(ExitCode.Done, desk.SetBadge("lina", "HB-0077-55201"));
        Assert.Equal(ExitCode.AnswerIsNo, desk.SetBadge("admin", "HB-0077-55201"));
        Assert.Equal(ExitCode.AnswerIsNo, desk.SetBadge("nobody", "HB-0077-55202"));
        Assert.Equal(ExitCode.WrongUse, desk.SetBadge("admin", "short"));
        Assert.Equal(ExitCode.Done, desk.List());
        Assert.Contains("lina\tLi Na\tSupervisor\topen", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("key lis\tRead\tdisabled\tlast used never", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("There is an account 'ADMIN' already.", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_Verb_KnowsItsParts()
    {
        System.CommandLine.Command verb = UserVerb.Create();

        Assert.Equal(["add", "badge", "disable", "key", "list", "password", "role", "unlock"], verb.Subcommands.Select(static command => command.Name).Order());
        Assert.Empty(verb.Parse(["add", "lina", "--role", "staff", "--config", "x.json"]).Errors);
        Assert.NotEmpty(verb.Parse(["add", "lina", "--role", "emperor", "--config", "x.json"]).Errors);
        Assert.Empty(verb.Parse(["key", "add", "centre", "--scope", "read", "units", "--config", "x.json"]).Errors);
        Assert.NotEmpty(verb.Parse(["key", "add", "centre", "--scope", "all", "--config", "x.json"]).Errors);
        Assert.Empty(verb.Parse(["role", "lina", "supervisor", "--config", "x.json"]).Errors);
        Assert.NotEmpty(verb.Parse(["list"]).Errors);
    }

    [Fact]
    public void Database_File_IsForItsOwnerOnly()
    {
        using Testing.TemporaryFolder folder = new();
        using AccountDatabase database = new(folder.Path);

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("accounts.db")));
        Assert.Equal(32, database.Id.Length);
    }

    private static (UserVerb.Desk Desk, StringWriter Said, StringWriter Errors) Desk(AccountDatabase database)
    {
        StringWriter said = new(CultureInfo.InvariantCulture), errors = new(CultureInfo.InvariantCulture);
        return (new UserVerb.Desk(database, TestSite.Settings(), said, errors), said, errors);
    }
}
