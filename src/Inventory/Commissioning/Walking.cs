using System.Globalization;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Units;

namespace Inventory.Commissioning;

/// <param name="Antennas">All antennas of the site: one of another cabinet may hear this one.</param>
public sealed record BeginWalk(
    PlaceId Cabinet, CabinetKind Kind, TagUii Tag, int SecondsPerPoint, IReadOnlyList<PlaceId> Shelves, IReadOnlyList<AntennaSetup> Antennas,
    BagTagRules Rules, DateTimeOffset At);

/// <summary>A walk from its beginning to its report, and which map is in use.</summary>
public static class Walking
{
    public static Decision Begin(SiteState state, BeginWalk command)
    {
        if (!command.Antennas.Any(antenna => antenna.Hears.Cabinet == command.Cabinet)) return new Decision.Refused(Refusal.NothingToCount);
        foreach (ShelfWalk other in state.Walks.Values)
            if (other.Cabinet == command.Cabinet || other.Tag == command.Tag)
                return new Decision.Refused(Refusal.WalkedAlready, other.Cabinet.ToString());
        if (IsCounted(state, command.Cabinet)) return new Decision.Refused(Refusal.CountedAlready, command.Cabinet.ToString());
        if (UnitResolver.Resolve(state, command.Tag, command.Rules) is { } unit) return new Decision.Refused(Refusal.TagIsBag, unit.ToString());
        int bags = state.Units.Values.Count(bag => bag.IsInStock && bag.Location?.Place is { } place && place.Cabinet == command.Cabinet);
        return new Decision.Accepted(new WalkBegan(
            state.LastWalk + 1, command.Cabinet, command.Kind, command.Tag, command.SecondsPerPoint, command.Shelves, command.Antennas,
            [string.Create(CultureInfo.InvariantCulture, $"bags {bags}")], command.At));
    }

    public static Decision Hear(SiteState state, WalkPointHeard heard) => At(state, heard.Walk, heard.Shelf, () => heard);

    public static Decision Skip(SiteState state, int number, PlaceId shelf, ShelfSide side, string reason, DateTimeOffset at) =>
        string.IsNullOrWhiteSpace(reason)
            ? new Decision.Refused(Refusal.ReasonMissing)
            : At(state, number, shelf, () => new WalkPointSkipped(number, shelf, side, reason.Trim(), at));

    public static Decision Abandon(SiteState state, int number, string reason, DateTimeOffset at) =>
        string.IsNullOrWhiteSpace(reason) ? new Decision.Refused(Refusal.ReasonMissing)
        : state.Walks.ContainsKey(number) ? new Decision.Accepted(new WalkAbandoned(number, reason.Trim(), at))
        : new Decision.Refused(Refusal.UnknownWalk);

    /// <param name="limitDbm">Weakest strength that an antenna usually hears.</param>
    public static Decision Finish(SiteState state, int number, Func<AntennaSetup, double> limitDbm, DateTimeOffset at)
    {
        if (!state.Walks.TryGetValue(number, out ShelfWalk? walk)) return new Decision.Refused(Refusal.UnknownWalk);
        if (walk.Next() is { } open) return new Decision.Refused(Refusal.PointsOpen, open.Shelf.ToString());
        PointVerdict[] points = [.. walk.Points().Select(point => Verdict(walk, point.Shelf, point.Side))];
        PowerProposal[] powers = [.. walk.Antennas.Where(antenna => antenna.Hears.Cabinet == walk.Cabinet)
            .Select(antenna => JudgingWalk.Propose(antenna, walk.Kind, walk.Figures, limitDbm(antenna)))];
        return new Decision.Accepted(new CabinetQualified(
            number, walk.Cabinet, walk.Kind, NextVersion(state, walk.Cabinet), walk.Tag, walk.SecondsPerPoint, walk.BeganAt, walk.BegunBy,
            walk.Antennas, walk.Remarks, walk.Figures, points, powers, JudgingWalk.Verdict(points), at));
    }

    /// <summary>Uses another map. A new one wants a second person; going back to one that was in use, or to none, does not.</summary>
    public static Decision Activate(SiteState state, PlaceId cabinet, int? version, string who, DateTimeOffset at)
    {
        int? was = state.ActiveModels.FirstOrDefault(model => model.Cabinet == cabinet)?.Version;
        if (was == version) return new Decision.Refused(Refusal.AlreadyKnown);
        if (version is { } wanted)
        {
            if (Find(state, cabinet, wanted) is not { } map) return new Decision.Refused(Refusal.UnknownWalk);
            if (map.EndedBy == who && !(was > wanted)) return new Decision.Refused(Refusal.SecondPersonNeeded);
        }
        return new Decision.Accepted(new PlaceModelActivated(cabinet, version, was, at));
    }

    public static Qualification? Find(SiteState state, PlaceId cabinet, int version) =>
        state.Qualifications.FirstOrDefault(one => one.Report.Cabinet == cabinet && one.Report.Version == version);

    /// <summary>The reports whose figures are in use.</summary>
    public static IReadOnlyCollection<CabinetQualified> InUse(SiteState state) =>
        [.. state.ActiveModels.Select(model => Find(state, model.Cabinet, model.Version)?.Report).OfType<CabinetQualified>()];

    /// <summary>What was found at a point of an open walk.</summary>
    public static PointVerdict Verdict(ShelfWalk walk, PlaceId shelf, ShelfSide side) =>
        walk.Skipped.FirstOrDefault(point => point.Shelf == shelf && point.Side == side)
        ?? JudgingWalk.Judge(walk.Kind, shelf, side, walk.Figures);

    /// <summary>In a count, counted tags may keep quiet.</summary>
    public static bool IsCounted(SiteState state, PlaceId cabinet) =>
        state.Stocktakes.Values.Any(count => count.IsOpen && count.Cabinets.Contains(cabinet));

    private static int NextVersion(SiteState state, PlaceId cabinet) =>
        1 + state.Qualifications.Where(one => one.Report.Cabinet == cabinet).Select(static one => one.Report.Version).DefaultIfEmpty(0).Max();

    private static Decision At(SiteState state, int number, PlaceId shelf, Func<DomainEvent> happens) =>
        state.Walks.TryGetValue(number, out ShelfWalk? walk) && walk.Shelves.Contains(shelf)
            ? new Decision.Accepted(happens())
            : new Decision.Refused(Refusal.UnknownWalk);
}
