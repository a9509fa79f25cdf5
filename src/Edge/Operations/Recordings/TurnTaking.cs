using Readers;

namespace Edge.Operations.Recordings;

/// <summary>Deals recorded time out to the antennas in equal shares, one round after the other.</summary>
internal sealed class TurnTaking(IReadOnlyList<byte> ports)
{
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);

    private DateTimeOffset? _dealtUntil;

    /// <summary>Rounds that were complete at an instant. Instants that go back a little give nothing.</summary>
    public IEnumerable<ListeningPeriod> Until(DateTimeOffset at)
    {
        DateTimeOffset from = _dealtUntil ?? at;
        if ((at - from).Duration() > s_pause) from = at;
        TimeSpan turn = s_round / ports.Count;
        for (; from + s_round <= at; from += s_round)
            for (int place = 0; place < ports.Count; place++)
                yield return new ListeningPeriod(ports[place], from + (turn * place), from + (turn * (place + 1)), Reads: 0);
        _dealtUntil = from;
    }
}
