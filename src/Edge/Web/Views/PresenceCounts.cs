using Edge.Devices;
using Inventory;
using Inventory.Identification;
using Inventory.Units;

namespace Edge.Web.Views;

/// <summary>Where the stock is believed to be, counted once for all pages that ask within a second.</summary>
internal sealed class PresenceCounts
{
    private readonly Dictionary<PlaceId, ShelfCount> _places = [];

    public PresenceCounts(SiteIndex index, IBeliefs beliefs, DateTimeOffset at)
    {
        Index = index;
        At = at;
        foreach (BloodUnit unit in index.InStock)
        {
            Whereabouts where = Whereabouts.Of(unit, beliefs, at);
            if (unit.IsTakenOut) Out.Add(unit); // as recorded: the board's sums stand on the ledger and must agree
            if (where.State == WhereState.NotVerified) NotVerified.Add(unit);
            if (where.Place is { } place) Count(place).Add(unit, where);
        }
    }

    public SiteIndex Index { get; }
    public DateTimeOffset At { get; }

    /// <summary>In stock, but their antennas do not listen. First to expire first.</summary>
    public List<BloodUnit> NotVerified { get; } = [];

    /// <summary>In stock, but taken out. First to expire first.</summary>
    public List<BloodUnit> Out { get; } = [];

    /// <summary>Of one shelf, or of bags that are known to be in the cabinet and on no shelf.</summary>
    public ShelfCount Of(PlaceId place) => _places.GetValueOrDefault(place) ?? ShelfCount.Empty;

    public IEnumerable<ShelfCount> InCabinet(PlaceId cabinet) =>
        _places.Where(pair => pair.Key.Cabinet == cabinet).Select(static pair => pair.Value);

    private ShelfCount Count(PlaceId place)
    {
        if (!_places.TryGetValue(place, out ShelfCount? count)) _places[place] = count = new ShelfCount();
        return count;
    }
}

/// <summary>Bags of one place.</summary>
internal sealed class ShelfCount
{
    public static readonly ShelfCount Empty = new();

    private readonly Dictionary<BloodGroup, int> _groups = [];

    /// <summary>First to expire first: the verified and the not verified ones.</summary>
    public List<BloodUnit> Units { get; } = [];
    public int Bags { get; private set; }
    public int NotSure { get; private set; }
    public int NotVerified { get; private set; }
    public DateTimeOffset? HeardAt { get; private set; }

    public IReadOnlyList<GroupCount> Groups =>
        [.. from @group in BloodGroup.BoardOrder.Concat(_groups.Keys.Except(BloodGroup.BoardOrder))
            where _groups.ContainsKey(@group)
            select new GroupCount(@group.Abo, @group.RhD, _groups[@group])];

    public void Add(BloodUnit unit, in Whereabouts where)
    {
        Units.Add(unit);
        if (where.HeardAt is { } heard && (HeardAt is null || heard > HeardAt)) HeardAt = heard;
        if (where.State == WhereState.NotVerified)
        {
            NotVerified++;
            return;
        }
        Bags++;
        if (where.State == WhereState.NotSure) NotSure++;
        _groups[unit.Group] = _groups.GetValueOrDefault(unit.Group) + 1;
    }
}
