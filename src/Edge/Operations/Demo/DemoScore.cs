using Edge.Ledger;
using HardwareSim;
using HardwareSim.Score;
using Inventory.ColdChain;
using Inventory.Presence;

namespace Edge.Operations.Demo;

/// <summary>What the ledger claims of a simulated run, judged against what really happened there.</summary>
internal static class DemoScore
{
    private const int PageLength = 5_000;
    private const string High = "high", Low = "low";
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMinutes(2);

    /// <returns>A few lines for a terminal.</returns>
    public static async Task<string> JudgeAsync(ILedger ledger, SimulatedSite simulated, SiteConfiguration site)
    {
        if (simulated.World.Now <= s_warmUp.Ticks)
            return $"No score: the run was shorter than the {s_warmUp.TotalMinutes:0} minutes in which everything finds its place.";
        ClaimBook claims = new();
        Dictionary<string, string> devices = simulated.Probes.ToDictionary(
            static probe => $"{probe.Cabinet}/{probe.Name}", static probe => probe.Device);
        IReadOnlyList<LedgerEntry> page;
        for (long after = 0; (page = await ledger.ReadAsync(after, PageLength, CancellationToken.None)).Count > 0; after = page[^1].Seq)
            foreach (LedgerEntry entry in page)
                Claim(claims, entry, simulated.World.StartedAt, devices);
        AlarmRule[] rules = [.. site.Settings.Cabinets.SelectMany(cabinet => cabinet.Probes.SelectMany(probe =>
            Rules(site.Tables.Limits(cabinet.StorageClass), probe, devices[$"{cabinet.Id}/{probe.Name}"])))];
        lock (simulated.World.Gate) return RunScore.Of(simulated.World, claims, s_warmUp, rules).ToString();
    }

    private static void Claim(ClaimBook claims, LedgerEntry entry, DateTimeOffset from, Dictionary<string, string> devices)
    {
        if (entry.OccurredAt < from) return; // of an earlier run in the same folder
        switch (entry.Event)
        {
            case TagPlaced placed:
                claims.Claim(new PlaceClaim(
                    placed.Tag.ToString(), Enum.Parse<ClaimKind>(placed.Change.ToString()), placed.Place?.ToString(), placed.OccurredAt));
                break;
            case AlarmRaised { Kind: AlarmKind.TemperatureHigh or AlarmKind.TemperatureLow } raised when devices.ContainsKey(raised.Source):
                claims.Claim(new AlarmClaim(
                    devices[raised.Source], raised.Kind == AlarmKind.TemperatureHigh ? High : Low, raised.OccurredAt));
                break;
        }
    }

    private static IEnumerable<AlarmRule> Rules(StorageLimits limits, ProbeSection probe, string device)
    {
        TimeSpan every = TimeSpan.FromSeconds(probe.SampleSeconds);
        if (limits.HighCelsius is { } high) yield return new AlarmRule(High, device, high, true, limits.OnDelay, every);
        if (limits.LowCelsius is { } low) yield return new AlarmRule(Low, device, low, false, limits.OnDelay, every);
    }
}
