using System.Diagnostics;
using System.IO.Compression;
using Edge.Ledger;
using Edge.Ledger.Export;
using Edge.Ledger.Verbs;
using Edge.Operations;
using Inventory;
using Testing;

namespace Edge.Tests.Ledger;

/// <summary>The exported file is handed to the shipped verifier, run by a real Python that knows nothing of us.</summary>
public sealed class LedgerExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Export_WholeLedger_IsFoundWholeByAStranger()
    {
        await using LedgerTestBed bed = await FilledAsync();
        string file = Export(bed);
        string head = Convert.ToHexStringLower((await bed.Ledger.ReadAsync(24, 1, default))[0].Hash.Span);

        (int code, string said) = await VerifyAsync(file);

        Assert.Equal(0, code);
        Assert.StartsWith("WHOLE: entries 1 to 25 of site hospital-3", said, StringComparison.Ordinal);
        Assert.Contains($"Head 25:{head}", said, StringComparison.Ordinal);
        Assert.Equal(0, (await VerifyAsync(file, "--head", $"25:{head}")).Code);
        using ZipArchive zip = ZipFile.OpenRead(file);
        Assert.Equal(["README.txt", "ledger.jsonl", "verify_ledger.py"], zip.Entries.Select(static entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Export_Part_BeginsOnTheHashBeforeIt()
    {
        await using LedgerTestBed bed = await FilledAsync();

        (int code, string said) = await VerifyAsync(Export(bed, after: 10, upTo: 20));

        Assert.Equal(0, code);
        Assert.StartsWith("WHOLE: entries 11 to 20", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fridge-1", "fridge-2", "entry 1 is not what was recorded")]
    [InlineData("\"reason\":\"a delivery, 收货\"", "\"reason\":null", "entry 3 is not what was recorded")]
    [InlineData("\"actorKind\":1", "\"actorKind\":2", "entry 3 is not what was recorded")]
    [InlineData("T06:00:00.0000000Z\",\"actorKind\":0", "T06:00:00.0000001Z\",\"actorKind\":0", "entry 1 is not what was recorded")]
    [InlineData("\"previousHash\":\"0", "\"previousHash\":\"1", "before entry 1 there must be 32 zero bytes")]
    public async Task Verify_OneValueChanged_IsFoundByAStranger(string was, string now, string fault)
    {
        await using LedgerTestBed bed = await FilledAsync();
        string lines = Lines(Export(bed));
        int at = lines.IndexOf(was, StringComparison.Ordinal);
        Assert.True(at > 0, was);

        (int code, string said) = await VerifyAsync(Save(lines[..at] + now + lines[(at + was.Length)..]));

        Assert.Equal(1, code);
        Assert.Contains(fault, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 1, "entry 5 is missing")]
    [InlineData(26, 1, "the file is cut off after entry 25")]
    [InlineData(20, 7, "the file is cut off after entry 19")]
    [InlineData(25, 1, "the last line does not fit")]
    public async Task Verify_LinesTakenOut_IsFoundByAStranger(int first, int count, string fault)
    {
        await using LedgerTestBed bed = await FilledAsync();
        List<string> lines = [.. Lines(Export(bed)).Split('\n')];
        lines.RemoveRange(first, count); // line 0 is the header, line n entry n

        (int code, string said) = await VerifyAsync(Save(string.Join('\n', lines)));

        Assert.Equal(1, code);
        Assert.Contains(fault, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_LedgerRewrittenAsAWhole_IsFoundByAHeadThatSomebodyKept()
    {
        await using LedgerTestBed bed = await FilledAsync(), rewritten = await FilledAsync("other-fridge");
        string kept = Convert.ToHexStringLower((await bed.Ledger.ReadAsync(9, 1, default))[0].Hash.Span);
        string file = Export(rewritten);

        (int code, string said) = await VerifyAsync(file, "--head", $"10:{kept}");

        Assert.Equal(0, (await VerifyAsync(file)).Code);
        Assert.Equal(1, code);
        Assert.Contains("entry 10 has another hash than the one that you were given", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DamagedLedger_LeavesNoFileBehind()
    {
        await using LedgerTestBed bed = await FilledAsync();
        await bed.CloseAsync();
        byte[] file = await File.ReadAllBytesAsync(bed.DatabaseFile);
        file[file.AsSpan().LastIndexOf("fridge-1/door-7\""u8)] ^= 1;
        await File.WriteAllBytesAsync(bed.DatabaseFile, file);
        string target = Path.Combine(_folder.Path, "export.zip");

        Assert.Throws<LedgerDamagedException>(() => Run(bed, target, 0, long.MaxValue));

        Assert.False(File.Exists(target));
    }

    [Fact]
    public async Task Run_FileThatIsThere_IsNeverOverwritten()
    {
        await using LedgerTestBed bed = await FilledAsync();
        string file = Export(bed);
        byte[] before = await File.ReadAllBytesAsync(file);

        Assert.Equal(ExitCode.WrongUse, Run(bed, file, 0, long.MaxValue));

        Assert.Equal(before, await File.ReadAllBytesAsync(file));
    }

    private static async Task<LedgerTestBed> FilledAsync(string fridge = "fridge-1")
    {
        LedgerTestBed bed = await LedgerTestBed.OpenAsync();
        await bed.OpenDoorAsync("first", fridge);
        await bed.Ledger.ExecuteAsync(LedgerTestBed.Accept("\"quoted\" \\ \u0001 \u2028 🩸", new Inventory.Presence.DoorClosed(PlaceId.Parse(fridge), bed.Time.GetUtcNow())), default);
        await bed.Ledger.ExecuteAsync(bed.Receive("received", LedgerTestBed.Unit(1)), default);
        for (int i = 4; i <= 25; i++) await bed.OpenDoorAsync($"key-{i}", $"{fridge}/door-{i}");
        return bed;
    }

    /// <summary>The verifier as it came out of the export.</summary>
    private string Script => Path.Combine(_folder.Path, LedgerExport.VerifierName);

    private Task<(int Code, string Said)> VerifyAsync(string file, params string[] more) => RunAsync([Script, file, .. more]);

    private string Export(LedgerTestBed bed, long after = 0, long upTo = long.MaxValue)
    {
        string file = Path.Combine(_folder.Path, $"{Guid.NewGuid():n}.zip");
        Assert.Equal(ExitCode.Done, Run(bed, file, after, upTo));
        using ZipArchive zip = ZipFile.OpenRead(file);
        zip.GetEntry(LedgerExport.VerifierName)!.ExtractToFile(Script, overwrite: true);
        return file;
    }

    private static int Run(LedgerTestBed bed, string file, long after, long upTo) => ExportVerb.Run(
        new LedgerPlace(bed.Folder, null, 0, new SiteSection { Id = "hospital-3", NameZh = "第三医院", NameEn = "Hospital 3" }),
        file, after, upTo, bed.Time, TextWriter.Null, TextWriter.Null, default);

    private static string Lines(string file)
    {
        using ZipArchive zip = ZipFile.OpenRead(file);
        using StreamReader lines = new(zip.GetEntry(LedgerExport.EntriesName)!.Open());
        return lines.ReadToEnd();
    }

    private string Save(string lines)
    {
        string file = Path.Combine(_folder.Path, $"{Guid.NewGuid():n}.jsonl");
        File.WriteAllText(file, lines);
        return file;
    }

    private static async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        using Process python = Process.Start(new ProcessStartInfo("python3", arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        Task<string> errors = python.StandardError.ReadToEndAsync();
        string said = await python.StandardOutput.ReadToEndAsync() + await errors;
        await python.WaitForExitAsync();
        return (python.ExitCode, said);
    }
}
