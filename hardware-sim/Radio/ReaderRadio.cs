using HardwareSim.Goods;
using Readers;

namespace HardwareSim.Radio;

/// <summary>A tag as one reader heard it on the air.</summary>
public readonly record struct AirRead(SimulatedTag Tag, Epc Uii, byte Port, int Channel, double RssiDbm, long AtTicks);

/// <summary>The radio part of one reader: ports, hopping, rounds. Sees the tags only through the ether.</summary>
/// <remarks>Not thread-safe: the world's gate is held by the caller.</remarks>
internal sealed class ReaderRadio
{
    private const double SettleMicroseconds = 2000, WrongCrcChance = 1e-6;
    private static readonly long HopTicks = 2 * TimeSpan.TicksPerSecond;
    private readonly Ether _ether;
    private readonly IReadOnlyList<SimulatedTag> _tags;
    private readonly Dice _dice;
    private readonly InventoryRound _round;
    private readonly List<Participant> _powered = [];
    private readonly List<Singulation> _found = [];
    private readonly int[] _hops = [.. Enumerable.Range(0, Channels.Count)];
    private readonly double _offsetDb, _sensitivityShiftDb;
    private int _hop;
    private long _hoppedAt = long.MinValue / 2;

    public ReaderRadio(
        string id, IReadOnlyList<SimulatedAntenna> antennas, Ether ether, IReadOnlyList<SimulatedTag> tags, Seed seed)
    {
        (Id, Antennas, _ether, _tags) = (id, antennas, ether, tags);
        _dice = seed.Stream($"radio/{id}");
        _round = new InventoryRound(_dice);
        (_offsetDb, _sensitivityShiftDb) = (_dice.Normal(0, 2), _dice.Normal());
        _dice.Shuffle<int>(_hops);
    }

    public string Id { get; }

    /// <summary>Connected antennas; ports without one are missing.</summary>
    public IReadOnlyList<SimulatedAntenna> Antennas { get; }

    public RoundSettings Settings { get; set; } = new(AirProfile.D250);

    /// <summary>Weaker answers are not heard at all; half of those 3 dB stronger are understood.</summary>
    private double FloorDbm => Settings.SensitivityDbm + _sensitivityShiftDb + Settings.Profile.SensitivityShiftDb - 3;

    /// <summary>In which its antennas hang; none for a reader that is carried about.</summary>
    public IEnumerable<int> Cabinets => Antennas.Where(static antenna => antenna.Searcher is null).Select(static antenna => antenna.Cabinet).Distinct();

    public SimulatedAntenna? AntennaAt(int port) => Antennas.FirstOrDefault(antenna => antenna.Port == port);

    /// <summary>One round on one antenna: every tag whose flag matches is asked once.</summary>
    /// <param name="targetB">Ask the tags whose flag stands at B.</param>
    /// <param name="reads">Receives what was heard, in order.</param>
    /// <returns>Ticks at which the round ended.</returns>
    public long Round(SimulatedAntenna antenna, double txDbm, Session session, bool targetB, long start, List<AirRead> reads)
    {
        if (start - _hoppedAt >= HopTicks)
        {
            _hop = (_hop + 1) % _hops.Length;
            _hoppedAt = start;
        }
        int channel = _hops[_hop];
        long air = start + Ticks(SettleMicroseconds);
        _powered.Clear();
        for (int i = 0; i < _tags.Count; i++)
        {
            SimulatedTag tag = _tags[i];
            if (!_ether.TryPower(antenna, tag, txDbm, channel, start, out double rssi)) continue;
            TagFlags flags = FlagsFor(antenna, tag);
            flags.Powered(start);
            if (rssi > FloorDbm && flags.IsB(session, start) == targetB)
                _powered.Add(new Participant(i, rssi - _sensitivityShiftDb, (tag.Uii.LengthBytes * 8) - 96));
        }

        _found.Clear();
        double limit = (_hoppedAt + HopTicks - air) / 10.0; // the carrier drops at the next hop
        double took = _round.Run(
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_powered), Settings, Math.Max(limit, 20_000), _found);
        foreach (Singulation singled in _found)
        {
            Participant heard = _powered[singled.Participant];
            SimulatedTag tag = _tags[heard.Tag];
            tag.Heard |= antenna.Searcher is null;
            long at = air + Ticks(singled.AtMicroseconds);
            FlagsFor(antenna, tag).Acknowledged(session, at);
            double reported = heard.RssiDbm + _sensitivityShiftDb + _offsetDb + antenna.OffsetDb;
            reads.Add(new AirRead(tag, Garbled(tag.Uii), antenna.Port, channel, reported, at));
        }
        return air + Ticks(took);
    }

    /// <summary>Tags that answer at this instant whatever their flags: those that an access can reach.</summary>
    public List<SimulatedTag> Field(SimulatedAntenna antenna, double txDbm, long now) =>
        [.. _tags.Where(tag => Hears(antenna, txDbm, now, tag))];

    public bool Hears(SimulatedAntenna antenna, double txDbm, long now, SimulatedTag tag) =>
        _ether.TryPower(antenna, tag, txDbm, _hops[_hop], now, out double rssi) && rssi > FloorDbm;

    private TagFlags FlagsFor(SimulatedAntenna antenna, SimulatedTag tag) => antenna.Searcher?.FlagsOf(tag, _tags) ?? tag.Flags;

    // One read in a million passes the 16-bit check with a wrong number.
    private Epc Garbled(Epc uii)
    {
        if (uii.LengthBytes == 0 || !_dice.Chance(WrongCrcChance)) return uii;
        Span<byte> bytes = stackalloc byte[Epc.MaxBytes];
        Span<byte> used = uii.CopyTo(bytes);
        used[_dice.Below(used.Length)] ^= (byte)(1 + _dice.Below(255));
        return Epc.TryCreate(used, out Epc wrong) ? wrong : uii;
    }

    private static long Ticks(double microseconds) => (long)(microseconds * TimeSpan.TicksPerMicrosecond);
}
