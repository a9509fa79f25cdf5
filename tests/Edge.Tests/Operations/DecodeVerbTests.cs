using System.CommandLine;
using System.Text.Json;
using Edge.Operations;
using HardwareSim.Devices;
using Testing;

namespace Edge.Tests.Operations;

public sealed class DecodeVerbTests
{
    private const string Tag = "A0 13 01 89 04 30 00 E2 00 30 16 66 13 01 21 15 50 74 EF 45 BF";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Decode_Hex_IsTheDocumentedLine()
    {
        (int code, string output, string error) = await Run("decode", "r2000", Tag);

        Assert.Equal(0, code);
        Assert.Empty(error);
        Assert.Equal(
            """{"offset":0,"length":21,"outcome":"frame","code":"89","name":"RealTimeInventory","direction":"reply","tags":[{"epc":"E200301666130121155074EF","antenna":1,"rssiDbm":-61,"frequencyKhz":865500,"pc":"3000","count":1}],"error":null,"fields":{"address":1}}""",
            output.TrimEnd());
    }

    [Fact]
    public async Task Decode_ErrorFrame_HasCodeAndName()
    {
        (_, string output, _) = await Run("decode", "r2000", "A004018936", "9C");

        JsonElement line = JsonDocument.Parse(output).RootElement;
        Assert.Equal("36", line.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("NoTag", line.GetProperty("error").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Decode_NmeaSentence_IsTheDocumentedLine()
    {
        (int code, string output, _) = await Run("decode", "nmea", "$GPGGA,034225.077,3356.4650,S,15124.5567,E,1,03,9.7,-25.0,M,21.0,M,,0000*51");

        Assert.Equal(0, code);
        Assert.Equal(
            """{"offset":0,"length":75,"outcome":"frame","code":"GGA","name":"FixData","direction":"reply","tags":[],"error":null,"fields":{"talker":"GP","system":"GPS","time":"03:42:25.077","latitude":-33.94108333,"longitude":151.40927833,"fix":"autonomous","satellites":3,"hdop":9.7,"altitudeMetres":-25}}""",
            output.TrimEnd());
    }

    [Fact]
    public async Task Decode_NmeaCapture_SaysWhatEachLineIs()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.File("drive.nmea"), """
            71,N*11
            $GNRMC,080130.00,V,,,,,,,130923,,,N*63
            $GBRMC,092751.000,A,5321.6802,N,00630.3371,W,0.06,31.66,280511,,,A*45
            $GNTXT,01,01,01,ANTENNA OK*2B
            $GPGGA,1235
            """.ReplaceLineEndings("\r\n"), Ct);

        JsonElement[] lines = [.. (await Run("decode", "nmea", folder.File("drive.nmea"))).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];

        Assert.Equal(["noise", "frame", "badChecksum", "frame", "truncated"], lines.Select(static line => line.GetProperty("outcome").GetString()));
        Assert.False(lines[1].GetProperty("fields").GetProperty("valid").GetBoolean());
        Assert.Equal("57", lines[2].GetProperty("fields").GetProperty("checkExpected").GetString());
        Assert.Equal("ANTENNA OK", lines[3].GetProperty("fields").GetProperty("values")[3].GetString());
    }

    [Fact]
    public async Task Follow_PortWhoseFirstBytesLookLikeDigits_IsNotTakenForHexadecimalText()
    {
        using TemporaryFolder folder = new();
        await using PseudoTerminal device = PseudoTerminal.Open(folder.File("port"));
        using LineWriter output = new();
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        Task<int> following = DecodeVerb.FollowAsync("nmea", folder.File("port"), 9600, output, TextWriter.Null, TimeProvider.System, ended.Token);

        await device.WriteAsync("47\r\n"u8.ToArray(), Ct);
        JsonElement noise = await output.NextAfterAsync(
            async () => await device.WriteAsync("$GNTXT,01,01,01,ANTENNA OK*2B\r\n"u8.ToArray(), Ct), Ct);
        Assert.Equal("noise", noise.GetProperty("outcome").GetString());
        await ended.CancelAsync();

        Assert.Equal(0, await following);
    }

    [Fact]
    public async Task Decode_BinaryFileTextFileAndStandardInput_AreTheSame()
    {
        using TemporaryFolder folder = new();
        byte[] bytes = [0xFF, .. Convert.FromHexString(Tag.Replace(" ", "", StringComparison.Ordinal)), 0xA0, 0x05];
        await File.WriteAllBytesAsync(folder.File("capture.bin"), bytes, Ct);
        await File.WriteAllTextAsync(folder.File("capture.txt"), $"FF\n{Tag} # a tag\nA0 05\n", Ct);

        string binary = (await Run("decode", "r2000", folder.File("capture.bin"))).Output;
        string text = (await Run("decode", "r2000", folder.File("capture.txt"))).Output;
        using StringWriter piped = new();
        Assert.Equal(0, await DecodeVerb.RunAsync("r2000", ["-"], () => new MemoryStream(bytes), piped, TextWriter.Null, Ct));

        Assert.Equal(["noise", "frame", "truncated"],
            binary.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("outcome").GetString()));
        Assert.Equal(binary, text);
        Assert.Equal(binary, piped.ToString());
    }

