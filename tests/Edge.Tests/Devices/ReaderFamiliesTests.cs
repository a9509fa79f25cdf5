using Edge.Devices;
using Edge.Operations;
using Readers;
using Readers.ThingMagic;

namespace Edge.Tests.Devices;

public sealed class ReaderFamiliesTests
{
    [Fact]
    public void OptionsOf_ThingMagicModule_AreWhatTheSettingsAskFor()
    {
        ReaderSection settings = new()
        {
            Family = ReaderFamily.ThingMagic, Region = RadioRegion.China,
            SelfCheck = new SelfCheckSection { EveryMinutes = 5, HotCelsius = 60, PoorReturnLossDb = 12 },
        };
        ThingMagicSection section = new()
        {
            Continuous = true, TurnMs = 500, Q = 6, Encoding = ThingMagicEncoding.Miller4, LinkFrequency = ThingMagicLinkFrequency.Khz320, Tari = ThingMagicTari.Nanoseconds12500,
        };

        ThingMagicOptions options = ReaderFamilies.OptionsOf(settings, section);

        Assert.Equal(
            (6, true, TimeSpan.FromMilliseconds(500)), (options.Region, options.Continuous, options.SearchTime));
        Assert.Equal(
            new ThingMagicGen2
            {
                Q = new ThingMagicQ(6), Encoding = ThingMagicEncoding.Miller4, LinkFrequency = ThingMagicLinkFrequency.Khz320, Tari = ThingMagicTari.Nanoseconds12500,
            },
            options.Gen2);
        Assert.Equal(new SelfCheckOptions { Interval = TimeSpan.FromMinutes(5), HotCelsius = 60, PoorReturnLossDb = 12 }, options.SelfCheck);
    }

    [Fact]
    public void OptionsOf_NothingAskedFor_LeavesTheModuleItsOwn()
    {
        ThingMagicOptions options = ReaderFamilies.OptionsOf(new ReaderSection { Region = RadioRegion.China }, new ThingMagicSection());

        Assert.Equal(new ThingMagicOptions { Region = 6 }, options);
    }
}
