using System.Text;

namespace Readers.Tests.Gnss;

/// <summary>Sentences of real receivers and of manuals, as others have published them.</summary>
/// <remarks>
/// Gga…, Rmc… of GP: the examples that go from manual to manual, as in the tests of kosma/minmea, and SiRF's NMEA reference. Ublox: captures of
/// u-blox receivers in the tests of kosma/minmea and the source of elmot/rp2040-data-logger. Gn…: tests of adrianmo/go-nmea. Beidou: captures
/// of Chinese modules (BD before NMEA 4.1, GB since) in public sources. Every check was worked out again; WrongCheck is one that was published wrong.
/// </remarks>
internal static class NmeaVectors
{
    public const string
        Gga = "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47",
        GgaWest = "$GPGGA,161229.487,3723.2475,N,12158.3416,W,1,07,1.0,9.0,M,,,,0000*18",
        GgaSouth = "$GPGGA,034225.077,3356.4650,S,15124.5567,E,1,03,9.7,-25.0,M,21.0,M,,0000*51",
        GgaUblox = "$GPGGA,201229.00,6026.86958,N,02217.14119,E,1,08,0.96,66.1,M,18.7,M,,*6C",
        GgaNoFixUblox = "$GPGGA,,,,,,0,00,99.99,,,,,,*48",
        GnGga = "$GNGGA,203415.000,6325.6138,N,01021.4290,E,1,8,2.42,72.5,M,41.5,M,,*7C",
        GbGgaBeidou = "$GBGGA,055525.000,3044.368753,N,10357.548051,E,1,04,2.40,129.3,M,-32.3,M,,*5A",
        BdGgaBeidou = "$BDGGA,023656.00,2240.61563,N,11359.86512,E,1,23,0.7,96.53,M,-3.52,M,,*5B",
        GnGgaDifferential = "$GNGGA,134749.60,4857.88170,N,00705.83929,E,2,25,1.00,1452.0,M,47.2,M,,*7D",
        RmcSouth = "$GPRMC,081836,A,3751.65,S,14507.36,E,000.0,360.0,130998,011.3,E*62",
        RmcWest = "$GPRMC,225446,A,4916.45,N,12311.12,W,000.5,054.7,191194,020.3,E*68",
        RmcUblox = "$GPRMC,123205.00,A,5106.94085,N,01701.51689,E,0.016,,280214,,,A*7B",
        RmcNoFixUblox = "$GPRMC,,V,,,,,,,,,,N*53",
        RmcFast = "$GNRMC,220516,A,5133.82,N,00042.24,W,173.8,231.8,130694,004.2,W*6E",
        GbRmcBeidou = "$GBRMC,055525.000,A,3044.368753,N,10357.548051,E,0.00,000.00,100625,,,A,C*13",
        BdRmcBeidou = "$BDRMC,080513.00,A,2231.52932,N,11355.98552,E,0.47,,130923,,,A,V*20",
        RmcVoidWithDate = "$GNRMC,080130.00,V,,,,,,,130923,,,N*63",
        RmcSimulated = "$GBRMC,052848.40,A,4958.43074,N,00909.25157,E,0.371,,240516,,,S*76",
        GlRmcVoid = "$GLRMC,052848.40,V,4958.43074,S,00909.25157,W,,,240516,,,E*5D",
        AerialFine = "$GNTXT,01,01,01,ANTENNA OK*2B",
        LowerCaseCheck = "$GPXTE,A,A,0.67,L,N*6f",
        Gsv = "$GPGSV,4,1,13,02,28,259,33,04,12,212,27,05,34,305,30,07,79,138,*7F";

    /// <summary>The right check is 57: it was taken over from the same sentence of GP.</summary>
    public const string WrongCheck = "$GBRMC,092751.000,A,5321.6802,N,00630.3371,W,0.06,31.66,280511,,,A*45";

    public static readonly string[] All =
    [
        Gga, GgaWest, GgaSouth, GgaUblox, GgaNoFixUblox, GnGga, GbGgaBeidou, BdGgaBeidou, GnGgaDifferential, RmcSouth, RmcWest, RmcUblox, RmcNoFixUblox, RmcFast,
        GbRmcBeidou, BdRmcBeidou, RmcVoidWithDate, RmcSimulated, GlRmcVoid, AerialFine, LowerCaseCheck, Gsv,
    ];

    public static byte[] Bytes(string sentence) => Encoding.ASCII.GetBytes(sentence + "\r\n");

    /// <summary>With the check that fits.</summary>
    public static string Sealed(string body) => $"${body}*{Readers.Gnss.NmeaCodec.CheckOf(Encoding.ASCII.GetBytes(body)):X2}";
}
