using Inventory;

namespace Edge.Hub;

/// <summary>This site as the hub knows it.</summary>
/// <param name="Boot">Of this run of the service: lets a reader ignore the late will of an earlier one.</param>
/// <param name="Cabinets">Those whose state is published.</param>
internal sealed record HubSite(string Region, string Site, Guid Boot, string Version, IReadOnlyList<PlaceId> Cabinets);

/// <summary>What a message tells about.</summary>
internal enum HubStream : byte { Unit, Cold }

/// <summary>The topics of one site. The site stands before the kind, so that one access rule covers a site.</summary>
/// <remarks>No topic names a unit or a person: topics land in other people's logs.</remarks>
internal sealed class HubTopics(string region, string site)
{
    private readonly string _prefix = $"blood/v1/{region}/{site}";

    public string Status => _prefix + "/status";
    public string Stock => _prefix + "/state/stock";
    public string Position => _prefix + "/state/position";
    public string Ledger => _prefix + "/state/ledger";
    public string Gap => _prefix + "/ev/gap";

    /// <summary>The hub's word that it has stored what came, retained.</summary>
    public string Applied => _prefix + "/ack";
    public string Commands => _prefix + "/cmd/+";

    public string Events(HubStream stream) => _prefix + (stream == HubStream.Unit ? "/ev/unit" : "/ev/cold");

    public string Fridge(PlaceId cabinet) => $"{_prefix}/state/fridge/{cabinet}";

    /// <returns>Null for another topic.</returns>
    public string? CommandOf(string topic) =>
        topic.StartsWith(_prefix + "/cmd/", StringComparison.Ordinal) ? topic[(_prefix.Length + 5)..] : null;

    /// <summary>Where an answer goes: where the hub asks for it, if that is among this site's replies.</summary>
    public string Reply(string command, string? asked)
    {
        string replies = _prefix + "/reply/";
        return asked is not null && asked.StartsWith(replies, StringComparison.Ordinal) && asked.AsSpan().IndexOfAny('+', '#') < 0
            ? asked
            : replies + command;
    }
}
