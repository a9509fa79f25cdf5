using Readers.Decoding;
using Readers.Gnss;
using Readers.Llrp;
using Readers.M100;
using Readers.R2000;
using Readers.Tests.Gnss;
using Readers.Tests.Llrp;
using Readers.Tests.M100;
using Readers.Tests.R2000;
using Readers.Tests.ThingMagic;
using Readers.ThingMagic;

namespace Readers.Tests.Decoding;

/// <summary>Mutated captures by the million: no exception, no hang, no growing memory, no byte unaccounted.</summary>
/// <remarks>
/// READERS_CAMPAIGN_BYTES sets how many bytes a family gets (default 1,000,000; the long campaign is 100,000,000), and
/// READERS_CAMPAIGN_SEED repeats a run whose seed a failure has printed.
/// </remarks>
public sealed class DecoderCampaignTests
{
    public static TheoryData<string> Families => [.. s_families.Keys];

    private static readonly Dictionary<string, (Func<IFrameExplainer> Explainer, byte[][] Captures)> s_families = new()
    {
        ["llrp"] = (static () => new LlrpExplainer(), [.. LlrpVectors.All.Select(LlrpVectors.Bytes)]),
        ["m100"] = (static () => new M100Explainer(), [.. M100Vectors.All.Select(M100Vectors.Bytes)]),
        ["nmea"] = (static () => new NmeaExplainer(), [.. NmeaVectors.All.Select(NmeaVectors.Bytes)]),
        ["r2000"] = (static () => new R2000Explainer(), [.. R2000Vectors.All.Select(R2000Vectors.Bytes)]),
        ["thingmagic"] = (static () => new ThingMagicExplainer(), [.. ThingMagicVectors.Commands.Concat(ThingMagicVectors.Replies).Select(ThingMagicVectors.Bytes)]),
    };

    [Theory]
    [MemberData(nameof(Families))]
    public void Feed_MutatedCaptures_AccountsForEveryByteInBoundedMemory(string family)
    {
        long total = Campaign.Bytes;
        (Func<IFrameExplainer> create, byte[][] captures) = s_families[family];
        int seed = Campaign.Seed;
        Random random = new(seed);
        IFrameExplainer explainer = create();
        long end = 0, frames = 0, fed = 0;
        StreamDecoder decoder = new(explainer, item =>
        {
            if (item.Offset != end || item.Length <= 0) throw new InvalidOperationException($"Gap at {end}, seed {seed}.");
            end += item.Length;
            if (item.Outcome == DecodedOutcome.Frame) frames++;
        });

        for (List<byte> chunk = []; fed < total; chunk.Clear())
        {
            for (int pieces = random.Next(1, 20); pieces > 0; pieces--) chunk.AddRange(Mutation.Of(captures[random.Next(captures.Length)], random));
            Exception? failure = Record.Exception(() => decoder.Feed([.. chunk]));
            Assert.True(failure is null, $"Seed {seed}, after {fed} bytes: {failure}");
            fed += chunk.Count;
            Assert.True(decoder.BufferBytes <= 4 * (explainer.MaxFrameBytes + 16_384), $"The buffer grew to {decoder.BufferBytes}, seed {seed}.");
        }
        decoder.End();

        Assert.Equal(fed, end);
        Assert.True(frames > 0, $"No frame survived, seed {seed}.");
    }
}
