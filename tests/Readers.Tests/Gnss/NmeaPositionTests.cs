using Readers.Frames;
using Readers.Gnss;
using static Readers.Tests.Gnss.NmeaVectors;

namespace Readers.Tests.Gnss;

/// <summary>What the values of GGA and RMC mean.</summary>
public sealed class NmeaPositionTests
{
    private const double Exact = 1e-9;

    [Theory]
    [InlineData(Gga, 48.1173, 11.516666666666667)]
    [InlineData(GgaWest, 37.387458333333333, -121.97236)]
    [InlineData(GgaSouth, -33.941083333333333, 151.409278333333333)]
    [InlineData(GbGgaBeidou, 30.739479216666667, 103.95913418333333)]
    [InlineData(BdGgaBeidou, 22.676927166666667, 113.997752)]
    public void Gga_Vector_GivesDegrees(string text, double latitude, double longitude)
    {
        GgaSentence gga = ReadGga(text)!.Value;

        Assert.Equal(latitude, gga.Latitude!.Value, Exact);
        Assert.Equal(longitude, gga.Longitude!.Value, Exact);
    }

    [Fact]
    public void Gga_Vectors_GiveKindSatellitesAndDilution()
    {
        Assert.Equal(
            new GgaSentence(new TimeSpan(0, 5, 55, 25), 30 + (44.368753 / 60), 103 + (57.548051 / 60), FixKind.Autonomous, 4, 2.40, 129.3), ReadGga(GbGgaBeidou));
        Assert.Equal((FixKind.Differential, 25, 1.0), (ReadGga(GnGgaDifferential)!.Value.Kind, ReadGga(GnGgaDifferential)!.Value.Satellites!.Value, ReadGga(GnGgaDifferential)!.Value.Hdop!.Value));
        Assert.Equal(-25, ReadGga(GgaSouth)!.Value.AltitudeMetres);
        Assert.Equal(new GgaSentence(null, null, null, FixKind.None, 0, 99.99, null), ReadGga(GgaNoFixUblox));
    }

    [Fact]
    public void Rmc_Vectors_GivePlaceSpeedAndDate()
    {
        Assert.Equal((-37.860833333333333, 145.122666666666667), Place(RmcSouth), NearBy);
        Assert.Equal((49.274166666666667, -123.185333333333333), Place(RmcWest), NearBy);
        Assert.Equal(new DateOnly(1998, 9, 13), ReadRmc(RmcSouth)!.Value.Date);
        Assert.Equal(new DateOnly(2025, 6, 10), ReadRmc(GbRmcBeidou)!.Value.Date);
        Assert.Equal(173.8 * 1.852, ReadRmc(RmcFast)!.Value.SpeedKmh!.Value, Exact);
        Assert.Equal(231.8, ReadRmc(RmcFast)!.Value.CourseDegrees);
        Assert.Null(ReadRmc(RmcUblox)!.Value.CourseDegrees);
        Assert.Equal(FixKind.Simulated, ReadRmc(RmcSimulated)!.Value.Kind);
    }

    [Theory]
    [InlineData(RmcNoFixUblox)]
    [InlineData(RmcVoidWithDate)]
    [InlineData(GlRmcVoid)] // it has a place that the receiver does not stand by
    public void Rmc_StatusV_IsNotValid(string text) => Assert.False(ReadRmc(text)!.Value.IsValid);

    [Fact]
    public void Rmc_StatusAWithModeN_IsNotValid() =>
        Assert.False(ReadRmc(Sealed("GNRMC,080130.00,A,2231.5,N,11355.9,E,0.0,,130923,,,N"))!.Value.IsValid);

    [Theory]
    [InlineData("311299", "235959.99", 1999, 12, 31)]
    [InlineData("010100", "000000.00", 2000, 1, 1)]
    [InlineData("311279", "235960", 2079, 12, 31)] // a leap second
    [InlineData("060180", "000000", 1980, 1, 6)]
    [InlineData("290224", "120000", 2024, 2, 29)]
    public void Rmc_TurnOfTheYear_IsUnderstood(string date, string clock, int year, int month, int day)
    {
        RmcSentence rmc = ReadRmc(Sealed($"GPRMC,{clock},A,3100.0,N,12100.0,E,0.0,,{date},,,A"))!.Value;

        Assert.Equal(new DateOnly(year, month, day), rmc.Date);
        Assert.Equal(int.Parse(clock[..2], System.Globalization.CultureInfo.InvariantCulture), rmc.TimeOfDay!.Value.TotalHours, 1.0);
    }

