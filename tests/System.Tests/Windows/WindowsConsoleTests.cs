using Edge.Ledger;

namespace SystemTests.Windows;

/// <summary>The program for Windows on a console, with a reader at a COM port.</summary>
[Collection(WindowsTests.Name)]
public sealed class WindowsConsoleTests(WineMachine machine)
{
    private const int Within = 180_000;
    private static readonly TimeSpan s_stopWithin = TimeSpan.FromSeconds(5);

    [Fact(Timeout = Within)]
    public async Task Run_ReaderUnpluggedAndBack_ReadsArriveAgainAndItStopsInTime()
    {
        await using WindowsSite site = await WindowsSite.CreateAsync(machine, bags: 20);
        using TimedProgram service = site.Start("run");
        long reads = await site.ReadsAboveAsync(0, service);
        await site.TakeKeyAsync();
        await site.StateAsync("inService", service);

        site.Apply($"unplug {WindowsSite.Reader} 3s");
        await site.StateAsync("notInService", service);
        await site.StateAsync("inService", service);
        await site.ReadsAboveAsync(reads + 200, service);

        (int code, string said) = await site.RunAsync("run");
        Assert.Equal(3, code); // the folder has its owner
        Assert.Contains("Another process works on the ledger", said, StringComparison.Ordinal);

        (code, TimeSpan took) = await service.InterruptAsync();
        Assert.Equal(0, code);
        Assert.InRange(took, TimeSpan.Zero, s_stopWithin);
        Assert.Contains("Application is shutting down", site.Log, StringComparison.Ordinal); // it ended, and was not ended
        LedgerVerdict verdict = LedgerCheck.Verify(site.DataFolder, default);
        Assert.True(verdict is { IsWhole: true, Entries: > 0 }, verdict.Sentence);
    }

    [Fact(Timeout = Within)]
    public async Task Run_KilledWhilePeopleWork_HasAllThatItAnsweredWhenItIsBack()
    {
        await using WindowsSite site = await WindowsSite.CreateAsync(machine, bags: 400);
        string[] received;
        using (TimedProgram killed = site.Start("run"))
        {
            await site.ReadsAboveAsync(0, killed);
            using AnsweredDesk desk = new(site.Address, await site.TakeKeyAsync());
            site.Simulated.OpenDesk(desk);
            await site.UntilAsync(_ => Task.FromResult(desk.Received.Count >= 40 ? null : $"{desk.Received.Count} bags are received"), killed);
            await killed.KillAsync();
            received = [.. desk.Received];
        }
        Assert.InRange(received.Length, 40, 399); // in the middle

        (int code, string said) = await site.RunAsync("ledger", "verify");
        Assert.True(code == 0, said);
        using TimedProgram service = site.Start("run");
        await site.ReadsAboveAsync(0, service);
        HashSet<string> kept = await site.UnitsAsync();
        Assert.Empty(received.Except(kept));
        (code, _) = await service.InterruptAsync();
        Assert.Equal(0, code);
    }
}
