using System.Collections.Immutable;
using Inventory.Identification;
using Inventory.Units;

namespace Inventory.Stock;

/// <summary>What was issued on one day of one group, component and measure, less what came back.</summary>
/// <param name="Amount">In <paramref name="Kind"/>.</param>
public readonly record struct DemandLine(ComponentClass Component, UnitKind Kind, BloodGroup Group, int Bags, decimal Amount);

/// <summary>Issues by day, for as many days as anybody asks for. Days are UTC: the mean over weeks does not depend on the zone.</summary>
public sealed record DemandBook
{
    public const int KeptDays = 91;

    public static readonly DemandBook Empty = new();

    /// <summary>Day number of the earliest receipt; null for an empty ledger.</summary>
    public int? FirstDay { get; init; }

    /// <summary>By day number (<see cref="DayOf"/>), only days with an entry, at most <see cref="KeptDays"/>.</summary>
    public ImmutableSortedDictionary<int, ImmutableArray<DemandLine>> Days { get; init; } =
        ImmutableSortedDictionary<int, ImmutableArray<DemandLine>>.Empty;

    public static int DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime).DayNumber;

    /// <summary>The mean daily amount of the last <paramref name="window"/> days, today included.</summary>
    /// <returns>
    /// 0 when nothing was issued. While the ledger is younger than the window, the mean is over its own days: otherwise every young
    /// site would seem to need little.
    /// </returns>
    public decimal DailyAmount(ComponentClass component, UnitKind kind, BloodGroup group, DateTimeOffset at, int window)
    {
        int today = DayOf(at), first = today - window + 1;
        decimal sum = 0;
        foreach ((int day, ImmutableArray<DemandLine> lines) in Days)
        {
            if (day < first || day > today) continue;
            foreach (DemandLine line in lines)
                if (line.Component == component && line.Kind == kind && line.Group == group) sum += line.Amount;
        }
        int days = Math.Clamp(today - (FirstDay ?? today) + 1, 1, window);
        return Math.Max(sum, 0) / days;
    }

    internal DemandBook From(DateTimeOffset at) => FirstDay <= DayOf(at) ? this : this with { FirstDay = DayOf(at) };

    /// <param name="sign">1 for an issue, -1 for one that came back.</param>
    internal DemandBook Add(BloodUnit unit, DateTimeOffset at, int sign)
    {
        int day = DayOf(at), newest = Days.IsEmpty ? day : Math.Max(day, Days.Keys.Last());
        if (day <= newest - KeptDays) return this;
        ImmutableArray<DemandLine> lines = Days.GetValueOrDefault(day, []);
        int found = -1;
        for (int i = 0; i < lines.Length && found < 0; i++)
            if (lines[i].Component == unit.Component && lines[i].Kind == unit.Amount.Kind && lines[i].Group == unit.Group) found = i;
        DemandLine line = found >= 0 ? lines[found] : new DemandLine(unit.Component, unit.Amount.Kind, unit.Group, 0, 0);
        line = line with { Bags = line.Bags + sign, Amount = line.Amount + (sign * unit.Amount.Value) };
        lines = found >= 0 ? lines.SetItem(found, line) : lines.Add(line);
        ImmutableSortedDictionary<int, ImmutableArray<DemandLine>> days = Days.SetItem(day, lines);
        while (days.Keys.First() <= newest - KeptDays) days = days.Remove(days.Keys.First());
        return this with { Days = days };
    }
}
