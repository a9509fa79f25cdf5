using System.Runtime.CompilerServices;

namespace Inventory.Presence;

/// <summary>What is kept of one tag: a short table of places, the antennas that hear it, its read rate. 256 bytes, no references.</summary>
/// <remarks>
/// With very many tags the time for a read is the time to fetch these bytes, so they are few and lie together:
/// strengths, shares and counters are kept in small integers.
/// </remarks>
internal struct TagTrack
{
    public const int Bytes = 256;
    public const int Slots = 6; // places told apart for one tag; the others of the site share one entry
    public const int Rest = Slots, Away = Slots + 1, Entries = Lanes.Count;
    public const int Links = 6;
    public const short Nowhere = -1, Unknown = -2;

    public TagUii Tag;

    /// <summary>UTC ticks of the last read; 0 when never heard since the start.</summary>
    public long LastHeardTicks;
    private long _insideOrGaps;

    /// <summary>The home cabinet's counters at the last read, in their units.</summary>
    public uint ChangeMark, StirMark;

    /// <summary>Logarithms of the weights at the last read; the greatest is 0.</summary>
    public Lanes Logs;

    /// <summary>Those that are not used repeat the first.</summary>
    public SlotZones Zones;

    /// <summary>
    /// By slot: in an open room the expected reads of its zone at the tag's last read (<see cref="SiteListening.Expected"/>), in a
    /// cabinet the logarithm of its chance before this epoch (<see cref="Prior"/>).
    /// </summary>
    public SlotMarks Marks;

    /// <summary>In an open room: gaps between reads that are in <see cref="Gap"/>; it forgets.</summary>
    public float Gaps;

    /// <summary>Evidence for the candidate so far, in independent moments.</summary>
    public float CandidateEvidence;
    public uint CandidateSinceMs;

    private uint _modeWord;

    /// <summary>Place index that was concluded last, <see cref="Nowhere"/> or <see cref="Unknown"/>.</summary>
    public short Concluded;

    /// <summary>Place index that leads since <see cref="CandidateSinceMs"/>; <see cref="Unknown"/> for none.</summary>
    public short Candidate;

    /// <summary>Place index that the bag had before it was removed, for <see cref="PlaceChange.Was"/>.</summary>
    public short Before;

    /// <summary>The home cabinet's epoch (<see cref="CabinetState.Epoch"/>) that the strengths are of.</summary>
    public ushort Epoch;
    public byte SlotCount, LinkCount;
    public bool InUse;
    private byte _lift;

    /// <summary>Last, since most tags are heard by a few antennas only and the rest need not be fetched.</summary>
    public AntennaLinks Heard;

    /// <summary>In a cabinet: UTC ticks of the last read by one of its own antennas; 0 for never. Another one may have heard the bag in somebody's hand.</summary>
    public long HeardInsideTicks
    {
        readonly get => _insideOrGaps;
        set => _insideOrGaps = value;
    }

    /// <summary>In an open room: gaps between reads in seconds of listening, their mean and their mean deviation.</summary>
    public (float Mean, float Spread) Gap
    {
        readonly get => (BitConverter.Int32BitsToSingle((int)_insideOrGaps), BitConverter.Int32BitsToSingle((int)(_insideOrGaps >> 32)));
        set => _insideOrGaps = (long)BitConverter.SingleToUInt32Bits(value.Spread) << 32 | BitConverter.SingleToUInt32Bits(value.Mean);
    }

    /// <summary>In a cabinet: tracker time since which strengths are of the present field; what was said before is in the prior.</summary>
    public uint EpochSinceMs
    {
        readonly get => _modeWord;
        set => _modeWord = value;
    }

    /// <summary>In an open room: how often this tag is read against the one that was learned with.</summary>
    public float Rate
    {
        readonly get => BitConverter.UInt32BitsToSingle(_modeWord);
        set => _modeWord = BitConverter.SingleToUInt32Bits(value);
    }

    /// <summary>Logarithm of the odds that the bag was lifted out in this opening (<see cref="Lifting"/>), in eighths, -16 to 15.</summary>
    public double LiftLog
    {
        readonly get => (_lift / 8.0) - 16;
        set => _lift = (byte)Math.Clamp((value + 16) * 8, 0, byte.MaxValue);
    }

    public readonly float Prior(int slot) => BitConverter.UInt32BitsToSingle(Marks[slot]);

    public void SetPrior(int slot, float log) => Marks[slot] = BitConverter.SingleToUInt32Bits(log);

