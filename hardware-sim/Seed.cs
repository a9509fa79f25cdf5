namespace HardwareSim;

/// <summary>One number from which everything random in the simulated world follows, part by part.</summary>
/// <remarks>Each part draws from a stream of its own, so that one more draw in the radio does not change what people do.</remarks>
public readonly record struct Seed(int Value)
{
    /// <param name="part">Name of the part: <c>people</c>, <c>radio/reader-1</c>.</param>
    public Dice Stream(string part)
    {
        ulong hash = 14695981039346656037; // FNV-1a: string.GetHashCode differs from run to run
        foreach (char c in part) hash = (hash ^ c) * 1099511628211;
        return new Dice(hash ^ ((ulong)(uint)Value * 0x9E3779B97F4A7C15UL));
    }
}
