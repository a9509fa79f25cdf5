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
        (int code, string help, _) = await RunAsync(verb, "--help");

        Assert.Equal(0, code);
        Assert.Contains($"Edge {verb}", help, StringComparison.Ordinal);
        Assert.Contains(takes, help, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A script must be able to tell a wrong call from the answer "no", which is 1.</summary>
    [Theory]
    [InlineData("bogus")]
    [InlineData("")]
    [InlineData("ledger export --to x.zip")]
    [InlineData("run")]
    [InlineData("demo --speed 1000")]
    public async Task Call_ThatIsNone_SaysWhatIsWrongAndEndsWithTwo(string call)
    {
        (int code, _, string errors) = await RunAsync(call.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, code);
        Assert.NotEqual("", errors.Trim());
    }

    private static async Task<(int ExitCode, string Said, string Errors)> RunAsync(params string[] call)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Edge.dll"), .. call])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said, await errors);
    }
}
