using System.Reflection;

namespace SystemTests;

/// <summary>The house's one-way streets, read from the compiled assemblies themselves.</summary>
public sealed class DependencyTests
{
    /// <summary>Each assembly, and the only prefixes (or whole names) that it may refer to.</summary>
    public static TheoryData<Assembly, string[]> Rules => new()
    {
        { typeof(Inventory.SiteState).Assembly, ["System"] },
        { typeof(Readers.Epc).Assembly, ["System", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Win32.Primitives"] },
        { Assembly.Load("HardwareSim"), ["System", "Readers", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Win32.Primitives"] },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Assembly_RefersOnlyToWhatItMay(Assembly assembly, string[] allowed)
    {
        IEnumerable<string> forbidden = assembly.GetReferencedAssemblies()
            .Select(static reference => reference.Name!)
            .Where(name => !allowed.Any(prefix => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal)));

        Assert.Empty(forbidden);
    }

    [Fact]
    public void Edge_IsTheOnlyOneThatSeesBothSides()
    {
        string[] seen = [.. Assembly.Load("Edge").GetReferencedAssemblies().Select(static reference => reference.Name!)];

        Assert.Contains("Inventory", seen);
        Assert.Contains("Readers", seen);
    }
}
