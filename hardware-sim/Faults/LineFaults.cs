namespace HardwareSim.Faults;

/// <summary>What is wrong with the line of one reader or of the transmitters, and until when (ticks of the world). Changed and read under the world's gate.</summary>
internal sealed class LineFaults
{
    public long NoiseUntil { get; set; }
    public long SilentUntil { get; set; }
    public long UnpluggedUntil { get; set; }
    public long WrongCheckUntil { get; set; }
    public double WrongCheckShare { get; set; } = 0.2;
    public long LateUntil { get; set; }
    public long LateByTicks { get; set; }

    /// <summary>The device itself reports an error of its radio.</summary>
    public long TroubleUntil { get; set; }

    /// <summary>No air gets to it.</summary>
    public long HotUntil { get; set; }

    /// <summary>Another program's ROSpec runs on the reader (LLRP).</summary>
    public long ForeignUntil { get; set; }

    /// <summary>A position receiver under a roof, and one that repeats itself.</summary>
    public long TunnelUntil { get; set; }
    public long FrozenUntil { get; set; }

    /// <summary>Power off and on at the instant given; null where there is no device with firmware.</summary>
    public Action<long>? Restart { get; set; }

    /// <summary>Chance bytes of a bad contact; some look like the start of a frame.</summary>
    public static byte[] Noise(byte head, Dice dice)
    {
        byte[] bytes = new byte[1 + dice.Below(24)];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = dice.Chance(0.05) ? head : (byte)dice.Next();
        return bytes;
    }
}
