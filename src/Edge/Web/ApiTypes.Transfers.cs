using Inventory.Units;

namespace Edge.Web;

/// <summary>One transfer to another site: <c>sent = inTransit + confirmed + returned + lost</c> at every moment.</summary>
public sealed record TransferItem(
    string Number, string To, string? Box, string? Logger, DateTimeOffset OpenedAt, DateTimeOffset LastAt, int Sent, int InTransit,
    int Confirmed, int Returned, int Lost);

/// <param name="To">The receiving site.</param>
/// <param name="OverrideReason">Why from the emergency reserve; needed where only that would be left of a group.</param>
public sealed record TransferRequest(
    string Number, string To, IReadOnlyList<string> Units, string? Box = null, string? Logger = null, string? OverrideReason = null);

/// <param name="Cause">Why they came back.</param>
public sealed record UnitsCauseRequest(IReadOnlyList<string> Units, string Cause);

/// <summary>One shipping notice: <c>announced = expected + received + missing</c>.</summary>
/// <param name="Extra">Bags that came with it and were not announced.</param>
public sealed record NoticeItem(
    string Number, string From, DateTimeOffset AnnouncedAt, int Announced, int Expected, int Received, int Missing, int Extra);

/// <param name="Units">Every bag of the notice: announced, here, missing, extra; its status tells which.</param>
public sealed record NoticeDetail(NoticeItem Notice, IReadOnlyList<UnitItem> Units);

/// <param name="From">The supplier, or the sending site.</param>
public sealed record NoticeRequest(string Number, string From, IReadOnlyList<ReceiptUnit> Units);

/// <param name="Quarantine">False: the receiving check is done and passed.</param>
/// <param name="Labels">What was scanned of their labels; a bag whose label contradicts the notice is refused.</param>
/// <param name="BoxCelsius">As with a receipt.</param>
/// <param name="Logger">Number of the recorder that came with them.</param>
/// <param name="Damaged">Those of <paramref name="Units"/> that look damaged.</param>
/// <param name="Opened">Those that were opened.</param>
/// <param name="Ticks">As with a receipt.</param>
public sealed record NoticeReceiptRequest(
    IReadOnlyList<string> Units, bool Quarantine = true, IReadOnlyList<AnnouncedLabel>? Labels = null, double? BoxCelsius = null,
    string? Logger = null, IReadOnlyList<string>? Damaged = null, IReadOnlyList<string>? Opened = null, ArrivalTicks? Ticks = null);

/// <summary>What was scanned of an announced bag besides its numbers.</summary>
/// <param name="GroupCode">Null when it was not scanned.</param>
/// <param name="ExpiresAt">Bar code content or local time; null when it was not scanned.</param>
public sealed record AnnouncedLabel(string Unit, string? GroupCode = null, string? ExpiresAt = null);

/// <param name="Physician">Who orders it.</param>
/// <param name="OverrideReason">Why a bag that was out of storage for too long; needed for such a bag only.</param>
public sealed record EmergencyRequest(
    IReadOnlyList<string> Units, string Destination, string Physician, string? Order = null, string? OverrideReason = null);

public sealed record OrderRequest(IReadOnlyList<string> Units, string Order);

public sealed record MassiveRequest(string Destination, string Physician);

/// <summary>The massive transfusion that goes on, and what is owed from earlier ones.</summary>
/// <param name="Current">Null when none goes on.</param>
/// <param name="Captured">Bags that left with it or an earlier one and are not settled.</param>
public sealed record MassiveView(MassiveTransfusion? Current, int Captured, int EmergenciesOwed);

/// <param name="Used">True: given to the ward; false: it is here and nothing happened.</param>
public sealed record SettleRequest(IReadOnlyList<string> Units, bool Used, string Destination = "", string? Order = null);

/// <param name="To">Who took them.</param>
public sealed record WasteRequest(IReadOnlyList<string> Units, string To, string? Document = null);

/// <param name="Seq">Ledger entry of the step that was none; it must be the bag's last.</param>
public sealed record CorrectionRequest(long Seq, string Reason);

/// <param name="ExpiresAt">What the second person was shown: the asked expiry, or null for the time out of storage.</param>
public sealed record ConfirmRequest(DateTimeOffset? ExpiresAt = null);

/// <param name="ExpiresAt">As on the label: bar code content or local time.</param>
public sealed record ExpiryRequest(string ExpiresAt, string Reason);
