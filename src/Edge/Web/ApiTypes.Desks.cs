namespace Edge.Web;

/// <param name="Listening">False: the reader is away or silent, and nobody knows what lies there.</param>
/// <param name="CanWrite">The reader can give tags a number.</param>
public sealed record DeskItem(string Id, string NameZh, string NameEn, bool Listening, bool CanWrite);

/// <summary>What lies on a desk now, in the order in which it was laid down.</summary>
public sealed record TrayView(DeskItem Desk, IReadOnlyList<TrayTagView> Tags);

/// <param name="Unit">The bag that the tag speaks for; null for a tag that is no bag's.</param>
/// <param name="Nearby">Heard weakly: it lies beside the tray rather than on it.</param>
/// <param name="FormerUnit">For a tag that is no bag's now: the bag that it was on last.</param>
public sealed record TrayTagView(string Uii, UnitItem? Unit, bool Nearby, DateTimeOffset LaidAt, string? FormerUnit);

/// <param name="Tag">What the tag wears now, hexadecimal; it lies on the tray.</param>
/// <param name="Write">Give it the bag's number; otherwise it keeps its own and is bound to the bag.</param>
/// <param name="Beside">The bag wears another tag and shall wear both.</param>
public sealed record LabelRequest(string Unit, string Tag, bool Write = false, bool Beside = false);

/// <summary>The tag was read back and speaks for the bag.</summary>
/// <param name="Uii">What it wears now.</param>
/// <param name="Chip">The chip's own identity.</param>
/// <param name="Notes">Worth knowing: <c>wasIts</c>, <c>usedBefore</c>, <c>secondTag</c>.</param>
/// <param name="FormerUnit">The bag that the tag was on before.</param>
public sealed record LabelView(string Unit, string Uii, string? Chip, IReadOnlyList<string> Notes, string? FormerUnit, long Seq);

/// <param name="Tag">Hexadecimal.</param>
public sealed record FreeTagRequest(string Tag, string Reason);
