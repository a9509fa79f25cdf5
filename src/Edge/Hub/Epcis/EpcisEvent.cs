namespace Edge.Hub.Epcis;

/// <summary>One EPCIS 2.0 ObjectEvent, as this service writes it. Absent members are null or empty.</summary>
public sealed record EpcisEvent
{
    public required DateTimeOffset EventTime { get; init; }

    /// <summary>The site's wall clock against UTC at that moment.</summary>
    public required TimeSpan ZoneOffset { get; init; }

    /// <summary>OBSERVE, or DELETE when the objects end.</summary>
    public string Action { get; init; } = "OBSERVE";
    public required string BizStep { get; init; }
    public IReadOnlyList<string> EpcList { get; init; } = [];
    public string? Disposition { get; init; }
    public string? PersistentSet { get; init; }
    public string? PersistentUnset { get; init; }
    public string? ReadPoint { get; init; }

    /// <summary>Where the objects are after the event; absent when they have left.</summary>
    public string? BizLocation { get; init; }

    /// <summary>Type and identifier of the business transaction.</summary>
    public (string Type, string Id)? Transaction { get; init; }
    public SensorElement? Sensor { get; init; }

    /// <summary>Members of our own namespace, by their local names; text or a number.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Extensions { get; init; } = [];
}

/// <param name="From">Equal to <paramref name="To"/>: one moment.</param>
public sealed record SensorElement(
    DateTimeOffset From, DateTimeOffset To, string DeviceId, IReadOnlyList<SensorReport> Reports);

/// <summary>One line of a sensor's report. <c>Temperature</c> in CEL or <c>Time</c> in SEC.</summary>
public sealed record SensorReport(string Type, string Uom)
{
    public double? Value { get; init; }
    public double? MinValue { get; init; }
    public double? MaxValue { get; init; }
    public double? MeanValue { get; init; }

    /// <summary>A limit was passed.</summary>
    public bool IsAlarm { get; init; }
}
