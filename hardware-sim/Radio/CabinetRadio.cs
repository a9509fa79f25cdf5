using HardwareSim.Goods;
using HardwareSim.People;

namespace HardwareSim.Radio;

public enum DoorState : byte { Closed, Ajar, Open }

/// <summary>One cabinet as radio sees it: one box or several drawers behind one door.</summary>
public sealed class CabinetRadio
{
    private const double TopM = 1.8, BottomM = 0.3;
    private const double DoorStirs = 0.5, ClosedDrawerKeeps = 0.98;
    private const double DoorAreaM2 = 1, DrawerFaceM2 = 0.25, DrawerGapDb = -12, AjarTransmission = 0.085;
    private readonly DoorKind _door;
    private readonly int _shelves;
    private int? _pulled;
    private double _frontLog;

    internal CabinetRadio(CabinetKind kind, DoorKind door, int shelves, Spot front)
    {
        (Kind, _door, _shelves, Front) = (kind, door, shelves, front);
        Cavities = kind == CabinetKind.MetalDrawers
            ? [.. Enumerable.Range(0, shelves).Select(static _ => Cavity.Drawer())]
            : [Cavity.Box(shelves)];
        Apply(DoorState.Closed, null);
    }

    public CabinetKind Kind { get; }

    /// <summary>Middle of the door.</summary>
    public Spot Front { get; }
    public IReadOnlyList<Cavity> Cavities { get; }
    public DoorState Door { get; private set; }

    public Cavity At(int shelf) => Cavities[Kind == CabinetKind.MetalDrawers ? shelf : 0];

    /// <summary>Middle of a shelf's face; shelves count from the top.</summary>
    internal Grasp FrontOf(int shelf) => new(Front, TopM - ((TopM - BottomM) * (shelf + 0.5) / _shelves));

    /// <param name="shelf">The drawer that is pulled out; null for none.</param>
    internal void SetDoor(DoorState state, int? shelf)
    {
        int? moved = shelf ?? _pulled;
        _pulled = shelf;
        Apply(state, shelf);
        _frontLog += Math.Log(DoorStirs);
        // A drawer that stays shut is a metal box of its own: what the door does in front of it hardly changes the field inside.
        for (int i = 0; i < Cavities.Count; i++)
            Cavities[i].Stir(Kind == CabinetKind.MetalDrawers && moved != i ? ClosedDrawerKeeps : DoorStirs);
    }

    /// <summary>What has stirred the way from the antenna of one shelf to a bag on another; compare <see cref="Cavity.MemoryLog"/>.</summary>
    internal double MemoryLog(int antennaShelf, int bagShelf) =>
        Kind != CabinetKind.MetalDrawers || antennaShelf == bagShelf
            ? At(bagShelf).MemoryLog
            : At(antennaShelf).MemoryLog + At(bagShelf).MemoryLog + _frontLog;

    /// <summary>Coupling from the antenna of one shelf to a bag on another of this cabinet, dB; the spread is of one standard deviation.</summary>
    internal (double MeanDb, double SigmaDb) Coupling(int antennaShelf, int bagShelf)
    {
        int apart = Math.Abs(antennaShelf - bagShelf);
        return (Kind, apart) switch
        {
            (_, 0) or (CabinetKind.OpenShelves, _) => (0, 0),
            (CabinetKind.SheetShelves, 1) => (-4, 2),
            (CabinetKind.SheetShelves, _) => (-7, 2),
            (_, 1) => (-12, 2),
            (_, 2) => (-20, 2),
            _ => (-28, 2),
        };
    }

    private void Apply(DoorState state, int? shelf)
    {
        Door = state;
        double door = state switch
        {
            DoorState.Open => 1,
            DoorState.Ajar => AjarTransmission,
            _ => _door switch { DoorKind.PlainGlass => 0.5, DoorKind.CoatedGlass => 0.01, _ => 0.0003 },
        };
        for (int i = 0; i < Cavities.Count; i++)
        {
            // A drawer that is pushed in leaks outwards as it leaks to its neighbour; one that is pulled out stands open.
            double gap = Kind != CabinetKind.MetalDrawers || shelf == i ? 1 : Math.Pow(10, DrawerGapDb / 10);
            Cavities[i].Aperture = door * gap * (Kind == CabinetKind.MetalDrawers ? DrawerFaceM2 : DoorAreaM2) / 4;
        }
    }
}
