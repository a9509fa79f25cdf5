using System.Threading.Channels;

namespace Readers.M100;

/// <summary>Reads the chip identity of tags that were heard, one by one: each becomes a read of its own, with the identity and without a strength.</summary>
/// <remarks>
/// A tag takes some 30 ms, and while it is read nobody listens. Watching, a few tags are asked after each turn, those first that have waited
/// longest; counting, all that the step has heard.
/// </remarks>
internal sealed class M100TidPass(M100Line line, M100Radio radio, ChannelWriter<ReaderEvent> events, byte q)
{
    private const int TagsATurn = 16, RememberedTags = 10_000;
    private readonly M100Memory _memory = new(line);
    private readonly Dictionary<Epc, int> _askedInPass = [];
    private int _pass;

    /// <param name="all">True to ask all of them, however long it takes.</param>
    /// <returns>False when the module did not answer.</returns>
    public async ValueTask<bool> RunAsync(IReadOnlyCollection<Epc> heard, bool all, CancellationToken ct)
    {
        if (heard.Count == 0) return true;
        if (!await radio.SetQueryAsync(new M100Query(Session.S0, TargetB: false, q), ct)) return false;
        if (_askedInPass.Count > RememberedTags) _askedInPass.Clear();
        _pass++;
        foreach (Epc epc in heard.OrderBy(epc => _askedInPass.GetValueOrDefault(epc)).Take(all ? heard.Count : TagsATurn).ToArray())
        {
            _askedInPass[epc] = _pass;
            if (await _memory.ReadTidAsync(epc, attempts: all ? 2 : 1, ct) is not { } tag) continue;
            line.Statistics.CountRead();
            await events.WriteAsync(ReaderEvent.Of(new TagRead
            {
                Epc = tag.Epc, ProtocolControl = tag.ProtocolControl, Tid = tag.Tid, AntennaPort = M100Reader.OnlyPort, ObservedAt = line.ReceivedAt, Count = 1,
            }), ct);
        }
        return true;
    }
}
