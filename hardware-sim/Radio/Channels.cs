namespace HardwareSim.Radio;

/// <summary>The sixteen 2 W channels of the Chinese band: 920.625 to 924.375 MHz.</summary>
public static class Channels
{
    public const int Count = 16;
    public const double SpacingMhz = 0.25, FirstMhz = 920.625;

    public static double Mhz(int channel) => FirstMhz + (channel * SpacingMhz);

    public static int Khz(int channel) => (int)Math.Round(Mhz(channel) * 1000);
}
