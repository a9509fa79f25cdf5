using System.Collections.Concurrent;

namespace Edge.Operations;

/// <summary>How one part of the service is.</summary>
/// <param name="Detail">What is wrong; null when well.</param>
/// <param name="Needed">False for a part without which the service still does its work: it is shown, but does not make it unready.</param>
public readonly record struct PartHealth(bool Ok, string? Detail = null, bool Needed = true);

/// <summary>The named parts that <c>/health/ready</c> looks at. Each part adds itself.</summary>
public sealed class HealthParts
{
    private readonly ConcurrentDictionary<string, Func<PartHealth>> _parts = new(StringComparer.Ordinal);

    /// <param name="look">Quick and without waiting, from any thread.</param>
    public void Add(string name, Func<PartHealth> look) => _parts[name] = look;

    public IReadOnlyList<(string Name, PartHealth Health)> Look() =>
        [.. _parts.OrderBy(static part => part.Key, StringComparer.Ordinal).Select(static part => (part.Key, part.Value()))];
}
