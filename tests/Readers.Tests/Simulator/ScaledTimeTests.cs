using HardwareSim;

namespace Readers.Tests.Simulator;

public sealed class ScaledTimeTests
{
    [Fact]
    public async Task ScaledTime_Delay_PassesSooner()
    {
        ScaledTime time = new(1000, new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero));
        DateTimeOffset before = time.GetUtcNow();
        long stamp = time.GetTimestamp(), real = TimeProvider.System.GetTimestamp();

        // The machine's timers may fire some milliseconds early, which is some seconds here.
        await Task.Delay(TimeSpan.FromSeconds(100), time, TestContext.Current.CancellationToken);

        Assert.True(time.GetUtcNow() - before >= TimeSpan.FromSeconds(90));
        Assert.True(time.GetElapsedTime(stamp) >= TimeSpan.FromSeconds(90));
        Assert.True(TimeProvider.System.GetElapsedTime(real) < TimeSpan.FromSeconds(50));
    }

    [Fact]
    public async Task ScaledTime_Timer_RepeatsAtItsScaledPeriod()
    {
        ScaledTime time = new(100);
        using SemaphoreSlim fired = new(0);
        long real = TimeProvider.System.GetTimestamp();
        await using ITimer timer = time.CreateTimer(_ => fired.Release(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        for (int i = 0; i < 10; i++) await fired.WaitAsync(TestContext.Current.CancellationToken);

        Assert.True(TimeProvider.System.GetElapsedTime(real) >= TimeSpan.FromMilliseconds(80));
    }

    [Fact]
    public void ScaledTime_SlowerThanReal_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ScaledTime(0.5));
}
