namespace HardwareSim.Devices;

/// <summary>The module's four pins. Each is an input or an output as it is told; a cold start makes 1 and 2 inputs, 3 and 4 outputs.</summary>
/// <param name="isHigh">What is wired to a pin, counted from 0.</param>
internal sealed class ThingMagicPins(Func<int, bool> isHigh)
{
    private const int Count = 4;
    private readonly bool[] _isOutput = [false, false, true, true], _high = new bool[Count];

    public IReadOnlyList<bool> Levels => _high;

    /// <summary>Pin, direction and level of each, as command 66 answers.</summary>
    public byte[] Triples => [.. Enumerable.Range(0, Count).SelectMany(
        pin => new[] { (byte)(pin + 1), Bit(_isOutput[pin]), Bit(_isOutput[pin] ? _high[pin] : isHigh(pin)) })];

    /// <summary>Outputs in the low half, inputs in the high half, as a tag's record tells them.</summary>
    public byte Packed => (byte)Enumerable.Range(0, Count).Sum(pin => _isOutput[pin] ? Bit(_high[pin]) << pin : Bit(isHigh(pin)) << (4 + pin));

    public void ColdStart()
    {
        Array.Clear(_high);
        for (int pin = 0; pin < Count; pin++) _isOutput[pin] = pin >= 2;
    }

    /// <summary>Data of command 96: a pin's level, or its direction.</summary>
    /// <returns>False for what the module does not take.</returns>
    public bool Set(byte[] data)
    {
        switch (data)
        {
            case [1, >= 1 and <= Count, 0 or 1, 0]:
                _isOutput[data[1] - 1] = data[2] == 1;
                return true;
            case [>= 1 and <= Count, 0 or 1] when _isOutput[data[0] - 1]:
                _high[data[0] - 1] = data[1] == 1;
                return true;
            default:
                return false;
        }
    }

    private static byte Bit(bool on) => on ? (byte)1 : (byte)0;
}
