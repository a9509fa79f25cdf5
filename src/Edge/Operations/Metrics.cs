using System.Collections.Concurrent;
using System.Globalization;

namespace Edge.Operations;

/// <summary>A number that only grows. Counting costs one atomic addition and no memory; any thread.</summary>
public sealed class Counter
{
    private long _value;

    public long Value => Interlocked.Read(ref _value);

    public void Add(long count = 1) => Interlocked.Add(ref _value, count);
}

/// <summary>A number that goes up and down. Any thread.</summary>
public sealed class Gauge
{
    private double _value;

    public double Value => Volatile.Read(ref _value);

    public void Set(double value) => Volatile.Write(ref _value, value);
}

/// <summary>What the service counts about itself. Workers ask once for their counter and keep it.</summary>
public sealed class Metrics
{
    private readonly ConcurrentDictionary<string, Family> _families = new(StringComparer.Ordinal);

    /// <param name="name">Prometheus form: <c>edge_reads_total</c>.</param>
    /// <param name="labels">Names and values that tell apart the series of one name.</param>
    /// <returns>The same counter for the same name and labels.</returns>
    public Counter Counter(string name, string help, params ReadOnlySpan<(string Name, string Value)> labels) =>
        (Counter)Series(name, help, "counter", labels, static () => new Counter());

    public Gauge Gauge(string name, string help, params ReadOnlySpan<(string Name, string Value)> labels) =>
        (Gauge)Series(name, help, "gauge", labels, static () => new Gauge());

    /// <summary>A number that is looked up when somebody asks: the depth of a queue, the number of the newest entry.</summary>
    /// <param name="read">Quick, from any thread; NaN when there is none now.</param>
    public void Watch(string name, string help, Func<double> read, params ReadOnlySpan<(string Name, string Value)> labels) =>
        FamilyOf(name, help, "gauge").Series[Labels(labels)] = read;

    /// <summary>Everything in the Prometheus text format 0.0.4, families by name.</summary>
    public void WriteTo(TextWriter text)
    {
        foreach ((string name, Family family) in _families.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            text.Write($"# HELP {name} {family.Help.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)}\n");
            text.Write($"# TYPE {name} {family.Type}\n");
            foreach ((string labels, object series) in family.Series.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
                text.Write($"{name}{labels} {Text(series)}\n");
        }
    }

    private static string Text(object series) => series switch
    {
        Counter counter => counter.Value.ToString(CultureInfo.InvariantCulture),
        Gauge gauge => Text(gauge.Value),
        Func<double> read => Text(read()),
        _ => throw new InvalidOperationException($"{series.GetType().Name} is no series."),
    };

    private static string Text(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private object Series(
        string name, string help, string type, ReadOnlySpan<(string Name, string Value)> labels, Func<object> make) =>
        FamilyOf(name, help, type).Series.GetOrAdd(Labels(labels), static (_, make) => make(), make);

    private Family FamilyOf(string name, string help, string type)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            throw new ArgumentException($"'{name}' is no name of a metric.", nameof(name));
        Family family = _families.GetOrAdd(name, static (_, made) => new Family(made.help, made.type), (help, type));
        return family.Type == type ? family : throw new ArgumentException($"'{name}' is a {family.Type} already.", nameof(name));
    }

    private static string Labels(ReadOnlySpan<(string Name, string Value)> labels)
    {
        if (labels.IsEmpty) return "";
        List<string> texts = [];
        foreach ((string name, string value) in labels)
            texts.Add($"{name}=\"{value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)}\"");
        return $"{{{string.Join(',', texts)}}}";
    }

    private sealed record Family(string Help, string Type)
    {
        public ConcurrentDictionary<string, object> Series { get; } = new(StringComparer.Ordinal);
    }
}
