namespace SystemTests.Windows;

/// <summary>The service as it is shipped for Windows: published for win-x64 with its own runtime.</summary>
internal static class WindowsProgram
{
    private static readonly TimeSpan s_within = TimeSpan.FromMinutes(8);

    /// <summary>Takes a while the first time; later only what changed is built.</summary>
    /// <returns>Path of Edge.exe.</returns>
    public static async Task<string> PublishAsync()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Edge.sln"))) root = root.Parent;
        Assert.NotNull(root);
        string output = Path.Combine(root.FullName, "tests", "System.Tests", "bin", "win-x64");
        using TimedProgram publish = new(
            "dotnet", ["publish", "src/Edge", "-c", "Release", "-r", "win-x64", "--self-contained", "-o", output, "-v", "quiet", "--nodeReuse:false"],
            info => info.WorkingDirectory = root.FullName);
        (int code, string said) = await publish.EndAsync(s_within);
        Assert.True(code == 0, said);
        return Path.Combine(output, "Edge.exe");
    }
}
