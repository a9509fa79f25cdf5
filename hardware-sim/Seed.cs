namespace HardwareSim;

/// <summary>One number from which everything random in the simulated world follows, part by part.</summary>
/// <remarks>Each part draws from a stream of its own, so that one more draw in the radio does not change what people do.</remarks>
public readonly record struct Seed(int Value)
{
    public Random Stream(string part)
    {
        uint hash = 2166136261; // FNV-1a: string.GetHashCode differs from run to run
        foreach (char c in part) hash = (hash ^ c) * 16777619;
        return new Random(unchecked(Value * 486187739 + (int)hash));
    }
}
