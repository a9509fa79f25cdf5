using HardwareSim.Goods;
using Readers;

namespace HardwareSim.People;

/// <summary>The people of the room: they receive, store, move, issue, take back and forget bags, by a schedule from the seed.</summary>
/// <remarks>All acts are entries of the world's agenda and run under its gate.</remarks>
internal sealed class Staff
{
    /// <summary>Height at which somebody carries something through the room, metres.</summary>
    public const double CarryHeightM = 1.1;

    public static readonly Spot Desk = new(3.5, 3.0), Bench = new(4.5, 3.0);
    private static readonly Spot Exit = new(6, 6);
    private readonly SimulatedWorld _world;
    private readonly BagMaker _maker;
    private readonly Dice _dice;
    private readonly Rates _rates;
    private readonly Visits _visits;
    private readonly Action<DeskOrder> _tell;
    private readonly HashSet<SimulatedTag> _busy = [];

    /// <param name="tell">Takes what a person reports at the desk; must be quick.</param>
    public Staff(SimulatedWorld world, Rates rates, Action<DeskOrder> tell)
    {
        SimulationOptions options = world.Options;
        (_world, _rates, _tell) = (world, rates, tell);
        _dice = options.Seed.Stream("people");
        _maker = new BagMaker(options.Seed.Stream("bags"), options.Facility, options.Products, options.TimeZone);
        _visits = new Visits(world, rates, _dice);
    }

    /// <summary>The stock of the first moment, and everybody's first appointment.</summary>
    public void Begin()
    {
        SimulationOptions options = _world.Options;
        for (int i = 0; i < options.Bags; i++)
        {
            SimulatedTag tag = NewBag();
            _world.PutOnShelf(tag, _dice.Below(options.Cabinets), _dice.Below(options.ShelvesPerCabinet));
            Tell(DeskAct.Receive, tag);
        }
        for (int i = 0; i < options.StrayTags; i++)
        {
            Epc.TryCreate(_maker.StrayUii(), out Epc uii);
            SimulatedTag stray = _world.Add(uii, 0x3000, null);
            _world.PutOnShelf(stray, _dice.Below(options.Cabinets), _dice.Below(options.ShelvesPerCabinet));
        }
        Often(_rates.IssueVisits, Issue);
        Often(_rates.MoveVisits, Move);
        Often(_rates.Looks, () => _visits.Open(AnyCabinet(), null, _dice.Uniform(), static () => { }));
        Often(_rates.Deliveries, Deliver);
    }

    /// <summary>Whether a bag stands on a shelf and is in nobody's plans.</summary>
    public bool MayTake(SimulatedTag tag) => tag.Where == Whereabouts.Shelf && !_busy.Contains(tag);

    /// <summary>Takes one bag out of its cabinet, for good, without telling the desk.</summary>
    /// <param name="gone">Called when the door is shut behind it.</param>
    public void TakeOut(SimulatedTag tag, Action gone)
    {
        if (!MayTake(tag)) return;
        _busy.Add(tag);
        int cabinet = tag.Cabinet;
        _visits.Open(cabinet, tag.Shelf, 0.5, () => Carry(tag, Near(cabinet), Exit), () =>
        {
            LeaveRoom(tag, Near(cabinet));
            gone();
        });
    }

    private void Issue()
    {
        List<SimulatedTag> bags = PickTogether();
        if (bags.Count == 0) return;
        int cabinet = bags[0].Cabinet;
        _visits.Open(
            cabinet, bags[0].Shelf, 0.6,
            () => bags.ForEach(bag => Carry(bag, Near(cabinet), Desk)),
            () => _world.In(Seconds(_dice.Uniform(15, 60)), () => bags.ForEach(bag => HandOver(bag))));
    }

    private void HandOver(SimulatedTag bag)
    {
        if (_dice.Chance(_rates.Forgotten))
        {
            Carry(bag, Desk, Bench);
            _world.In(Minutes(_dice.LogNormal(_rates.ForgottenMedianMinutes, 1)), () => HandOver(bag));
            return;
        }
        bool recorded = !_dice.Chance(_rates.Unrecorded);
        if (recorded) Tell(DeskAct.Issue, bag);
        Spot from = Desk;
        double wait = _dice.Uniform(30, 300);
        if (_dice.Chance(_rates.CarriedPast))
        {
            // Past some cabinet at arm's length on the way out.
            from = new Spot(Near(AnyCabinet()).X, _dice.Uniform(0.6, 2));
            _world.In(Seconds(wait), () => Carry(bag, Desk, from));
            wait += _dice.Uniform(4, 8);
        }
        _world.In(Seconds(wait), () => LeaveRoom(bag, from));
        if (recorded && _dice.Chance(_rates.Returned))
        {
            double minutes = Math.Max(10, _dice.LogNormal(_rates.ReturnMedianMinutes, _rates.ReturnSigma));
            _world.In(Minutes(minutes), () => ComeBack(bag, minutes));
        }
    }

