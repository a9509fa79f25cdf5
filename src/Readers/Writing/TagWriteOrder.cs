namespace Readers.Writing;

/// <summary>Which tag is meant: by the number that it wears, or by its chip's own, which no writing changes.</summary>
/// <param name="ByTid">True when <paramref name="Id"/> is the chip identity (bank 10) from its first word on.</param>
public readonly record struct TagChoice(Epc Id, bool ByTid)
{
    public static TagChoice WithEpc(Epc epc) => new(epc, ByTid: false);

    public static TagChoice WithTid(Epc tid) => new(tid, ByTid: true);

    internal bool Fits(in ReachedTag tag) => ByTid ? tag.Tid == Id : tag.Epc == Id;
}

/// <summary>Give this tag that number.</summary>
/// <param name="NewEpc">At least one word; whole words.</param>
/// <param name="AntennaPort">Physical port, from 1; only tags before this antenna are looked at.</param>
/// <param name="PowerDbm">Writing needs a few dB more than reading; low enough that only the label on the desk answers.</param>
/// <param name="AccessPassword">0 for a tag that is not locked.</param>
public sealed record TagWriteOrder(TagChoice Tag, Epc NewEpc, byte AntennaPort, int PowerDbm, uint AccessPassword = 0)
{
    /// <summary>Application family identifier (AFI), written with T = 1 beside the number; null: the chip's own bits stay.</summary>
    public byte? ApplicationFamily { get; init; }
}

public enum TagWriteOutcome : byte
{
    /// <summary>The tag was read back and wears the new number.</summary>
    Written,

    /// <summary>No tag of this choice answers. Nothing was written.</summary>
    NotFound,

    /// <summary>Two tags answer to this choice, or cannot be told apart by this reader. Nothing was written.</summary>
    Several,

    /// <summary>Another tag before the antenna wears the new number already. Nothing was written.</summary>
    NumberTaken,

    /// <summary>The tag is there and its number is not the new one: locked, wrong password, too little power.</summary>
    Refused,

    /// <summary>The tag cannot be found any more after the writing began: what it wears is not known. Lay it down again.</summary>
    LeftField,

    /// <summary>The tag answers but does not wear the new number after several attempts; see <see cref="TagWriteReport.EpcNow"/>.</summary>
    NotVerified,

    /// <summary>The reader did not do its part; nothing is known of the tag if writing had begun.</summary>
    ReaderFailed,
}

/// <summary>What became of an order.</summary>
/// <param name="Words">One plain English sentence.</param>
/// <param name="Tid">Chip identity of the tag that was meant; null when none was found.</param>
/// <param name="EpcNow">What the tag wears, read back after the last attempt; null when that is not known.</param>
/// <param name="Code">The family's own error code, or that of the reader's loss ("unplugged", "silent"); null when there was none.</param>
public sealed record TagWriteReport(TagWriteOutcome Outcome, string Words, Epc? Tid = null, Epc? EpcNow = null, string? Code = null);
