using Readers;

namespace Edge.Devices;

/// <summary>A fault that a device reports while it goes on.</summary>
/// <param name="Finding">What it means, the word of <see cref="ReaderTrouble"/>.</param>
/// <param name="Code">The family's own code.</param>
/// <param name="Detail">One plain English sentence.</param>
/// <param name="Antenna">Port from 1; null when it concerns the whole device.</param>
/// <param name="Since">When it began.</param>
public sealed record DeviceFault(string Finding, string Code, string Detail, byte? Antenna, DateTimeOffset Since);

/// <summary>Which faults of a reader last, and since when. Drivers repeat a fault every ten seconds while it lasts.</summary>
internal sealed class StandingFaults(TimeProvider time)
{
    private static readonly TimeSpan s_overAfter = TimeSpan.FromSeconds(12);

    private readonly Dictionary<(string Code, byte? Antenna), (DeviceFault Fault, ReaderFault Told, long At)> _faults = [];

    public void Add(ReaderFault told)
    {
        (string, byte?) key = (told.Code, told.AntennaPort);
        DateTimeOffset since = _faults.TryGetValue(key, out (DeviceFault Fault, ReaderFault, long) known) ? known.Fault.Since : told.ObservedAt;
        DeviceFault fault = new(told.Trouble.ToString(), told.Code, told.Description, told.AntennaPort, since);
        _faults[key] = (fault, told, time.GetTimestamp());
    }

    /// <summary>The antenna has listened: what kept it from listening is over.</summary>
    public void Listened(byte antenna) =>
        Remove(fault => fault is { OutlastsListening: false, Trouble: not ReaderTrouble.Unsupported } && fault.AntennaPort == antenna);

    /// <summary>A new session with the device begins.</summary>
    public void Clear() => _faults.Clear();

    /// <summary>Those that last, the oldest first.</summary>
    public IReadOnlyList<DeviceFault> Now()
    {
        // What the device cannot do is said once and stays so until it is opened anew.
        foreach (((string, byte?) key, (_, ReaderFault told, long at)) in _faults)
            if (told.Trouble != ReaderTrouble.Unsupported && time.GetElapsedTime(at) > s_overAfter) _faults.Remove(key);
        return [.. _faults.Values.Select(static known => known.Fault).OrderBy(static fault => fault.Since)];
    }

    private void Remove(Predicate<ReaderFault> over)
    {
        foreach (((string, byte?) key, (_, ReaderFault told, _)) in _faults)
            if (over(told)) _faults.Remove(key);
    }
}
