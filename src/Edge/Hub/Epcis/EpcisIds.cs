using System.Globalization;
using Inventory;
using Inventory.Identification;

namespace Edge.Hub.Epcis;

/// <summary>Every identifier that leaves the site, made in one place. All are URLs below the owner's domain.</summary>
/// <param name="Domain">The owner's, without scheme: <c>id.example.org</c>.</param>
/// <param name="Site">The site's id in the settings.</param>
public sealed record EpcisIds(string Domain, string Site)
{
    /// <summary>Namespace of our own words: steps, transaction types, extension members.</summary>
    public const string Namespace = "https://ns.example.org/blood/";

    /// <summary>Prefix of that namespace in a document.</summary>
    public const string Prefix = "bl";

    private string SiteUri => $"https://{Domain}/site/{Site}";

    /// <summary>
    /// Donation number without flags and check, and product code with division. A donation number alone is no unit.
    /// The letters and digits of both need no escaping.
    /// </summary>
    public string Unit(UnitKey unit) => $"https://{Domain}/isbt128/obj/{unit.Din}.{unit.Product}";

    /// <summary>A shelf is one step of the path with its cabinet: <c>fridge-1.shelf-3</c>.</summary>
    public string Place(PlaceId place) => $"{SiteUri}/loc/{place.ToString().Replace('/', '.')}";

    /// <summary>Where a probe measures, as a read point.</summary>
    public string ProbePlace(PlaceId cabinet, string probe) => $"{SiteUri}/loc/{cabinet}.{probe}";

    public string Probe(PlaceId cabinet, string probe) => $"{SiteUri}/dev/{cabinet}.{probe}";

    public string Excursion(int number) => $"{SiteUri}/bt/EX-{number.ToString("D6", CultureInfo.InvariantCulture)}";

    /// <summary>Says which ledger entries a document covers: over MQTT 3.1.1 it is the only place that does.</summary>
    public string Document(long from, long to) => $"{DocumentsOf}{HubText.Number(from)}-{HubText.Number(to)}";

    /// <summary>How the identifier of each document of this site begins.</summary>
    public string DocumentsOf => $"{SiteUri}/doc/";
}
