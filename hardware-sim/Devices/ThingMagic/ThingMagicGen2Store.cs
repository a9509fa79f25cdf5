namespace HardwareSim.Devices;

/// <summary>The Gen2 settings of a module (9B sets, 6B tells). Session and target shape its rounds; the others are kept and told.</summary>
internal sealed class ThingMagicGen2Store
{
    private const byte Protocol = 5, SessionKey = 0x00, TargetKey = 0x01, EncodingKey = 0x02, FrequencyKey = 0x10, TariKey = 0x11, QKey = 0x12;

    private readonly Dictionary<byte, byte[]> _values = [];

    public ThingMagicGen2Store() => ColdStart();

    public byte Session => _values[SessionKey][0];

    public bool StartsWithB => (_values[TargetKey][1] & 1) == 1;

    public bool BothTargets => _values[TargetKey][0] == 0;

    /// <summary>S0, target A, Miller 4, 250 kHz, 25 µs, dynamic Q.</summary>
    public void ColdStart()
    {
        _values[SessionKey] = [0];
        _values[TargetKey] = [1, 0];
        _values[EncodingKey] = [2];
        _values[FrequencyKey] = [0];
        _values[TariKey] = [0];
        _values[QKey] = [0];
    }

    /// <returns>False when the module refuses it.</returns>
    public bool TrySet(ReadOnlySpan<byte> data)
    {
        bool known = data is [Protocol, SessionKey or EncodingKey, <= 3] or [Protocol, TargetKey, <= 1, <= 1] or [Protocol, FrequencyKey, 0 or 2 or 4]
            or [Protocol, TariKey, <= 2] or [Protocol, QKey, 0] or [Protocol, QKey, 1, <= 15];
        if (known) _values[data[1]] = data[2..].ToArray();
        return known;
    }

    /// <returns>Protocol and key again, then the value; null for a key that the module does not have.</returns>
    public byte[]? Tell(byte key) => _values.TryGetValue(key, out byte[]? value) ? [Protocol, key, .. value] : null;
}
