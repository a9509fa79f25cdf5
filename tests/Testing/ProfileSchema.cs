using System.Diagnostics;

namespace Testing;

/// <summary>The profile's JSON schema as ajv under node understands it: a judge that was not written here.</summary>
public static class ProfileSchema
{
    private static readonly Lazy<Task<string>> s_folder = new(InstallAsync);

    /// <returns>For each document "ok", or what is wrong with it.</returns>
    public static async Task<IReadOnlyList<string>> CheckAsync(IReadOnlyList<byte[]> documents)
    {
        using TemporaryFolder folder = new();
        List<string> files = [];
        foreach (byte[] document in documents)
        {
            files.Add(folder.File($"{files.Count}.json"));
            await File.WriteAllBytesAsync(files[^1], document);
        }
        (string output, string errors) = await RunAsync(await s_folder.Value, "node", ["check.mjs", .. files]);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == documents.Count ? lines : throw new InvalidOperationException($"{output}{errors}");
    }

    /// <summary>tests/schema of this clone, with its packages; test.sh has usually installed them before.</summary>
    private static async Task<string> InstallAsync()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Edge.sln"))) root = root.Parent;
        string folder = Path.Combine(root?.FullName ?? throw new DirectoryNotFoundException("Edge.sln"), "tests", "schema");
        if (!File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
            await RunAsync(folder, "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        return folder;
    }

    private static async Task<(string Output, string Errors)> RunAsync(string folder, string program, string[] arguments)
    {
        ProcessStartInfo start = new(MosquittoBroker.Program(program), arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (await output, await errors);
    }
}
