using HardwareSim.Radio;

namespace HardwareSim.People;

/// <summary>Opens and closes doors: one visit at a time at each cabinet, the next waits its turn.</summary>
internal sealed class Visits(SimulatedWorld world, Rates rates, Dice dice)
{
    private readonly int[] _visits = new int[world.Cabinets.Count];

    /// <param name="drawer">The drawer that is pulled; null for a look.</param>
    /// <param name="work">How many median visits it lasts at least; less than 1 changes nothing.</param>
    /// <param name="inside">What is done while the door is open.</param>
    /// <param name="after">What follows once it is shut.</param>
    public void Open(int cabinet, int? drawer, double work, Action inside, Action? after = null)
    {
        if (world.Cabinets[cabinet].Radio.Door == DoorState.Open)
        {
            world.In(TimeSpan.FromSeconds(dice.Uniform(3, 10)), () => Open(cabinet, drawer, work, inside, after));
            return;
        }
        double seconds = Math.Clamp(dice.LogNormal(rates.DoorMedianSeconds, rates.DoorSigma), 3, 300) * Math.Max(1, work);
        bool ajar = dice.Chance(rates.LeftAjar);
        TimeSpan ajarFor = TimeSpan.FromMinutes(dice.Uniform(5, 60));
        int visit = ++_visits[cabinet];
        world.SetDoor(cabinet, DoorState.Open, drawer);
        world.In(TimeSpan.FromSeconds(seconds * 0.5), inside);
        world.In(TimeSpan.FromSeconds(seconds), () =>
        {
            world.SetDoor(cabinet, ajar ? DoorState.Ajar : DoorState.Closed, null);
            if (ajar) world.In(ajarFor, () => Shut(cabinet, visit));
            after?.Invoke();
        });
    }

    // Unless somebody else has used the door meanwhile and shut it well.
    private void Shut(int cabinet, int visit)
    {
        if (_visits[cabinet] == visit) world.SetDoor(cabinet, DoorState.Closed, null);
    }
}
