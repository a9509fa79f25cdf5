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
    public const int Rest = Slots, Away = Slots + 1, Entries = Slots + 2;
    public const int Links = 6;
    public const short Nowhere = -1, Unknown = -2;

    public TagUii Tag;

    /// <summary>UTC ticks of the last read; 0 when never heard since the start.</summary>
    public long LastHeardTicks;

    /// <summary>The home cabinet's counters at the last read, in their units.</summary>
    public uint ChangeMark, RedrawMark;

    /// <summary>Logarithms of the weights at the last read; the greatest is 0.</summary>
    public EntryLogs Logs;
    public SlotZones Zones;

    /// <summary>By slot: the expected reads of its zone at the tag's last read (<see cref="SiteListening.Expected"/>).</summary>
    public SlotMarks ExpectedMarks;

    /// <summary>Gaps between reads in seconds of listening: how many are in the mean (it forgets), and their sum.</summary>
    public float Gaps, GapSum;

    /// <summary>Strength of this tag against the one that was learned with, dB.</summary>
    public float OffsetDb;

    /// <summary>How often this tag is read against the one that was learned with.</summary>
    public float Rate;

    /// <summary>Evidence for the candidate so far, in independent moments.</summary>
    public float CandidateEvidence;
    public uint CandidateSinceMs;

    /// <summary>Place index that was concluded last, <see cref="Nowhere"/> or <see cref="Unknown"/>.</summary>
    public short Concluded;

    /// <summary>Place index that leads since <see cref="CandidateSinceMs"/>; <see cref="Unknown"/> for none.</summary>
    public short Candidate;

    /// <summary>Place index that the bag had before it was removed, for <see cref="PlaceChange.Was"/>.</summary>
    public short Before;
    public byte SlotCount, LinkCount;
    public bool InUse;

    /// <summary>Last, since most tags are heard by a few antennas only and the rest need not be fetched.</summary>
    public AntennaLinks Heard;

    [InlineArray(Entries)]
    public struct EntryLogs { private float _first; }

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
    private const short NoStrength = short.MinValue;

    /// <summary>The antenna's listening time at the tag's last read by any antenna, ms.</summary>
    public uint ListenedMark;

    /// <summary>Tracker time of the last read by this antenna, ms.</summary>
    public uint LastReadMs;
    public ushort Antenna;
    private ushort _share;
    private short _strength;

    /// <summary>Share of the tag's reads that came through this antenna, fading.</summary>
    public float Share
    {
        readonly get => _share * ShareUnit;
        set => _share = (ushort)Math.Min((value / ShareUnit) + 0.5f, 65535);
    }

    /// <summary>Fading mean of the strength, dBm; NaN when the reader gives none.</summary>
    public float RssiDbm
    {
        readonly get => _strength == NoStrength ? float.NaN : _strength * DbUnit;
        set => _strength = float.IsNaN(value) ? NoStrength : (short)Math.Clamp(value / DbUnit, -32_000, 32_000);
    }
}
