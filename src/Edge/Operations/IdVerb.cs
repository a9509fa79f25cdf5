using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Inventory.Identification;

namespace Edge.Operations;

/// <summary><c>id TEXT [--scheme isbt128|cn13]</c>: what a scan, a typed number or a tag's content says, as one JSON object.</summary>
internal static class IdVerb
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        Argument<string> text = new("TEXT") { Description = "A scan, a typed donation number, or the content of a tag in hexadecimal." };
        Option<string> scheme = new("--scheme")
        {
            Description = "isbt128 or cn13; without it ISBT 128 is meant.", DefaultValueFactory = static _ => "",
        };
        Command verb = new("id", "Says what a scan string, a typed donation number or a tag's content means.") { text, scheme };
        verb.SetAction(parsed => Run(
            parsed.GetRequiredValue(text), parsed.GetValue(scheme) ?? "", parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return verb;
    }

    /// <param name="scheme"><c>isbt128</c>, <c>cn13</c> or empty.</param>
    public static int Run(string text, string scheme, TextWriter output, TextWriter errors)
    {
        DonationScheme? meant = scheme switch
        {
            "isbt128" => DonationScheme.Isbt128,
            "cn13" => DonationScheme.National13,
            _ => null,
        };
        if (meant is null && scheme.Length > 0)
        {
            errors.WriteLine($"'{scheme}' is no scheme: name isbt128 or cn13.");
            return ExitCode.WrongUse;
        }
        IdentificationReport report = IdentificationReport.Of(text, meant);
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, s_options)) Write(json, report);
        output.WriteLine(System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
        return report.Valid ? ExitCode.Done : ExitCode.AnswerIsNo;
    }

    private static void Write(Utf8JsonWriter json, IdentificationReport report)
    {
        json.WriteStartObject();
        json.WriteString("kind", Camel(report.Kind));
        json.WriteBoolean("valid", report.Valid);
        json.WriteString("din", report.Din);
        json.WriteString("flags", report.Flags);
        json.WriteString("flagsMeaning", report.FlagsMeaning is { } meaning ? Camel(meaning) : null);
        json.WriteString("checkCharacter", report.CheckCharacter?.ToString());
        json.WriteString("productCode", report.ProductCode);
        json.WriteString("division", report.Division);
        json.WriteString("unitKey", report.UnitKey);
        WriteGroup(json, report.BloodGroup);
        json.WriteString("expiresAt", report.ExpiresAt);
        WriteAntigens(json, report.Antigens);
        WriteEpc(json, report.Epc);
        json.WriteStartArray("structures");
        foreach (StructureReport structure in report.Structures)
        {
            json.WriteStartObject();
            json.WriteString("number", structure.Number);
            json.WriteString("name", structure.Name);
            json.WriteNumber("at", structure.At);
            json.WriteString("value", structure.Value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("errors");
        foreach (ErrorReport error in report.Errors)
        {
            json.WriteStartObject();
            json.WriteString("code", error.Code);
            json.WriteNumber("at", error.At);
            json.WriteString("found", error.Found);
            json.WriteString("message", error.Message.En);
            json.WriteString("messageZh", error.Message.Zh);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter json, GroupReport? group)
    {
        json.WritePropertyName("bloodGroup");
        if (group is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteString("abo", group.Abo);
        json.WriteString("rhD", group.RhD);
        json.WriteString("message", group.Message);
        json.WriteString("use", group.Use);
        json.WriteEndObject();
    }

    private static void WriteAntigens(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, AntigenResult>>? antigens)
    {
        json.WritePropertyName("antigens");
        if (antigens is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        foreach ((string antigen, AntigenResult result) in antigens) json.WriteString(antigen, Camel(result));
        json.WriteEndObject();
    }

    private static void WriteEpc(Utf8JsonWriter json, EpcReport? epc)
    {
        json.WritePropertyName("epc");
        if (epc is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteString("scheme", epc.Scheme);
        json.WriteString("uri", epc.Uri);
        json.WriteEndObject();
    }

    private static string Camel<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
