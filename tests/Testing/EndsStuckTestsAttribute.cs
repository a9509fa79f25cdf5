using System.Collections.Concurrent;
using System.Reflection;
using Xunit;
using Xunit.v3;

namespace Testing;

/// <summary>
/// A test that hangs fails where it waits instead of holding up all others: its token is cancelled, and every wait in these tests takes that token.
/// </summary>
/// <remarks>What waits without the token is named by the runner's own <c>-longRunning</c> and ended by the time limit in test.sh.</remarks>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class EndsStuckTestsAttribute : BeforeAfterTestAttribute
{
    /// <summary>Several times what the longest test takes on two busy cores.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private static readonly ConcurrentDictionary<string, ITimer> s_running = new();

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) =>
        s_running[test.UniqueID] = TimeProvider.System.CreateTimer(End, TestContext.Current, s_patience, Timeout.InfiniteTimeSpan);

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (s_running.TryRemove(test.UniqueID, out ITimer? timer)) timer.Dispose();
    }

    private static void End(object? context)
    {
        ITestContext stuck = (ITestContext)context!;
        Console.Error.WriteLine($"Not ended after {s_patience.TotalMinutes:0} minutes, cancelled: {stuck.Test?.TestDisplayName}");
        stuck.CancelCurrentTest();
    }
}
