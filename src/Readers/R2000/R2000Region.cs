using System.Buffers.Binary;

namespace Readers.R2000;

/// <summary>The frequencies a reader may use, as commands 78 and 79 carry them.</summary>
/// <param name="Kind">1 FCC, 2 ETSI, 3 China, 4 user-defined.</param>
/// <param name="StartKhz">Lowest carrier; null when the reader's index is beyond the table.</param>
/// <param name="EndKhz">Highest carrier; null likewise.</param>
/// <param name="SpacingKhz">Between two carriers.</param>
public readonly record struct R2000Region(byte Kind, int? StartKhz, int? EndKhz, int SpacingKhz)
{
    public const byte UserDefined = 4;

    /// <summary>The sixteen channels of 2 W in China, 920.625 to 924.375 MHz, which the table of the fixed regions cannot name.</summary>
    public static R2000Region ChinaTwoWatts => new(UserDefined, 920_625, 924_375, 250);

    /// <summary>Three bytes for a fixed region (kind, first and last index), six for a user-defined one.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out R2000Region region)
    {
        region = default;
        if (payload is [>= 1 and <= 3, byte first, byte last])
        {
            region = new R2000Region(payload[0], R2000Tables.FrequencyKhz(first), R2000Tables.FrequencyKhz(last), 500);
            return true;
        }
        if (payload is not [UserDefined, byte spacing, byte quantity, _, _, _]) return false;
        int start = (payload[3] << 16) | BinaryPrimitives.ReadUInt16BigEndian(payload[4..]);
        region = new R2000Region(UserDefined, start, start + Math.Max(0, quantity - 1) * spacing * 10, spacing * 10);
        return true;
    }

    /// <summary>As command 78 carries it: a fixed region by its indices, a user-defined one by spacing, quantity and first carrier.</summary>
    /// <returns>Bytes written.</returns>
    /// <exception cref="InvalidOperationException">A carrier that no index names.</exception>
    public int Write(Span<byte> destination)
    {
        int start = StartKhz ?? throw new InvalidOperationException("The region has no first carrier."), end = EndKhz ?? start;
        destination[0] = Kind;
        if (Kind != UserDefined)
        {
            (destination[1], destination[2]) = (R2000Tables.FrequencyIndex(start), R2000Tables.FrequencyIndex(end));
            return 3;
        }
        (destination[1], destination[2]) = ((byte)(SpacingKhz / 10), (byte)((end - start) / SpacingKhz + 1));
        destination[3] = (byte)(start >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], (ushort)start);
        return 6;
    }

    /// <summary>Carrier of a tag report's frequency index in this region.</summary>
    public int? FrequencyKhz(int index) =>
        Kind == UserDefined && StartKhz is { } start ? start + index * SpacingKhz : R2000Tables.FrequencyKhz(index);

    /// <summary>Indices of the first, the middle and the last carrier, as commands name them; none when a carrier is unknown.</summary>
    public IEnumerable<byte> SpreadIndices
    {
        get
        {
            int carriers = ChannelsKhz.Count();
            if (carriers == 0) return [];
            int first = Kind == UserDefined ? 0 : R2000Tables.FrequencyIndex(StartKhz!.Value);
            return new[] { first, first + carriers / 2, first + carriers - 1 }.Distinct().Select(static index => (byte)index);
        }
    }

    /// <summary>Every carrier from the first to the last; none when either is unknown.</summary>
    public IEnumerable<int> ChannelsKhz
    {
        get
        {
            for (int? khz = StartKhz; SpacingKhz > 0 && khz <= EndKhz; khz += SpacingKhz) yield return khz.Value;
        }
    }

    public string Name => Kind switch { 1 => "FCC", 2 => "ETSI", 3 => "China", UserDefined => "user-defined", _ => "unknown" };

    public override string ToString() => FormattableString.Invariant($"{Name} {StartKhz / 1000.0:0.0##}-{EndKhz / 1000.0:0.0##} MHz");
}
