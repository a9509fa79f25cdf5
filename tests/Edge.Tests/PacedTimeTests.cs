using Testing;

namespace Edge.Tests;

public sealed class PacedTimeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delay_OnAFasterClock_IsOverSoonerOnTheMachines()
    {
        await using PacedTime time = new(20);
        (long before, long real) = (time.GetTimestamp(), TimeProvider.System.GetTimestamp());

        await Task.Delay(TimeSpan.FromSeconds(4), time, Ct);

        Assert.True(time.GetElapsedTime(before) >= TimeSpan.FromSeconds(4));
        Assert.True(TimeProvider.System.GetElapsedTime(real) >= TimeSpan.FromSeconds(0.19)); // never faster than it was told
    }

    [Fact]
    public async Task Settle_ThatDoesNotEnd_HoldsTheClock()
    {
        SemaphoreSlim settled = new(0);
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using PacedTime time = new(20, async () =>
        {
            asked.TrySetResult();
            await settled.WaitAsync(Ct);
        });
        await asked.Task;
        long before = time.GetTimestamp();

        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        Assert.Equal(before, time.GetTimestamp());

        settled.Release(1_000_000);
        await Task.Delay(TimeSpan.FromSeconds(1), time, Ct);
    }
}