    [Theory]
    [InlineData("GPGGA,034225.077,A,S,15124.5567,E,1,03,9.7,-25.0,M,21.0,M,,0000")] // no number
    [InlineData("GPGGA,034225.077,3356.4650,S,15124.5567,E,12,03,9.7,-25.0,M,21.0,M,,0000")] // no such kind
    [InlineData("GPGGA,123519,4860.000,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,")] // sixty minutes
    [InlineData("GPGGA,123519,9000.001,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,")] // beyond the pole
    [InlineData("GPGGA,123519,4807.038,N,18000.001,E,1,08,0.9,545.4,M,46.9,M,,")]
    [InlineData("GPGGA,123519,807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,")] // a digit lost
    [InlineData("GPGGA,123519,4807.038,,01131.000,E,1,08,0.9,545.4,M,46.9,M,,")] // which half of the world?
    [InlineData("GPGGA,123519,4807.038,E,01131.000,N,1,08,0.9,545.4,M,46.9,M,,")]
    [InlineData("GPGGA,123519,,,,,1,08,0.9,545.4,M,46.9,M,,")] // a fix without a place
    [InlineData("GPGGA,246060,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,")]
    [InlineData("GPGGA,123519,4807.038,N,01131.0.0,E,1,08,0.9,545.4,M,46.9,M,,")]
    [InlineData("GPGGA,123519,4807.0380000000000000,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,")]
    public void Gga_NonsenseWithAFittingCheck_IsRefused(string body) => Assert.Null(ReadGga(Sealed(body)));

    [Theory]
    [InlineData("GPRMC,220516,D,5133.82,N,00042.24,W,173.8,231.8,130694,004.2,W")] // no such status
    [InlineData("GPRMC,220516,A,5133.82,N,00042.24,W,173.8,231.8,310694,004.2,W")] // no such day
    [InlineData("GPRMC,220516,A,,,,,173.8,231.8,130694,004.2,W")]
    public void Rmc_NonsenseWithAFittingCheck_IsRefused(string body) => Assert.Null(ReadRmc(Sealed(body)));

    [Fact]
    public void GgaAndRmc_ValuesMissingAtTheEnd_AreAbsent()
    {
        GgaSentence gga = ReadGga(Sealed("GPGGA,123519,4807.038,N,01131.000,E,1"))!.Value;
        RmcSentence rmc = ReadRmc(Sealed("GPRMC,123519,A,4807.038,N,01131.000,E"))!.Value;

        Assert.Equal((FixKind.Autonomous, (int?)null, (double?)null), (gga.Kind, gga.Satellites, gga.Hdop));
        Assert.True(rmc is { IsValid: true, Kind: FixKind.Autonomous, SpeedKmh: null, Date: null });
    }

    private static bool NearBy((double, double) wanted, (double, double) found) =>
        Math.Abs(wanted.Item1 - found.Item1) < Exact && Math.Abs(wanted.Item2 - found.Item2) < Exact;

    private static (double, double) Place(string text) => ReadRmc(text) is { } rmc ? (rmc.Latitude!.Value, rmc.Longitude!.Value) : default;

    private static GgaSentence? ReadGga(string text)
    {
        ReadOnlySpan<byte> input = Bytes(text);
        Assert.Equal(FrameOutcome.Complete, NmeaCodec.TryRead(ref input, out NmeaSentence sentence));
        return GgaSentence.TryParse(sentence, out GgaSentence gga) ? gga : null;
    }

    private static RmcSentence? ReadRmc(string text)
    {
        ReadOnlySpan<byte> input = Bytes(text);
        Assert.Equal(FrameOutcome.Complete, NmeaCodec.TryRead(ref input, out NmeaSentence sentence));
        return RmcSentence.TryParse(sentence, out RmcSentence rmc) ? rmc : null;
    }
}