    private void ComeBack(SimulatedTag bag, double minutes)
    {
        Carry(bag, Exit, Desk);
        _world.In(Seconds(_dice.Uniform(20, 90)), () =>
        {
            Tell(DeskAct.Return, bag);
            if (minutes <= _rates.UsableMinutes) PutAway([bag], AnyCabinet());
            else _world.In(Minutes(5), () => LeaveRoom(bag, Desk));
        });
    }

    private void Move()
    {
        List<SimulatedTag> bags = PickTogether();
        if (bags.Count == 0) return;
        int from = bags[0].Cabinet, to = _dice.Chance(0.3) ? AnyCabinet() : from;
        _visits.Open(
            from, bags[0].Shelf, 0.6,
            () => bags.ForEach(bag => Carry(bag, Near(from), Near(to))),
            () => _world.In(Seconds(_dice.Uniform(3, 20)), () => PutAway(bags, to)));
    }

    private void Deliver()
    {
        SimulationOptions options = _world.Options;
        int stock = _world.Tags.Count(static tag => tag.Bag is not null && tag.Where == Whereabouts.Shelf);
        int count = Math.Clamp(options.Bags - stock, 0, 25);
        List<SimulatedTag> bags = [];
        for (int i = 0; i < count; i++)
        {
            SimulatedTag bag = NewBag();
            bags.Add(bag);
            _busy.Add(bag);
            _world.PutInHand(bag, Walk.Still(Bench, _world.Now));
            _world.In(Seconds(20 + (8 * i)), () => Tell(DeskAct.Receive, bag));
        }
        double wait = 60 + (8 * count);
        foreach (SimulatedTag[] load in bags.Chunk(10))
        {
            int cabinet = AnyCabinet();
            // The trolley stands before the open door meanwhile: its bags may be heard although they are not inside.
            _world.In(Seconds(wait), () => Array.ForEach(load, bag => Carry(bag, Bench, Near(cabinet))));
            _world.In(Seconds(wait + 15), () => PutAway(load, cabinet));
            wait += 120;
        }
    }

    private void PutAway(IReadOnlyList<SimulatedTag> bags, int cabinet)
    {
        int shelf = _dice.Below(_world.Options.ShelvesPerCabinet);
        _visits.Open(cabinet, shelf, 0.5 + (0.4 * bags.Count), () =>
        {
            foreach (SimulatedTag bag in bags)
            {
                _world.PutOnShelf(bag, cabinet, shelf);
                _busy.Remove(bag);
            }
        });
    }

    private void LeaveRoom(SimulatedTag bag, Spot from)
    {
        Carry(bag, from, Exit);
        _world.In(Seconds(10), () =>
        {
            if (bag.Where == Whereabouts.Hand) _world.SetAway(bag);
        });
    }

    private void Carry(SimulatedTag bag, Spot from, Spot to)
    {
        double seconds = from.DistanceTo(to) / _dice.Uniform(0.5, 1.3);
        _world.PutInHand(bag, new Walk(from, to, _world.Now, _world.Now + Seconds(seconds).Ticks));
    }

    /// <summary>Some bags that lie on one shelf and are not in somebody's hands or plans.</summary>
    private List<SimulatedTag> PickTogether()
    {
        SimulatedTag[] free = [.. _world.Tags.Where(
            tag => tag.Bag is not null && tag.Where == Whereabouts.Shelf && !_busy.Contains(tag))];
        if (free.Length == 0) return [];
        SimulatedTag first = _dice.Pick(free);
        int more = _dice.Poisson(_rates.MoreBags);
        List<SimulatedTag> bags =
        [
            first, .. free.Where(tag => tag != first && tag.Cabinet == first.Cabinet && tag.Shelf == first.Shelf).Take(more),
        ];
        bags.ForEach(bag => _busy.Add(bag));
        return bags;
    }

    private SimulatedTag NewBag()
    {
        SimulatedBag bag = _maker.Make(_world.UtcNow);
        Epc.TryCreate(Convert.FromHexString(bag.TagUiiHex), out Epc uii);
        return _world.Add(uii, bag.ProtocolControl, bag);
    }

    /// <summary>Repeats an act as a Poisson process whose rate follows the hour of the day where that is wished.</summary>
    private void Often(double perDay, Action act)
    {
        const double Peak = 1.68; // 70 % of the day's work in 10 hours
        double rate = perDay * _world.Options.Activity * (_world.Options.DayProfile ? Peak : 1);
        if (rate <= 0) return;
        _world.In(TimeSpan.FromDays(_dice.Exponential(1 / rate)), () =>
        {
            if (!_world.Options.DayProfile || _dice.Chance(Hourly() / Peak)) act();
            Often(perDay, act);
        });

        double Hourly() => TimeZoneInfo.ConvertTime(_world.UtcNow, _world.Options.TimeZone).Hour switch
        {
            >= 8 and < 18 => 0.70 * 24 / 10,
            >= 18 and < 23 => 0.20 * 24 / 5,
            _ => 0.10 * 24 / 9,
        };
    }

    private Spot Near(int cabinet) => _world.Cabinets[cabinet].Standing;

    private int AnyCabinet() => _dice.Below(_world.Cabinets.Count);

    private void Tell(DeskAct act, SimulatedTag tag) => _tell(new DeskOrder(act, tag.Bag!, _world.Now));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);
}
