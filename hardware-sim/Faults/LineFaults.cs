namespace HardwareSim.Faults;

/// <summary>What is wrong with one reader's line, and until when (ticks of the world). Changed and read under the world's gate.</summary>
internal sealed class LineFaults
{
    public long NoiseUntil { get; set; }
    public long SilentUntil { get; set; }
    public long UnpluggedUntil { get; set; }
    public long WrongCheckUntil { get; set; }
    public double WrongCheckShare { get; set; } = 0.2;
    public long LateUntil { get; set; }
    public long LateByTicks { get; set; }

    /// <summary>A frame as it really leaves the device.</summary>
    public void Damage(byte[] frame, long now, Dice dice)
    {
        if (now < WrongCheckUntil && dice.Chance(WrongCheckShare)) frame[^1] ^= (byte)(1 + dice.Below(255));
    }

    /// <summary>Chance bytes of a bad contact; some look like the start of a frame.</summary>
    public static byte[] Noise(Dice dice)
    {
        byte[] bytes = new byte[1 + dice.Below(24)];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = dice.Chance(0.05) ? (byte)0xA0 : (byte)dice.Next();
        return bytes;
    }
}
