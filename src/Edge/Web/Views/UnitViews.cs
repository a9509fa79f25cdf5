using Edge.Devices;
using Edge.Operations;
using Edge.Web.Accounts;
using Inventory;
using Inventory.Identification;
using Inventory.Stock;
using Inventory.Units;

namespace Edge.Web.Views;

/// <summary>Bags as pages see them.</summary>
internal sealed class UnitViews(SiteViews views, SiteRules rules, UnitPolicy policy, IBeliefs beliefs, AccountStore accounts, TimeProvider time)
{
    public UnitItem Item(BloodUnit unit)
    {
        DateTimeOffset now = time.GetUtcNow();
        SiteIndex index = views.Index;
        return Item(
            unit, now, Whereabouts.Of(unit, beliefs, now), index.FirstBefore(unit, now, rules.Tables.Stock)?.Key,
            index.TouchesReserve(unit.Key, index.Ledger.State, rules.Tables.Stock, now), Out(unit, now));
    }

    private UnitItem Item(BloodUnit unit, DateTimeOffset now, Whereabouts where, UnitKey? firstBefore, bool touchesReserve, StorageClockView? clock)
    {
        Product? product = rules.Tables.Products.Find(unit.Key.Product);
        DonationNumber din = unit.Key.Din;
        return new UnitItem(
            unit.Key.ToString(), din.ToString(), din.IsNationalOnly ? null : CheckCharacter.Of(din).ToString(), unit.Key.Product.ToString(),
            product?.NameZh, product?.NameEn, unit.Group.Abo, unit.Group.RhD, unit.GroupCode, unit.Component, unit.Amount.Value,
            unit.Amount.Kind, unit.ExpiresAt, unit.IsExpired(now), unit.Status, unit.Quarantine, unit.StatusSince,
            where.ToView(),
            unit.Reservation is { } kept ? new ReservationView(kept.Request, kept.Until) : null, clock, unit.Condition,
            firstBefore?.ToString(), unit.Transfer, unit.Notice, unit.UnaccountedSince, rules.Tables.Fit.IsWrong(unit), unit.Captured,
            unit.Emergency is { } urgent ? new EmergencyView(urgent.Physician, urgent.At, urgent.SettledAt is null) : null, unit.IsInStock ? QuarantineReason.None : unit.HeldFor,
            unit.CollectedAt,
            Antigens(unit), touchesReserve, rules.Tables.Stock.IsRare(unit));
    }

    private static AntigenView[]? Antigens(BloodUnit unit) => unit.TypedAntigens is { } typing
        ? [.. typing.Results.Select(static result => new AntigenView(result.Key, result.Value == AntigenResult.Positive))]
        : null;

    private StorageClockView? Out(BloodUnit unit, DateTimeOffset now)
    {
        if (unit.OutOfStorage is not { } clock) return null;
        OutLimit limit = policy.LimitOf(unit.Component);
        bool runs = clock.ReturnedAt is null; // otherwise a person's word ended it
        return new StorageClockView(
            runs ? clock.Since : null, (int)(runs ? clock.Longest : clock.LongestAt(now)).TotalSeconds, (int?)limit.EachTime?.TotalSeconds,
            clock.Times, limit.Times, limit.IsPassed(clock, now), clock.MayBeMissed);
    }

    public IReadOnlyList<UnitItem> Items(IEnumerable<BloodUnit> units) => [.. units.Select(Item)];

    /// <summary>Keys that the ledger does not know are passed over.</summary>
    public IReadOnlyList<UnitItem> Items(IEnumerable<UnitKey> keys) => Items(
        from key in keys
        let unit = views.Index.Ledger.State.Units.GetValueOrDefault(key)
        where unit is not null
        select unit);

    /// <returns>Null when the ledger does not know it.</returns>
    public UnitDetail? Detail(UnitKey key)
    {
        SiteIndex index = views.Index;
        SiteState state = index.Ledger.State;
        if (!state.Units.TryGetValue(key, out BloodUnit? unit)) return null;
        DateTimeOffset now = time.GetUtcNow();
        return new UnitDetail(
            Item(unit),
            [.. unit.Tags.Select(tag => new TagView(tag.ToString(), Whereabouts.Of(tag, state.Tags.GetValueOrDefault(tag), beliefs, now).ToView()))],
            Items(index.Of(key.Din).Where(other => other.Key != key)),
            Asked(unit)) { TagNowOn = unit.TagNowOn?.ToString() };
    }

    /// <summary>The bag as it was known at an instant: the place is what the ledger had, clocks stand where they stood, nothing of today is in it.</summary>
    public UnitDetail Past(BloodUnit unit, DateTimeOffset at)
    {
        Whereabouts where = Whereabouts.Recorded(unit.Location);
        StorageClockView? clock = Out(unit, at) is { } ran && unit.OutOfStorage is { } out_
            ? ran with { Since = null, LongestSeconds = (int)out_.LongestAt(at).TotalSeconds }
            : null;
        return new UnitDetail(
            Item(unit, at, where, null, false, clock), [.. unit.Tags.Select(tag => new TagView(tag.ToString(), where.ToView()))], [], Asked(unit))
        {
            TagNowOn = unit.TagNowOn?.ToString(),
        };
    }

    private AskedView? Asked(BloodUnit unit) => unit.Asked is { } asked
        ? new AskedView(asked.ExpiresAt, asked.By, accounts.Find(asked.By)?.DisplayName ?? asked.By, asked.At)
        : null;
}
