using Inventory.Identification;

namespace Inventory.Tests.Identification;

public sealed class LabelDateTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [Theory]
    [InlineData("0180292359", "2018-01-29T23:59")]
    [InlineData("0183652359", "2018-12-31T23:59")]
    [InlineData("0263262359", "2026-11-22T23:59")]
    [InlineData("0280600630", "2028-02-29T06:30")]
    [InlineData("0243662359", "2024-12-31T23:59")] // day 366 of a leap year
    [InlineData("0232761338", "2023-10-03T13:38")]
    [InlineData("026123", "2026-05-03")]
    [InlineData("0260010000", "2026-01-01T00:00")]
    public void TryParse_KnownContent_IsThatDay(string content, string expected)
    {
        Assert.True(LabelDate.TryParse(content, out LabelDate date, out LabelDateFault fault));

        Assert.Equal(expected, date.ToString());
        Assert.Equal(LabelDateFault.None, fault);
    }

    [Theory]
    [InlineData("0253662359", LabelDateFault.NoSuchDay)] // 2025 has no day 366
    [InlineData("026000", LabelDateFault.NoSuchDay)]
    [InlineData("024367", LabelDateFault.NoSuchDay)]
    [InlineData("0262362400", LabelDateFault.NoSuchTime)]
    [InlineData("0262362360", LabelDateFault.NoSuchTime)]
    [InlineData("126123", LabelDateFault.UnknownCentury)]
    [InlineData("926123", LabelDateFault.UnknownCentury)]
    [InlineData("02612A", LabelDateFault.NotDigits)]
    [InlineData("02612", LabelDateFault.WrongLength)]
    [InlineData("02612312", LabelDateFault.WrongLength)]
    [InlineData("", LabelDateFault.WrongLength)]
    public void TryParse_NoDate_NamesTheFault(string content, LabelDateFault expected)
    {
        Assert.False(LabelDate.TryParse(content, out _, out LabelDateFault fault));

        Assert.Equal(expected, fault);
    }

    [Theory]
    [InlineData("0263262359", "2026-11-22T16:00:00Z")] // the whole of that day in Shanghai
    [InlineData("026326", "2026-11-22T16:00:00Z")]
    [InlineData("0232761338", "2023-10-03T05:39:00Z")] // 13:38 is the last permitted minute
    [InlineData("0260010000", "2025-12-31T16:01:00Z")] // 0000 is the start of its day
    public void ExpiresAt_InShanghai_IsTheMinuteAfter(string content, string expected)
    {
        Assert.True(LabelDate.TryParse(content, out LabelDate date, out _));

        Assert.Equal(Instant(expected), date.ExpiresAt(Shanghai));
    }

    [Theory]
    [InlineData("2026-03-08T02:30", "2026-03-08T07:00:00Z")] // left out by the clock change: expires at the change
    [InlineData("2026-11-01T01:30", "2026-11-01T05:31:00Z")] // happens twice: the first one counts
    [InlineData("2026-11-01T23:59", "2026-11-02T05:00:00Z")]
    public void ExpiresAt_ClockChange_NeverExpiresLater(string local, string expected)
    {
        Assert.True(LabelDate.TryParseLocal(local, out LabelDate date));

        Assert.Equal(Instant(expected), date.ExpiresAt(NewYork));
    }

    [Fact]
    public void ExpiresAt_AtThatInstant_TheBagIsExpired()
    {
        Assert.True(LabelDate.TryParse("0263262359", out LabelDate date, out _));
        Units.Bags.State(Units.Bags.Received(Units.Bags.Red) with { ExpiresAt = date.ExpiresAt(Shanghai) })
            .Units.TryGetValue(Units.Bags.Red, out Inventory.Units.BloodUnit? unit);

        Assert.False(unit!.IsExpired(Instant("2026-11-22T15:59:59.9999999Z")));
        Assert.True(unit.IsExpired(Instant("2026-11-22T16:00:00Z")));
    }

    [Theory]
    [InlineData("2026-11-22", true)]
    [InlineData("2026-11-22T23:59", true)]
    [InlineData("2026-11-22T24:00", false)]
    [InlineData("2026-02-30", false)]
    [InlineData("22.11.2026", false)]
    [InlineData("", false)]
    public void TryParseLocal_Text_ReadsWallTimeOnly(string text, bool valid)
    {
        Assert.Equal(valid, LabelDate.TryParseLocal(text, out LabelDate date));
        if (valid) Assert.Equal(text, date.ToString());
    }

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
