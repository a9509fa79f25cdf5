using Edge.Operations.Windows;
using Microsoft.Extensions.Logging;

namespace Edge.Tests.Operations.Windows;

public sealed class PowerLogTests
{
    [Theory]
    [InlineData(5u, 0u, "The machine is switched off")]
    [InlineData(15u, 0u, "The machine is switched off")]
    [InlineData(13u, 4u, "The machine goes to sleep")]
    [InlineData(13u, 18u, "The machine has woken")]
    public void Tell_ChangeOfPower_IsAWarningForTheInspector(uint code, uint detail, string expected)
    {
        Lines log = new();

        new PowerLog(log).Tell(ServiceOrders.Of(code, detail));

        Assert.StartsWith(expected, Assert.Single(log.Warnings), StringComparison.Ordinal);
    }

    private sealed class Lines : ILogger<PowerLog>
    {
        public List<string> Warnings { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning) Warnings.Add(formatter(state, exception));
        }
    }
}
