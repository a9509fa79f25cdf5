using System.Globalization;

namespace Readers.Tests.Decoding;

/// <summary>How long the campaigns of mutated bytes run, and with which seed: short by default, in full as CONTRIBUTING says.</summary>
internal static class Campaign
{
    /// <summary>For each family.</summary>
    public static long Bytes => Setting("READERS_CAMPAIGN_BYTES", 1_000_000);

    public static int Seed => (int)Setting("READERS_CAMPAIGN_SEED", Environment.TickCount);

    private static long Setting(string name, long other) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : other;
}
