using System.Text.RegularExpressions;
using Edge.Ledger;

namespace SystemTests.Windows;

/// <summary>The program for Windows as its service manager runs it.</summary>
/// <remarks>Wine 8 tells no service that the machine is switched off; what is done then is proved by the tests of ServiceOrders.</remarks>
[Collection(WindowsTests.Name)]
public sealed partial class WindowsServiceTests(WineMachine machine)
{
    private const int Within = 180_000;
    private static readonly TimeSpan s_stopWithin = TimeSpan.FromSeconds(5);

    [Fact(Timeout = Within)]
    public async Task Service_Installed_ReadsTellsTheFirstCodeAndStopsInTime()
    {
        await using WindowsSite site = await WindowsSite.CreateAsync(machine, bags: 20);
        await using InstalledService service = await InstalledService.StartAsync(machine, site);
        await site.ReadsAboveAsync(0);
        Assert.Matches(FirstCode(), site.Log);
        Assert.True(site.IsDataClosedToOthers);
        await site.TakeKeyAsync();
        await using Stream page = await site.ListenAsync();

        (string state, TimeSpan took) = await service.StopAsync();

        Assert.InRange(took, TimeSpan.Zero, s_stopWithin);
        Assert.Matches(Ended(0, 0), state);
        Assert.Contains("Application is shutting down", site.Log, StringComparison.Ordinal);
        LedgerVerdict verdict = LedgerCheck.Verify(site.DataFolder, default);
        Assert.True(verdict is { IsWhole: true, Entries: > 0 }, verdict.Sentence);
    }

    [Fact(Timeout = Within)]
    public async Task Service_ConfigurationSpoiled_StopsWithItsCodeAndSaysWhyBesideTheFile()
    {
        await using WindowsSite site = await WindowsSite.CreateAsync(machine, bags: 1);
        await using InstalledService service = await InstalledService.StartAsync(machine, site);
        await service.StopAsync();
        await File.WriteAllTextAsync(site.Configuration, """{ "Site": { "Id": "0042" } }""");

        string state = await service.StartAsync(until: "SERVICE_EXIT_CODE  : 2"); // bad configuration

        Assert.Matches(Ended(1066, 2), state); // "an error of the service's own": the manager restarts it
        string errors = await File.ReadAllTextAsync(Path.Combine(site.Folder, "site.service-errors.txt"));
        Assert.Contains("Site.NameZh", errors, StringComparison.Ordinal);
    }

    private static Regex Ended(int code, int specific) =>
        new($@"STOPPED[\s\S]*WIN32_EXIT_CODE\s+: {code}\b[\s\S]*SERVICE_EXIT_CODE\s+: {specific}\b");

    [GeneratedRegex("one-time code ([0-9A-Z]{4}-){2}[0-9A-Z]{4}")]
    private static partial Regex FirstCode();
}
