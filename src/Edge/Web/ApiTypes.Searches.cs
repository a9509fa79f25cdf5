using Edge.Searching;

namespace Edge.Web;

/// <param name="Unit">Key of the bag.</param>
/// <param name="Place">Cabinet or shelf where to look; null for where the bag is believed to be.</param>
/// <param name="Reader">A hand-held reader to look with; null for the antennas that are fixed there.</param>
public sealed record SearchRequest(string Unit, string? Place = null, string? Reader = null);

/// <param name="InService">It answers now.</param>
public sealed record HandHeldItem(string Id, bool InService);

/// <summary>A search that antennas do now: how near the bag is to the one that hears it best.</summary>
/// <param name="Number">Of the search.</param>
/// <param name="Mine">The caller asked for it.</param>
/// <param name="Name">Who did.</param>
/// <param name="Nearness">1, far, to 10, here; null when the bag was not heard for 5 s.</param>
/// <param name="HeardAt">Null when it was not heard in the last 30 s.</param>
/// <param name="Best">The antenna that hears it best, or tries now.</param>
/// <param name="Course">The last 30 s, a number each second, the oldest first; null where it was not heard.</param>
/// <param name="Paused">Cabinets with antennas that do not watch the stock meanwhile.</param>
public sealed record SearchView(
    int Number, string Unit, bool Mine, string Name, DateTimeOffset BeganAt, int? Nearness, NearnessTrend Trend, DateTimeOffset? HeardAt,
    SearchAntennaView Best, SearchAntennaView Reading, IReadOnlyList<SearchAntennaView> Antennas, IReadOnlyList<int?> Course, IReadOnlyList<string> Paused);

/// <param name="Heard">Of its last tries, those in which it heard the bag.</param>
/// <param name="Nearness">Of this antenna; null when it has not heard the bag for 5 s.</param>
public sealed record SearchAntennaView(string Reader, int Port, string Place, int Heard, int Tries, int? Nearness);

/// <param name="Place">Cabinet or shelf where the bag lies, by whoever has scanned its label.</param>
public sealed record PlaceRequest(string Place);

public sealed record SearchEnded(int Number);
