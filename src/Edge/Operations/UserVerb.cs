using System.CommandLine;
using System.Security.Cryptography;
using Edge.Web;
using Edge.Web.Accounts;
using Inventory;
using Inventory.People;

namespace Edge.Operations;

/// <summary><c>user add|list|disable|password|badge|role|unlock|key</c>: local accounts and keys, also while the service runs.</summary>
/// <remarks>The service writes what was done here into its ledger within seconds, or at its next start.</remarks>
internal static class UserVerb
{
    public static Command Create()
    {
        Option<string> config = new("--config") { Description = "Configuration file.", Required = true, Recursive = true };
        Argument<string> account = new("account") { Description = "Staff number or name." };
        Argument<string> key = new("name") { Description = "Name of the machine." };
        Option<string> name = new("--name") { Description = "The person's name, as shown." };
        Option<Role> role = new("--role") { Description = "viewer, staff, technician, supervisor or administrator.", DefaultValueFactory = static _ => Role.Viewer };
        Argument<Role> newRole = new("role") { Description = "viewer, staff, technician, supervisor or administrator." };
        Option<Permission[]> scope = new("--scope")
        {
            Description = "What the key may do: read, units, alarms, lights, devices, audit, accounts. More than one may be given.",
            DefaultValueFactory = static _ => [Permission.Read],
            AllowMultipleArgumentsPerToken = true,
        };
        Option<bool> enable = new("--enable") { Description = "Let the account in again." };

        Command add = new("add", "Adds an account with a start password, which is printed once.") { account, name, role };
        add.SetAction(parsed => Run(parsed.GetRequiredValue(config), desk => desk.Add(
            parsed.GetRequiredValue(account), parsed.GetValue(name) ?? parsed.GetRequiredValue(account), parsed.GetValue(role))));
        Command list = new("list", "Lists accounts and keys.");
        list.SetAction(parsed => Run(parsed.GetRequiredValue(config), static desk => desk.List()));
        Command disable = new("disable", "Shuts an account out, with its sessions.") { account, enable };
        disable.SetAction(parsed => Run(
            parsed.GetRequiredValue(config), desk => desk.Disable(parsed.GetRequiredValue(account), !parsed.GetValue(enable))));
        Command password = new("password", "Sets a new start password, which is printed once, and opens a locked account.") { account };
        password.SetAction(parsed => Run(parsed.GetRequiredValue(config), desk => desk.Password(parsed.GetRequiredValue(account))));
        Command roleOf = new("role", "Gives an account another role and ends its sessions.") { account, newRole };
        roleOf.SetAction(parsed => Run(
            parsed.GetRequiredValue(config), desk => desk.SetRole(parsed.GetRequiredValue(account), parsed.GetRequiredValue(newRole))));
        Option<bool> revoke = new("--revoke") { Description = "Take the badge away." };
        Command badge = new("badge", "Gives an account the badge whose code comes on standard input, or takes it away.") { account, revoke };
        badge.SetAction(parsed => Run(parsed.GetRequiredValue(config), desk => desk.SetBadge(
            parsed.GetRequiredValue(account), parsed.GetValue(revoke) ? null : Console.In.ReadLine() ?? "")));
        Command unlock = new("unlock", "Opens an account that wrong passwords or PINs had locked.") { account };
        unlock.SetAction(parsed => Run(parsed.GetRequiredValue(config), desk => desk.Unlock(parsed.GetRequiredValue(account))));
        Command keyAdd = new("add", "Makes a key for a machine, which is printed once.") { key, scope };
        keyAdd.SetAction(parsed => Run(
            parsed.GetRequiredValue(config), desk => desk.AddKey(parsed.GetRequiredValue(key), parsed.GetValue(scope) ?? [])));
        Command keyDisable = new("disable", "Ends a key.") { key };
        keyDisable.SetAction(parsed => Run(parsed.GetRequiredValue(config), desk => desk.DisableKey(parsed.GetRequiredValue(key))));
        return new Command("user", "Local accounts and keys.")
        {
            config, add, list, disable, password, badge, roleOf, unlock, new Command("key", "Keys for machines.") { keyAdd, keyDisable },
        };
    }

    private static int Run(string path, Func<Desk, int> work)
    {
        if (SiteConfiguration.Load(path, Console.Error) is not { } site) return ExitCode.WrongUse;
        try
        {
            using AccountDatabase database = new(Path.Combine(site.Folder, site.Settings.Ledger.Folder));
            return work(new Desk(database, site.Settings, Console.Out, Console.Error));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.EnvironmentFailed;
        }
    }

    /// <summary>The acts behind the verb.</summary>
    internal sealed class Desk
    {
        private const string PasswordLetters = "abcdefghjkmnpqrstuvwxyz23456789";

        private readonly AccountStore _accounts;
        private readonly Badges _badges;
        private readonly KeyStore _keys;
        private readonly int _iterations;
        private readonly TextWriter _output, _errors;
        private readonly TimeProvider _time;

