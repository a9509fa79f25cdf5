using Edge.Devices;
using Inventory.ColdChain;
using Inventory.Identification;

namespace Edge.Web;

/// <summary>One cabinet: allowed band, what the probes say now, what lies in it.</summary>
/// <param name="LowCelsius">Lower limit; null where the storage class has none.</param>
/// <param name="WarnLow">Lower warning limit.</param>
/// <param name="Capacity">Bags that fit.</param>
/// <param name="HasDoorContact">The settings name one.</param>
/// <param name="DoorOpen">Null: no contact, or nobody knows, since it has not spoken yet or is lost.</param>
/// <param name="Bags">Bags believed inside and verified, sure of the place or not.</param>
/// <param name="NotSure">Of these, with more than one likely place.</param>
/// <param name="NotVerified">Last known here, but the antennas do not listen; not in <paramref name="Bags"/>.</param>
/// <param name="OutNow">Taken out of this cabinet and not yet elsewhere.</param>
/// <param name="Spark">Last 6 h, means of 10 min over the cabinet's probes, oldest first.</param>
/// <param name="Excursion">Number of the open excursion; null when in its limits.</param>
/// <param name="Alarms">Numbers of its alarms that are not normal.</param>
public record FridgeItem(
    string Id, string NameZh, string NameEn, string StorageClass, double? LowCelsius, double? HighCelsius, double? WarnLow, double? WarnHigh,
    int Capacity, IReadOnlyList<ProbeView> Probes, bool HasDoorContact, bool? DoorOpen, DateTimeOffset? DoorSince, int Bags, int NotSure, int NotVerified,
    int OutNow, IReadOnlyList<SparkPoint> Spark, int? Excursion, IReadOnlyList<int> Alarms);

public sealed record ProbeView(string Name, ProbeState State, double? Celsius, DateTimeOffset? At, string? Fault);

/// <param name="Celsius">Null where there is no data.</param>
public sealed record SparkPoint(DateTimeOffset At, double? Celsius);

/// <summary>One cabinet with its shelves, what was taken out of it and who opened it when.</summary>
public sealed record FridgeDetail : FridgeItem
{
    public FridgeDetail(
        FridgeItem fridge, IReadOnlyList<ShelfView> shelves, IReadOnlyList<OutView> @out, IReadOnlyList<OpeningView> openings)
        : base(fridge)
    {
        Shelves = shelves;
        Out = @out;
        Openings = openings;
    }

    public IReadOnlyList<ShelfView> Shelves { get; }

    public IReadOnlyList<OutView> Out { get; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<OpeningView> Openings { get; }
}

public enum AntennaListening : byte { Listening, Deaf, NotListening }

/// <param name="Place">Cabinet and shelf: <c>fridge-1/shelf-3</c>.</param>
/// <param name="HeardAt">Last read of any of its bags.</param>
public sealed record ShelfView(
    string Place, string Name, int Bags, int NotSure, int NotVerified, IReadOnlyList<GroupCount> Groups, DateTimeOffset? HeardAt,
    AntennaListening Antenna);

public sealed record GroupCount(Abo Abo, RhD RhD, int Bags);

/// <param name="Since">When it was noticed that the bag had left.</param>
public sealed record OutView(UnitItem Unit, DateTimeOffset Since);

/// <summary>One opening of the door, newest first in lists.</summary>
/// <param name="Left">Keys of the bags that left with it.</param>
/// <param name="Came">Keys of the bags that came with it.</param>
public sealed record OpeningView(
    DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, double? Seconds, IReadOnlyList<string> Left, IReadOnlyList<string> Came);

/// <param name="Step">Seconds that one point stands for.</param>
public sealed record SamplesView(
    int Step, double? Low, double? High, IReadOnlyList<ProbeSeries> Probes, IReadOnlyList<ExcursionSpan> Excursions,
    IReadOnlyList<DoorSpan> Doors);

/// <summary>Four columns of equal length. A gap is null in the last three: nothing was measured, nothing is drawn.</summary>
/// <param name="At">Beginning of each step.</param>
public sealed record ProbeSeries(
    string Name, IReadOnlyList<DateTimeOffset> At, IReadOnlyList<double?> Min, IReadOnlyList<double?> Mean, IReadOnlyList<double?> Max);

public sealed record ExcursionSpan(int Number, DateTimeOffset BeganAt, DateTimeOffset? EndedAt, double WorstCelsius);

/// <param name="To">Null while it stands open.</param>
public sealed record DoorSpan(DateTimeOffset From, DateTimeOffset? To);

/// <param name="SecondsOutside">Null while it lasts.</param>
/// <param name="SecondsUnknown">Time without a good sample; null while it lasts.</param>
/// <param name="Units">The bags that lay there.</param>
public sealed record ExcursionView(
    int Number, string Cabinet, string Probe, ExcursionSide Side, double LimitCelsius, double WorstCelsius, DateTimeOffset BeganAt,
    DateTimeOffset? EndedAt, int? SecondsOutside, int? SecondsUnknown, IReadOnlyList<UnitItem> Units);
