using Edge.Ledger;

namespace SystemTests.Service;

/// <summary>A stop is clean and within five seconds, although readers talk, a page is open and a broker is not there.</summary>
public sealed class StopTests
{
    private const int Interrupt = 2, Terminate = 15;
    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(Terminate)]
    [InlineData(Interrupt)]
    public async Task Signal_WhileReadersTalkAndAPageIsOpen_StopsCleanlyWithinFiveSeconds(int signal)
    {
        await using RunningEdge edge = await RunningEdge.StartAsync("--bags", "40");
        using HttpResponseMessage live = await edge.Http.GetAsync("api/v1/live?topics=clock,stock", HttpCompletionOption.ResponseHeadersRead);
        using StreamReader page = new(await live.Content.ReadAsStreamAsync());
        Assert.NotNull(await page.ReadLineAsync());

        (int exitCode, TimeSpan took) = await edge.SignalAsync(signal);

        Assert.Equal(0, exitCode);
        Assert.InRange(took, TimeSpan.Zero, s_within);
        LedgerVerdict verdict = LedgerCheck.Verify(Path.Combine(edge.Folder, "data"), default);
        Assert.True(verdict.IsWhole, verdict.Sentence);
        Assert.True(verdict.Entries > 0, verdict.Sentence);
    }
}
