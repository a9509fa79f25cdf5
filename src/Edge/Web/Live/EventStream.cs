using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Edge.Web.Live;

/// <summary>Writes server-sent events (WHATWG HTML, section 9.2): name, id and one line of JSON.</summary>
internal sealed class EventStream(PipeWriter output)
{
    /// <summary>Tells the browser how soon to come back after the connection broke.</summary>
    public void WriteRetry(TimeSpan after) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"retry: {(int)after.TotalMilliseconds}\n\n"), output);

    public void Write<T>(string name, long seq, T data)
    {
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"event: {name}\nid: {seq}\ndata: "), output);
        using (Utf8JsonWriter json = new(output, new JsonWriterOptions { Encoder = ApiJson.Web.Encoder, SkipValidation = true }))
            JsonSerializer.Serialize(json, data, (JsonTypeInfo<T>)ApiJson.Web.GetTypeInfo(typeof(T)));
        output.Write("\n\n"u8);
    }

    /// <returns>False when nobody reads any more.</returns>
    public async ValueTask<bool> FlushAsync(CancellationToken ct) => !(await output.FlushAsync(ct)).IsCompleted;
}