        public Desk(AccountDatabase database, SiteSettings settings, TextWriter output, TextWriter errors, TimeProvider? time = null)
        {
            (_output, _errors, _iterations, _time) = (output, errors, settings.Web.PasswordIterations, time ?? TimeProvider.System);
            AuditQueue audit = new(database);
            _accounts = new AccountStore(database, audit, _time);
            _badges = new Badges(database, _accounts, audit, settings, _time);
            _keys = new KeyStore(database, audit, _time);
        }

        public int Add(string account, string name, Role role)
        {
            if (!AccountStore.IsName(account) || !AccountStore.IsDisplayName(name))
                return Fail(ExitCode.WrongUse, "An account has 1 to 32 letters, digits, dots, hyphens or underscores, and a name of 1 to 64 characters.");
            string password = StartPassword();
            if (_accounts.Add(account, name, role, PasswordHash.Make(password, _iterations), mustChange: true, Actor.Service)
                != AccountChangeOutcome.Done)
                return Fail(ExitCode.AnswerIsNo, $"There is an account '{account}' already.");
            _output.WriteLine($"{account} ({role}), start password: {password}");
            return ExitCode.Done;
        }

        public int List()
        {
            foreach (Account account in _accounts.List())
            {
                string state = account.Disabled ? "disabled" : account.LockedUntil > _time.GetUtcNow() ? "locked" : "open";
                string shows = account.HasBadge ? account.Pin is null ? "\tbadge" : "\tbadge, PIN" : account.Pin is null ? "" : "\tPIN";
                _output.WriteLine($"{account.Name}\t{account.DisplayName}\t{account.Role}\t{state}\tlast signed in {Last(account.LastSignInAt)}{shows}");
            }
            foreach (MachineKey key in _keys.List())
                _output.WriteLine($"key {key.Name}\t{string.Join(' ', key.Scopes.Order())}\t{(key.Disabled ? "disabled" : "open")}\tlast used {Last(key.LastUsedAt)}");
            return ExitCode.Done;
        }

        public int Disable(string account, bool disabled) =>
            Changed(_accounts.SetDisabled(account, disabled, null, Actor.Service), account, $"{account} is {(disabled ? "disabled" : "enabled")}.");

        public int SetRole(string account, Role role) =>
            Changed(_accounts.SetRole(account, role, null, Actor.Service), account, $"{account} is {role} from the next sign-in on.");

        /// <param name="code">Null takes the badge away.</param>
        public int SetBadge(string account, string? code)
        {
            if (code is not null && Badges.Fault(code.Trim(), account) is { } fault) return Fail(ExitCode.WrongUse, fault.En);
            return _badges.Set(account, code is null ? null : _badges.HashOf(code.Trim()), null, Actor.Service) switch
            {
                BadgeOutcome.Done => Say(code is null ? $"{account} has no badge." : $"The badge is {account}'s."),
                BadgeOutcome.Taken => Fail(ExitCode.AnswerIsNo, "This badge is somebody else's."),
                _ => Fail(ExitCode.AnswerIsNo, $"There is no account '{account}'."),
            };
        }

        public int Unlock(string account) => Changed(_accounts.Unlock(account, Actor.Service), account, $"{account} is open; the password is as before.");

        public int Password(string account)
        {
            string password = StartPassword();
            return Changed(
                _accounts.SetPassword(account, PasswordHash.Make(password, _iterations), mustChange: true, Actor.Service), account,
                $"{account}, start password: {password}");
        }

        public int AddKey(string name, IReadOnlyCollection<Permission> scopes)
        {
            if (!AccountStore.IsName(name)) return Fail(ExitCode.WrongUse, "A key's name has 1 to 32 letters, digits, dots, hyphens or underscores.");
            if (scopes.Count == 0 || !scopes.All(KeyStore.MayHave)) return Fail(ExitCode.WrongUse, "A key needs at least one --scope, and cannot release bags or manage accounts.");
            return _keys.Add(name, scopes, Actor.Service) is { } key
                ? Say(key)
                : Fail(ExitCode.AnswerIsNo, $"There is a key '{name}' already.");
        }

        public int DisableKey(string name) =>
            _keys.Disable(name, Actor.Service) ? Say($"The key {name} is disabled.") : Fail(ExitCode.AnswerIsNo, $"There is no key '{name}'.");

        private int Changed(AccountChangeOutcome outcome, string account, string done) => outcome switch
        {
            AccountChangeOutcome.Done => Say(done),
            AccountChangeOutcome.LastAdministrator => Fail(ExitCode.AnswerIsNo, "This is the last administrator: add another one first."),
            _ => Fail(ExitCode.AnswerIsNo, $"There is no account '{account}'."),
        };

        private static string Last(DateTimeOffset? at) => at?.ToString("u", System.Globalization.CultureInfo.InvariantCulture) ?? "never";

        // 16 letters of 31: over 79 bits, and nothing that is misread on paper.
        private static string StartPassword() => string.Join('-', Enumerable.Range(0, 4).Select(static _ => RandomNumberGenerator.GetString(PasswordLetters, 4)));

        private int Say(string text)
        {
            _output.WriteLine(text);
            return ExitCode.Done;
        }

        private int Fail(int code, string text)
        {
            _errors.WriteLine(text);
            return code;
        }
    }
}
