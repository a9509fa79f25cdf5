namespace Edge.RawReads;

/// <summary>Signal strength in hundredths of a dBm, finer than any reader gives it.</summary>
internal static class Rssi
{
    private const long None = 100_000; // no reader tells +1000 dBm

    public static long Pack(float dbm) => float.IsNaN(dbm) ? None : (long)MathF.Round(dbm * 100);

    public static float Unpack(long packed) => packed == None ? float.NaN : packed / 100f;
}
