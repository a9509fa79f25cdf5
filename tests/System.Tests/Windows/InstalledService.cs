namespace SystemTests.Windows;

/// <summary>The program made a service of a Windows machine by <c>install.cmd</c>, and ordered about by <c>sc</c>.</summary>
internal sealed class InstalledService : IAsyncDisposable
{
    private const string Name = "edge";
    private readonly WineMachine _machine;
    private readonly WindowsSite _site;

    private InstalledService(WineMachine machine, WindowsSite site) => (_machine, _site) = (machine, site);

    /// <summary>Installs and starts it.</summary>
    public static async Task<InstalledService> StartAsync(WineMachine machine, WindowsSite site)
    {
        InstalledService service = new(machine, site);
        string folder = machine.Program[..machine.Program.LastIndexOf('\\')];
        (_, string said) = await machine.RunAsync("cmd", "/c", $@"{folder}\install.cmd", WineMachine.PathOf(site.Configuration));
        (int code, string query) = await service.OrderAsync("query");
        Assert.True(code == 0, said + query);
        await service.StartAsync("RUNNING");
        return service;
    }

    /// <summary>Orders a start again and again: the manager of a machine that has just been switched on refuses for a while.</summary>
    /// <returns>All that the manager says once it says this.</returns>
    public Task<string> StartAsync(string until) => UntilAsync(until, "start");

    /// <summary>Orders a stop and waits for it.</summary>
    /// <returns>What the manager says then, and how long it took.</returns>
    public async Task<(string State, TimeSpan Took)> StopAsync()
    {
        await OrderAsync("stop");
        long before = TimeProvider.System.GetTimestamp(); // starting 'sc' is no part of it
        string state = await UntilAsync("STOPPED", "stop");
        return (state, TimeProvider.System.GetElapsedTime(before));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(); // of a test that failed half way
        await OrderAsync("delete");
    }

    private async Task<string> UntilAsync(string wanted, string order)
    {
        string state = "", answer = "";
        await _site.UntilAsync(async _ =>
        {
            state = (await OrderAsync("query")).Said;
            if (state.Contains(wanted, StringComparison.Ordinal)) return null;
            if (!state.Contains("PENDING", StringComparison.Ordinal)) answer = (await OrderAsync(order)).Said;
            return $"The service is not {wanted}: {state}\nTo '{order}' the manager said: {answer}";
        });
        return state;
    }

    private Task<(int Code, string Said)> OrderAsync(string order) => _machine.RunAsync("sc", order, Name);
}
