namespace Testing;

/// <summary>Finds files of the repository from the place where the tests were built.</summary>
public static class Repository
{
    public static string File(params string[] parts)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Edge.sln"))) folder = folder.Parent;
        return Path.Combine([folder?.FullName ?? throw new InvalidOperationException("The tests do not lie in a repository."), .. parts]);
    }
}
