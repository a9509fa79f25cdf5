using System.CommandLine;
using Readers.Decoding;
using Readers.Llrp;
using Readers.M100;
using Readers.R2000;
using Readers.ThingMagic;

namespace Edge.Operations;

/// <summary><c>decode FAMILY [HEX|FILE|-]</c>: what the bytes on a reader's line mean, one JSON object a line.</summary>
internal static class DecodeVerb
{
    private const int Done = 0, WrongUse = 2, EnvironmentFailed = 3;

    private static readonly Dictionary<string, Func<IFrameExplainer>> s_families = new(StringComparer.OrdinalIgnoreCase)
    {
        ["llrp"] = static () => new LlrpExplainer(),
        ["m100"] = static () => new M100Explainer(),
        ["r2000"] = static () => new R2000Explainer(),
        ["thingmagic"] = static () => new ThingMagicExplainer(),
    };

    public static Command Create()
    {
        Argument<string> family = new("family") { Description = string.Join(", ", s_families.Keys) };
        Argument<string[]> source = new("source")
        {
            Description = "Bytes in hexadecimal, a capture file (binary or hexadecimal text), or - for standard input (the default)",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Command verb = new("decode", "Says what the bytes of a reader's line mean, both directions, one JSON object per line")
        {
            family, source,
        };
        verb.SetAction((parsed, ct) => RunAsync(
            parsed.GetValue(family)!, parsed.GetValue(source) ?? [], Console.OpenStandardInput,
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, ct));
        return verb;
    }

    internal static async Task<int> RunAsync(
        string familyName, string[] source, Func<Stream> standardInput, TextWriter output, TextWriter error, CancellationToken ct)
    {
        if (!s_families.TryGetValue(familyName, out Func<IFrameExplainer>? family))
        {
            await error.WriteLineAsync($"\"{familyName}\" is no reader family: name one of {string.Join(", ", s_families.Keys)}.");
            return WrongUse;
        }
        try
        {
            await using Stream? input = Open(source, standardInput);
            if (input is null)
            {
                await error.WriteLineAsync($"\"{string.Join(' ', source)}\" is neither a file nor bytes in hexadecimal.");
                return WrongUse;
            }
            StreamDecoder decoder = new(family(), item => output.WriteLine(DecodedJson.Write(item)));
            bool whole = await FeedAsync(input, decoder, ct);
            decoder.End();
            await output.FlushAsync(ct);
            if (whole) return Done;
            await error.WriteLineAsync("The hexadecimal text ends in the middle of a byte; its last digit was left out.");
            return WrongUse;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The bytes cannot be read: {failure.Message}");
            return EnvironmentFailed;
        }
    }

    /// <returns>Null when the source is nothing that can be read.</returns>
    private static Stream? Open(string[] source, Func<Stream> standardInput)
    {
        if (source.Length == 0 || source is ["-"]) return standardInput();
        if (source is [string path] && File.Exists(path)) return File.OpenRead(path);
        byte[] text = System.Text.Encoding.UTF8.GetBytes(string.Join(' ', source));
        return HexText.LooksLikeHex(text) ? new MemoryStream(text) : null;
    }

    /// <returns>False when a hexadecimal text ended with half a byte.</returns>
    private static async Task<bool> FeedAsync(Stream input, StreamDecoder decoder, CancellationToken ct)
    {
        byte[] chunk = new byte[64 * 1024], bytes = new byte[chunk.Length / 2 + 1];
        HexText? hex = null;
        for (bool first = true; ; first = false)
        {
            int count = await input.ReadAsync(chunk, ct);
            if (count == 0) return hex is not { HasHalfByte: true };
            if (first && HexText.LooksLikeHex(chunk.AsSpan(0, count))) hex = new HexText();
            if (hex is null) decoder.Feed(chunk.AsSpan(0, count));
            else decoder.Feed(bytes.AsSpan(0, hex.Read(chunk.AsSpan(0, count), bytes)));
        }
    }
}
