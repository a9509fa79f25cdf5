using System.Buffers;
using System.Text;

namespace Edge.Hub.Epcis;

/// <summary>Puts events that are already written into one document, byte for byte.</summary>
internal static class EpcisDocument
{
    public const string ContentType = "application/ld+json";
    private static readonly byte[] s_end = "]}}"u8.ToArray();

    /// <summary>Bytes around the events at most, for splitting by size.</summary>
    public const int OverheadBytes = 512;

    /// <param name="createdAt">When its last entry was recorded: the same document sent again is the same bytes.</param>
    public static byte[] Compose(string id, DateTimeOffset createdAt, IReadOnlyList<byte[]> events)
    {
        const string context = $"\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\",{{\"{EpcisIds.Prefix}\":\"{EpcisIds.Namespace}\"}}";
        byte[] start = Encoding.UTF8.GetBytes(
            $"{{\"@context\":[{context}],\"id\":\"{id}\",\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\","
            + $"\"creationDate\":\"{HubText.Instant(createdAt)}\",\"epcisBody\":{{\"eventList\":[");
        ArrayBufferWriter<byte> document = new(start.Length + s_end.Length + events.Sum(static one => one.Length + 1));
        document.Write(start);
        for (int i = 0; i < events.Count; i++)
        {
            if (i > 0) document.Write(","u8);
            document.Write(events[i]);
        }
        document.Write(s_end);
        return document.WrittenSpan.ToArray();
    }
}
