namespace HardwareSim.Goods;

public enum TagKind
{
    /// <summary>Donation and product stand in the tag itself, 96 or 128 bits.</summary>
    Bt96, Bt128,

    /// <summary>An EPC without meaning, linked to the bag at receiving.</summary>
    Associated,
}

/// <summary>One bag as a person sees it: what is printed on it, and the tag under the label.</summary>
/// <param name="Din">13 characters, without flags.</param>
/// <param name="DinScan">Printed donation number as scanned: <c>=G12341765432170</c>.</param>
/// <param name="ProductScan"><c>=&lt;E0304V00</c>.</param>
/// <param name="GroupScan"><c>=%5100</c>.</param>
/// <param name="ExpiryScan"><c>&amp;&gt;0263262359</c>, local wall time of the site.</param>
/// <param name="TagUiiHex">Upper-case hexadecimal, as a reader would report it.</param>
/// <param name="ProtocolControl">The tag's PC word.</param>
public sealed record SimulatedBag(
    string Din, string ProductCode, string DinScan, string ProductScan, string GroupScan, string ExpiryScan,
    TagKind TagKind, string TagUiiHex, ushort ProtocolControl)
{
    /// <summary>Donation and product together name one bag.</summary>
    public string UnitKey => Din + ProductCode;
}