    [Fact]
    public async Task Follow_LivePort_TellsEachFrameAsItComesAndSendsNothing()
    {
        using TemporaryFolder folder = new();
        await using PseudoTerminal device = PseudoTerminal.Open(folder.File("port"));
        using LineWriter output = new();
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        Task<int> following = DecodeVerb.FollowAsync("r2000", folder.File("port"), 115_200, output, TextWriter.Null, TimeProvider.System, ended.Token);
        byte[] tag = Convert.FromHexString(Tag.Replace(" ", "", StringComparison.Ordinal));

        JsonElement first = await output.NextAfterAsync(async () => await device.WriteAsync(tag, Ct), Ct);
        Assert.Equal("frame", first.GetProperty("outcome").GetString());
        await ended.CancelAsync();

        Assert.Equal(0, await following);
        using CancellationTokenSource nothing = new(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await device.ReadAsync(new byte[1], nothing.Token));
    }

    [Fact]
    public async Task Follow_CaptureThatGrows_GoesOnAndSaysAtItsEndWhatIsCutOff()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("capture.txt");
        await File.WriteAllTextAsync(file, $"{Tag}\n", Ct);
        using LineWriter output = new();
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        Task<int> following = DecodeVerb.FollowAsync("r2000", file, 115_200, output, TextWriter.Null, TimeProvider.System, ended.Token);

        Assert.Equal(0, (await output.NextAfterAsync(static () => Task.CompletedTask, Ct)).GetProperty("offset").GetInt32());
        JsonElement second = await output.NextAfterAsync(() => File.AppendAllTextAsync(file, $"{Tag}\nA0 05\n", Ct), Ct);
        Assert.Equal(21, second.GetProperty("offset").GetInt32());
        await ended.CancelAsync();

        Assert.Equal(0, await following);
    }

    [Fact]
    public async Task Follow_WhatIsNoPortOrCannotBeOpened_SaysSo()
    {
        using StringWriter error = new();
        Assert.Equal(2, await DecodeVerb.FollowAsync("r2000", "nonsense", 115_200, TextWriter.Null, error, TimeProvider.System, Ct));
        Assert.Equal(3, await DecodeVerb.FollowAsync("r2000", "/dev/no-such-port", 115_200, TextWriter.Null, error, TimeProvider.System, Ct));
        Assert.Equal(2, error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Decode_UnknownFamilyOrSource_IsWrongUseInOneSentence()
    {
        (int code, string output, string error) = await Run("decode", "zigbee", "00");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("r2000", error, StringComparison.Ordinal);

        (code, output, error) = await Run("decode", "r2000", "no-such-file.bin");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("neither a file nor", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_AnyBytes_IsValidJsonThatCoversThem()
    {
        Random random = new(7);
        byte[] bytes = new byte[200_000];
        random.NextBytes(bytes);
        for (int i = 0; i < bytes.Length; i += random.Next(3, 40)) bytes[i] = 0xA0;
        using StringWriter output = new();

        Assert.Equal(0, await DecodeVerb.RunAsync("r2000", [], () => new MemoryStream(bytes), output, TextWriter.Null, Ct));

        long end = 0;
        foreach (string line in output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            JsonElement item = JsonDocument.Parse(line).RootElement;
            Assert.Equal(end, item.GetProperty("offset").GetInt64());
            end += item.GetProperty("length").GetInt32();
        }
        Assert.Equal(bytes.Length, end);
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        RootCommand root = new() { DecodeVerb.Create() };
        int code = await root.Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, Ct);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Hands out lines as they are written.</summary>
    private sealed class LineWriter : StringWriter
    {
        private readonly System.Threading.Channels.Channel<string> _lines = System.Threading.Channels.Channel.CreateUnbounded<string>();

        public override void WriteLine(string? value) => _lines.Writer.TryWrite(value ?? "");

        public async Task<JsonElement> NextAfterAsync(Func<Task> act, CancellationToken ct)
        {
            await act();
            return JsonDocument.Parse(await _lines.Reader.ReadAsync(ct).AsTask().WaitAsync(TimeSpan.FromSeconds(20), ct)).RootElement.Clone();
        }
    }
}