    [InlineArray(Slots)]
    public struct SlotZones { private ushort _first; }

    [InlineArray(Slots)]
    public struct SlotMarks { private uint _first; }

    [InlineArray(Links)]
    public struct AntennaLinks { private AntennaLink _first; }
}

/// <summary>One antenna that hears a tag.</summary>
internal struct AntennaLink
{
    private const float ShareUnit = 1 / 65535f, DbUnit = 1 / 128f;
    private const int TimeUnitMs = 4;
    private const short NoStrength = short.MinValue;
    private const float HalfDb = 0.5f;

    private const float HearUnit = 1 / 255f;
    private const int HearShift = 16, KnownShift = 24;
    private const uint InVisit = 1u << 31, KnownMask = 0x7F, VisitMask = 0xFFFF;

    /// <summary>In an open room: the antenna's listening time at the tag's last read by any antenna, ms.</summary>
    public uint ListenedMark;
    public ushort Antenna;
    private ushort _lastRead;
    private ushort _share;
    private short _strength;
    private byte _mean, _before;

    /// <summary>Fields before the present one that <see cref="MeanDbm"/> is the mean of; it forgets.</summary>
    public byte Epochs;

    /// <summary>Whether it heard the tag in the present field.</summary>
    public bool Heard;

    /// <summary>In a cabinet: the antenna's finished visits at the tag's last read by any antenna; wraps.</summary>
    public ushort VisitMark
    {
        readonly get => (ushort)ListenedMark;
        set => ListenedMark = (ListenedMark & ~VisitMask) | value;
    }

    /// <summary>In a cabinet: whether it heard the tag in the visit that was under way at <see cref="VisitMark"/>.</summary>
    public bool HeardInVisit
    {
        readonly get => (ListenedMark & InVisit) != 0;
        set => ListenedMark = value ? ListenedMark | InVisit : ListenedMark & ~InVisit;
    }

    /// <summary>In a cabinet: share of its visits in which it hears the tag, while it hears it at all.</summary>
    public float HearShare
    {
        readonly get => (byte)(ListenedMark >> HearShift) * HearUnit;
        set => ListenedMark = (ListenedMark & ~(0xFFu << HearShift)) | ((uint)Math.Clamp((value / HearUnit) + 0.5f, 0, 255) << HearShift);
    }

    /// <summary>In a cabinet: visits that <see cref="HearShare"/> is the mean of; whole, it forgets.</summary>
    public float VisitsKnown
    {
        readonly get => (ListenedMark >> KnownShift) & KnownMask;
        set => ListenedMark = (ListenedMark & ~(KnownMask << KnownShift)) | ((uint)value << KnownShift);
    }

    /// <summary>In a cabinet: in how many of the visits that are known it heard the tag.</summary>
    public readonly float VisitsHeard => HearShare * VisitsKnown;

    /// <summary>Share of the tag's reads that came through this antenna, fading.</summary>
    public float Share
    {
        readonly get => _share * ShareUnit;
        set => _share = (ushort)Math.Min((value / ShareUnit) + 0.5f, 65535);
    }

    /// <summary>Fading mean of the strength in the present field, dBm; NaN when the reader gives none.</summary>
    public float RssiDbm
    {
        readonly get => _strength == NoStrength ? float.NaN : _strength * DbUnit;
        set => _strength = float.IsNaN(value) ? NoStrength : (short)Math.Clamp(value / DbUnit, -32_000, 32_000);
    }

    /// <summary>Mean over earlier fields, dBm.</summary>
    public float MeanDbm
    {
        readonly get => -_mean * HalfDb;
        set => _mean = InHalves(value);
    }

    /// <summary>Strength in the last field that was taken into the prior, dBm; not a number for none.</summary>
    public float BeforeDbm
    {
        readonly get => _before == 0 ? float.NaN : -_before * HalfDb;
        set => _before = float.IsNaN(value) ? (byte)0 : InHalves(value);
    }

    /// <summary>Since the last read by this antenna, ms; after more than four minutes it begins anew.</summary>
    public readonly uint SinceLastReadMs(uint nowMs) => (uint)(ushort)((nowMs / TimeUnitMs) - _lastRead) * TimeUnitMs;

    private static byte InHalves(float dbm) => (byte)Math.Clamp((-dbm / HalfDb) + 0.5f, 1, 255);

    public void ReadAt(uint nowMs) => _lastRead = (ushort)(nowMs / TimeUnitMs);
}
