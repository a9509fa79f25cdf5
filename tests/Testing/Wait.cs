using Xunit;

namespace Testing;

/// <summary>Waits for what other threads do. What never comes ends with the test's own token, at the line that waited.</summary>
public static class Wait
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(1);

    /// <param name="step">Done between two looks: moves a clock, most often.</param>
    public static async Task UntilAsync(Func<bool> holds, Action? step = null)
    {
        while (!holds())
        {
            step?.Invoke();
            await Task.Delay(s_look, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The clock goes on until the task has ended: what it waits for may begin to wait after any single step.</summary>
    public static async Task<T> MovingAsync<T>(ManualTime time, TimeSpan step, Task<T> task)
    {
        await UntilAsync(() => task.IsCompleted, () => time.Advance(step));
        return await task;
    }
}
