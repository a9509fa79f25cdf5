using Edge.Hub;
using Edge.Hub.Mqtt;

namespace Edge.Tests.Hub;

public sealed class ReconnectDelayTests
{
    [Fact]
    public void Next_FailureAfterFailure_IsRandomBelowADoublingBound()
    {
        double[] most = new double[9], least = new double[9];
        Array.Fill(least, double.MaxValue);
        for (int seed = 0; seed < 2000; seed++)
        {
            ReconnectDelay delay = New(seed);
            for (int failure = 0; failure < most.Length; failure++)
            {
                double seconds = delay.Next(null).TotalSeconds;
                most[failure] = Math.Max(most[failure], seconds);
                least[failure] = Math.Min(least[failure], seconds);
            }
        }

        double[] bounds = [1, 2, 4, 8, 16, 32, 60, 60, 60];
        for (int i = 0; i < bounds.Length; i++)
        {
            Assert.InRange(most[i], bounds[i] * 0.95, bounds[i]);
            Assert.InRange(least[i], 0, bounds[i] * 0.05); // full jitter: from zero on
        }
    }

    [Fact]
    public void Next_AnotherProcessHasOurName_StaysAwayForAMinute()
    {
        ReconnectDelay delay = New(1);

        for (int i = 0; i < 100; i++) Assert.InRange(delay.Next(MqttReason.SessionTakenOver).TotalSeconds, 60, 120);
    }

    [Fact]
    public void Next_RefusedForGood_IsNotHurried()
    {
        double sum = 0;
        for (int seed = 0; seed < 1000; seed++) sum += New(seed).Next(MqttReason.NotAuthorized).TotalSeconds;

        Assert.InRange(sum / 1000, 27, 33); // up to the whole minute at the first failure
    }

    [Fact]
    public void Forget_AfterAGoodConnection_StartsSmallAgain()
    {
        ReconnectDelay delay = New(1);
        for (int i = 0; i < 50; i++) delay.Next(null);

        delay.Forget();

        Assert.InRange(delay.Next(null).TotalSeconds, 0, 1);
    }

    private static ReconnectDelay New(int seed) => new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), new Random(seed));
}
