using System.Collections.Immutable;

namespace Inventory.Units;

/// <summary>One transfer to another site. At every moment what was sent is what is in transit, confirmed, back, or lost.</summary>
public sealed record Transfer(
    string Number, string To, string? Box, string? Logger, DateTimeOffset OpenedAt, DateTimeOffset LastAt, int Sent, int Confirmed,
    int Returned, int Lost)
{
    public int InTransit => Sent - Confirmed - Returned - Lost;
}

/// <summary>What a supplier or another site has announced. What was announced is what is expected, received, or missing.</summary>
/// <param name="Extra">Bags that came with it and were not announced.</param>
public sealed record ShippingNotice(
    string Number, string From, DateTimeOffset AnnouncedAt, DateTimeOffset LastAt, int Announced, int Received, int Missing, int Extra)
{
    public int Expected => Announced - Received - Missing;
}

/// <summary>The balances of transfers and notices.</summary>
internal static class TransferFold
{
    /// <summary>A settled one is forgotten after this time; its events stay.</summary>
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(90);

    public static SiteState Sent(SiteState state, UnitDispatched e)
    {
        ImmutableDictionary<string, Transfer> transfers = state.Transfers;
        foreach (Transfer old in transfers.Values)
            if (old.InTransit == 0 && old.LastAt < e.OccurredAt - s_kept) transfers = transfers.Remove(old.Number);
        Transfer transfer = transfers.GetValueOrDefault(e.Transfer)
            ?? new Transfer(e.Transfer, e.To, e.Box, e.Logger, e.OccurredAt, e.OccurredAt, 0, 0, 0, 0);
        return state with { Transfers = transfers.SetItem(e.Transfer, transfer with { Sent = transfer.Sent + 1, LastAt = e.OccurredAt }) };
    }

    public static SiteState Count(SiteState state, string? number, DateTimeOffset at, Func<Transfer, Transfer> count) =>
        number is not null && state.Transfers.TryGetValue(number, out Transfer? transfer)
            ? state with { Transfers = state.Transfers.SetItem(number, count(transfer) with { LastAt = at }) }
            : state;

    public static SiteState Announced(SiteState state, UnitExpected e)
    {
        ImmutableDictionary<string, ShippingNotice> notices = state.Notices;
        foreach (ShippingNotice old in notices.Values)
            if (old.Expected == 0 && old.LastAt < e.OccurredAt - s_kept) notices = notices.Remove(old.Number);
        ShippingNotice notice = notices.GetValueOrDefault(e.Notice)
            ?? new ShippingNotice(e.Notice, e.From, e.OccurredAt, e.OccurredAt, 0, 0, 0, 0);
        return state with { Notices = notices.SetItem(e.Notice, notice with { Announced = notice.Announced + 1, LastAt = e.OccurredAt }) };
    }

    public static SiteState Count(SiteState state, string? number, DateTimeOffset at, Func<ShippingNotice, ShippingNotice> count) =>
        number is not null && state.Notices.TryGetValue(number, out ShippingNotice? notice)
            ? state with { Notices = state.Notices.SetItem(number, count(notice) with { LastAt = at }) }
            : state;
}
