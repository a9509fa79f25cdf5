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

    /// <summary>Carrier of a tag report's frequency index in this region.</summary>
    public int? FrequencyKhz(int index) =>
        Kind == UserDefined && StartKhz is { } start ? start + index * SpacingKhz : R2000Tables.FrequencyKhz(index);

    public string Name => Kind switch { 1 => "FCC", 2 => "ETSI", 3 => "China", UserDefined => "user-defined", _ => "unknown" };

    public override string ToString() => FormattableString.Invariant($"{Name} {StartKhz / 1000.0:0.0##}-{EndKhz / 1000.0:0.0##} MHz");
}
