using System.Diagnostics;

namespace SystemTests.Service;

/// <summary>A verb that is written and tested but not put into the program helps nobody.</summary>
public sealed class VerbsTests
{
    [Theory]
    [InlineData("run", "--config")]
    [InlineData("demo", "--speed")]
    [InlineData("check", "FILE")]
    [InlineData("decode", "family")]
    [InlineData("id", "--scheme")]
    [InlineData("learn", "--out")]
    [InlineData("replay", "--expected")]
    [InlineData("ledger", "verify")]
    [InlineData("ledger", "rebuild")]
    [InlineData("user", "password")]
    public async Task Help_OfEachVerb_NamesWhatItTakes(string verb, string takes)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Edge.dll"), verb, "--help"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;

        string help = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
        Assert.Contains($"Edge {verb}", help, StringComparison.Ordinal);
        Assert.Contains(takes, help, StringComparison.OrdinalIgnoreCase);
    }
}
