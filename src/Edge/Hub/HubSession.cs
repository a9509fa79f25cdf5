using Edge.Hub.Mqtt;
using Edge.Ledger;

namespace Edge.Hub;

/// <summary>What is done over one connection, in this order: birth, commands, present state, then the events.</summary>
internal sealed partial class HubSession(
    ILedger ledger, EventPump pump, StatePublisher states, ChainPublisher chain, HubCommands commands, HubSite site, HubTopics topics, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan s_farewellWithin = TimeSpan.FromSeconds(1);

    /// <summary>True from the moment at which the hub has our present state until the connection ends.</summary>
    public bool IsUp { get; private set; }

    /// <param name="number">Counts the connections of this boot, from 1.</param>
    /// <param name="stop">The service stops: says goodbye first.</param>
    /// <returns>Why the connection ended.</returns>
    public async Task<HubLoss> RunAsync(IHubConnection connection, int number, CancellationToken stop)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task watching = EndWithAsync(connection, ending);
        try
        {
            DateTimeOffset connectedAt = time.GetUtcNow();
            if (await StartAsync(connection, number, connectedAt, ending.Token) is { } refused) return refused;
            IsUp = true;
            await TogetherAsync(ending, pump.RunAsync(connection, connectedAt, ending.Token),
                states.RunAsync(connection, ending.Token), chain.RunAsync(connection, ending.Token), commands.RunAsync(connection, ending.Token));
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            LogEnding(number);
        }
        finally
        {
            IsUp = false;
            if (stop.IsCancellationRequested && !connection.Closed.IsCompleted) await FarewellAsync(connection, number);
            await connection.DisposeAsync();
            await watching;
        }
        return await connection.Closed;
    }

    /// <returns>Null when all went well.</returns>
    private async Task<HubLoss?> StartAsync(IHubConnection connection, int number, DateTimeOffset connectedAt, CancellationToken ct)
    {
        byte[] birth = StatusMessage.Online(site, number, connectedAt, ledger.Current.Seq - pump.Settled);
        PublishOutcome born = await connection.PublishAsync(Status(birth), ct);
        if (!born.IsAccepted)
        {
            return born.IsLost
                ? await connection.Closed
                : new HubLoss(HubLossKind.ByBroker, born.Reason, $"The broker does not take this site's status: {born.Reason}. Look at its access rules.");
        }
        foreach (string filter in (string[])[topics.Commands, topics.Applied])
            if (await connection.SubscribeAsync(filter, ct) is { } granted && granted.IsFailure())
                LogNoCommands(filter, granted);
        await states.PublishAllAsync(connection, ct);
        return null;
    }

    /// <summary>The first that ends, ends all; its fault, if it has one, is the one that counts.</summary>
    private static async Task TogetherAsync(CancellationTokenSource ending, params Task[] loops)
    {
        Task first = await Task.WhenAny(loops);
        await ending.CancelAsync();
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await (Array.Find(loops, static loop => loop.IsFaulted) ?? first);
    }

    private static async Task EndWithAsync(IHubConnection connection, CancellationTokenSource ending)
    {
        await connection.Closed;
        try
        {
            await ending.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            return; // the session was quicker
        }
    }

    private async Task FarewellAsync(IHubConnection connection, int number)
    {
        using CancellationTokenSource moment = new(s_farewellWithin, time);
        try
        {
            await connection.PublishAsync(Status(StatusMessage.Offline(site, number, StatusMessage.Shutdown)), moment.Token)
                .AsTask().WaitAsync(moment.Token);
            await connection.DisconnectAsync(moment.Token);
        }
        catch (OperationCanceledException)
        {
            LogNoFarewell(); // the will says it then
        }
    }

    private HubMessage Status(byte[] payload) =>
        new() { Topic = topics.Status, Payload = payload, Retain = true, IsText = true, ContentType = "application/json" };

    [LoggerMessage(1450, LogLevel.Warning, "The broker grants no subscription of {Filter}: {Reason}")]
    private partial void LogNoCommands(string filter, MqttReason reason);

    [LoggerMessage(1451, LogLevel.Debug, "Hub connection {Number} ends")]
    private partial void LogEnding(int number);

    [LoggerMessage(1452, LogLevel.Warning, "The broker did not take the farewell; the will speaks for us")]
    private partial void LogNoFarewell();
}
