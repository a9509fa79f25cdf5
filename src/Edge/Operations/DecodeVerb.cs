using System.CommandLine;
using Readers.Decoding;
using Readers.Gnss;
using Readers.Llrp;
using Readers.M100;
using Readers.R2000;
using Readers.ThingMagic;

namespace Edge.Operations;

/// <summary><c>decode FAMILY [HEX|FILE|-]</c>, <c>decode FAMILY --follow PORT|FILE</c>: what the bytes on a device's line mean, one JSON object a line.</summary>
internal static class DecodeVerb
{
    private const int Done = 0, WrongUse = 2, EnvironmentFailed = 3;

    private static readonly Dictionary<string, Func<IFrameExplainer>> s_families = new(StringComparer.OrdinalIgnoreCase)
    {
        ["llrp"] = static () => new LlrpExplainer(),
        ["m100"] = static () => new M100Explainer(),
        ["nmea"] = static () => new NmeaExplainer(),
        ["r2000"] = static () => new R2000Explainer(),
        ["thingmagic"] = static () => new ThingMagicExplainer(),
    };

    public static Command Create()
    {
        Argument<string> family = new("family") { Description = string.Join(", ", s_families.Keys) };
        Argument<string[]> source = new("source")
        {
            Description = "Bytes in hexadecimal, an NMEA sentence, a capture file (binary or hexadecimal text), or - for standard input (the default)",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string?> follow = new("--follow")
        {
            Description = "Listens, without sending a byte, to a serial port or tcp://host:port, or goes on with a capture file that grows; Ctrl+C ends it",
        };
        Option<int> baud = new("--baud") { Description = "Speed of the serial port", DefaultValueFactory = static _ => 115_200 };
        Command verb = new("decode", "Says what the bytes of a device's line mean, both directions, one JSON object per line")
        {
            family, source, follow, baud,
        };
        verb.SetAction((parsed, ct) => parsed.GetValue(follow) is { } followed ? FollowAsync(
            parsed.GetValue(family)!, followed, parsed.GetValue(baud), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error,
            TimeProvider.System, ct) : RunAsync(
            parsed.GetValue(family)!, parsed.GetValue(source) ?? [], Console.OpenStandardInput,
            parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, ct));
        return verb;
    }

    internal static async Task<int> RunAsync(
        string familyName, string[] source, Func<Stream> standardInput, TextWriter output, TextWriter error, CancellationToken ct)
    {
        if (await FamilyAsync(familyName, error) is not { } family) return WrongUse;
        try
        {
            await using Stream? input = Open(source, standardInput);
            if (input is null)
            {
                await error.WriteLineAsync($"\"{string.Join(' ', source)}\" is neither a file nor bytes in hexadecimal nor a sentence.");
                return WrongUse;
            }
            Feeder feeder = new(new StreamDecoder(family(), item => output.WriteLine(DecodedJson.Write(item))), mayBeHex: true);
            byte[] chunk = new byte[64 * 1024];
            for (int count; (count = await input.ReadAsync(chunk, ct)) > 0;) feeder.Feed(chunk.AsSpan(0, count));
            feeder.Decoder.End();
            await output.FlushAsync(ct);
            if (!feeder.EndsInHalfAByte) return Done;
            await error.WriteLineAsync("The hexadecimal text ends in the middle of a byte; its last digit was left out.");
            return WrongUse;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The bytes cannot be read: {failure.Message}");
            return EnvironmentFailed;
        }
    }

    /// <summary>Every line as soon as its frame is whole, until cancelled.</summary>
    internal static async Task<int> FollowAsync(
        string familyName, string source, int baudRate, TextWriter output, TextWriter error, TimeProvider time, CancellationToken ct)
    {
        if (await FamilyAsync(familyName, error) is not { } family) return WrongUse;
        if (FollowedBytes.Open(source, baudRate, time, ct) is not { } chunks)
        {
            await error.WriteLineAsync($"\"{source}\" is neither a port nor a file.");
            return WrongUse;
        }
        Feeder feeder = new(new StreamDecoder(family(), item => output.WriteLine(DecodedJson.Write(item))), FollowedBytes.IsFile(source));
        int code = Done;
        try
        {
            await foreach (ReadOnlyMemory<byte> chunk in chunks)
            {
                feeder.Feed(chunk.Span);
                await output.FlushAsync(ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // That is how it ends; what was begun is said below.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(failure.Message);
            code = EnvironmentFailed;
        }
        feeder.Decoder.End();
        await output.FlushAsync(CancellationToken.None);
        return code;
    }

    private static async Task<Func<IFrameExplainer>?> FamilyAsync(string name, TextWriter error)
    {
        if (s_families.TryGetValue(name, out Func<IFrameExplainer>? family)) return family;
        await error.WriteLineAsync($"\"{name}\" is no family: name one of {string.Join(", ", s_families.Keys)}.");
        return null;
    }

    /// <returns>Null when the source is nothing that can be read.</returns>
    private static Stream? Open(string[] source, Func<Stream> standardInput)
    {
        if (source.Length == 0 || source is ["-"]) return standardInput();
        if (source is [string path] && File.Exists(path)) return File.OpenRead(path);
        byte[] text = System.Text.Encoding.UTF8.GetBytes(string.Join(' ', source));
        return HexText.LooksLikeHex(text) || text is [(byte)'$', ..] ? new MemoryStream(text) : null;
    }

    /// <summary>Takes bytes, or hexadecimal text for bytes, whichever the first chunk looks like.</summary>
    /// <param name="mayBeHex">False for a port: its first bytes, cut anywhere, may look like digits.</param>
    private sealed class Feeder(StreamDecoder decoder, bool mayBeHex)
    {
        private byte[] _bytes = [];
        private HexText? _hex;
        private bool _begun;

        public StreamDecoder Decoder => decoder;

        public bool EndsInHalfAByte => _hex is { HasHalfByte: true };

        public void Feed(ReadOnlySpan<byte> chunk)
        {
            if (!_begun && mayBeHex && HexText.LooksLikeHex(chunk)) _hex = new HexText();
            _begun = true;
            if (_hex is null)
            {
                decoder.Feed(chunk);
                return;
            }
            if (_bytes.Length < chunk.Length / 2 + 1) _bytes = new byte[chunk.Length / 2 + 1];
            decoder.Feed(_bytes.AsSpan(0, _hex.Read(chunk, _bytes)));
        }
    }
}
