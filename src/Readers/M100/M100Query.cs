using System.Globalization;

namespace Readers.M100;

/// <summary>Parameters of the air interface's Query, as commands 0D and 0E carry them.</summary>
/// <param name="Q">2 to the power of Q is the number of slots, 0 to 15.</param>
public readonly record struct M100Query(Session Session, bool TargetB, byte Q)
{
    /// <summary>DR 8 and FM0 with pilot tone, which is all that the module knows; every tag selected.</summary>
    public ushort Word => (ushort)(0x1000 | (int)Session << 8 | (TargetB ? 0x80 : 0) | Q << 3);

    public static M100Query Parse(ushort word) => new((Session)(word >> 8 & 3), (word & 0x80) != 0, (byte)(word >> 3 & 0xF));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Session} {(TargetB ? 'B' : 'A')} Q{Q}");
}
