using Readers;

namespace HardwareSim.Devices;

/// <summary>One inventory command in progress: which antennas take their turn, how many rounds each.</summary>
internal sealed class InventoryJob
{
    private const byte SkipPort = 0xFF;
    private readonly Visit[] _visits;
    private readonly long _intervalTicks;
    private int _visit, _roundsLeft, _repeatsLeft;

    private InventoryJob(byte command, Visit[] visits, int repeats, long intervalTicks, Session session, bool targetB, long at)
    {
        (Command, _visits, _repeatsLeft, _intervalTicks, Session, TargetB) = (command, visits, repeats, intervalTicks, session, targetB);
        _roundsLeft = visits[0].Rounds;
        NextRoundAt = StartedAt = VisitStartedAt = at;
    }

    /// <param name="Port">From 1.</param>
    public readonly record struct Visit(int Port, int Rounds);

    public byte Command { get; }
    public Session Session { get; }
    public bool TargetB { get; }
    public long NextRoundAt { get; private set; }
    public long StartedAt { get; }
    public long VisitStartedAt { get; private set; }

    /// <summary>Repeats of a tag included.</summary>
    public int Reads { get; private set; }
    public int VisitReads { get; private set; }
    public Visit Current => _visits[_visit];

    /// <param name="ports">4 or 8: the forms for eight antennas are known to readers that have them.</param>
    /// <returns>Null when the data fits no known form of the command.</returns>
    public static InventoryJob? Parse(byte command, byte[] data, byte workAntenna, int ports, R2000Firmware firmware, long at)
    {
        Visit work = new(workAntenna + 1, 1);
        bool stays = firmware != R2000Firmware.V22;
        return (command, data.Length) switch
        {
            // Real-time inventory uses S0 with its flags reset each round; repeat FF means the shortest.
            (0x80 or 0x89, 1) => new(command, [work], Repeats(data[0]), 0, Session.S0, false, at),
            (0x8B, 3 or 4 or 5) when data[0] < 4 && data[1] < 2 =>
                new(command, [work], Repeats(data[^1]), 0, (Session)data[0], data[1] == 1, at),
            (0x8A, 5) => Fast(data[..4].Select(static port => (port, (byte)1)), 0, data[4], 0, 0),
            (0x8A, 10) when stays => Fast(Pairs(data, 4), data[8], data[9], 0, 0),
            (0x8A, 18) when stays && ports == 8 => Fast(Pairs(data, 8), data[16], data[17], 0, 0),
            (0x8A, 29) when stays && ports == 8 && data[22] < 4 && data[23] < 2 => Fast(Pairs(data, 8), data[16], data[28], data[22], data[23]),
            _ => null,
        };

        InventoryJob? Fast(IEnumerable<(byte Port, byte Stay)> pairs, byte intervalMs, byte repeat, byte session, byte target)
        {
            Visit[] visits = [.. pairs.Where(p => p.Port != SkipPort && p.Port < ports && p.Stay > 0).Select(
                static p => new Visit(p.Port + 1, p.Stay))];
            return visits.Length == 0 ? null : new(
                command, visits, Math.Max((byte)1, repeat), intervalMs * TimeSpan.TicksPerMillisecond, (Session)session, target == 1, at);
        }

        static IEnumerable<(byte, byte)> Pairs(byte[] data, int count) =>
            Enumerable.Range(0, count).Select(i => (data[2 * i], data[(2 * i) + 1]));

        static int Repeats(byte repeat) => repeat is 0 or 0xFF ? 1 : repeat;
    }

    public void Count(int reads) => (Reads, VisitReads) = (Reads + reads, VisitReads + reads);

    /// <summary>One round is over.</summary>
    /// <returns>False when it was the last.</returns>
    public bool Advance(long at)
    {
        NextRoundAt = at;
        return --_roundsLeft > 0 || NextVisit(at);
    }

    /// <summary>The antenna is not connected: on to the next.</summary>
    public bool SkipVisit(long at) => NextVisit(at);

    private bool NextVisit(long at)
    {
        NextRoundAt = at + _intervalTicks;
        if (_visit + 1 < _visits.Length) _visit++;
        else if (--_repeatsLeft > 0) _visit = 0;
        else return false;
        (_roundsLeft, VisitStartedAt, VisitReads) = (_visits[_visit].Rounds, NextRoundAt, 0);
        return true;
    }
}
