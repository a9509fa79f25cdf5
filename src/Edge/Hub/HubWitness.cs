namespace Edge.Hub;

/// <summary>Asks the broker what it retained of this site, over a connection of its own that says nothing. The service must not run.</summary>
internal static class HubWitness
{
    /// <summary>Retained messages come with the subscription; after this much silence there is none.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(2);

    /// <param name="options">The service's own, without its will.</param>
    /// <returns>What was told, and why there is nothing when the broker could not be asked.</returns>
    public static async Task<(HubWord Word, string? Trouble)> AskAsync(
        IHubClient client, HubConnectOptions options, HubTopics topics, TimeProvider time, CancellationToken ct)
    {
        HubConnectResult result = await client.ConnectAsync(
            options with { ClientId = options.ClientId + "-restore", CleanStart = true, SessionExpiry = TimeSpan.Zero, Will = null }, ct);
        if (result.Connection is not { } connection) return (HubWord.Nothing, result.Detail);
        await using (connection)
        {
            foreach (string filter in (string[])[topics.Applied, topics.Ledger, topics.Stock])
                await connection.SubscribeAsync(filter, ct);
            HubWord word = await ReadAsync(connection, topics, time, ct);
            await connection.DisconnectAsync(ct);
            return (word, null);
        }
    }

    private static async Task<HubWord> ReadAsync(IHubConnection connection, HubTopics topics, TimeProvider time, CancellationToken ct)
    {
        HubWord word = HubWord.Nothing;
        while (word is not { AppliedUpTo: not null, ChainUpTo: not null, LevelsUpTo: not null })
        {
            using CancellationTokenSource silence = new(s_silence, time);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token);
            try
            {
                if (!await connection.Deliveries.WaitToReadAsync(either.Token)) break;
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                break;
            }
            while (connection.Deliveries.TryRead(out HubDelivery? told))
            {
                ReadOnlySpan<byte> payload = told.Payload.Span;
                word = told.Topic == topics.Applied ? word.WithApplied(payload)
                    : told.Topic == topics.Ledger ? word.WithChain(payload)
                    : told.Topic == topics.Stock ? word.WithLevels(payload)
                    : word;
                connection.Acknowledge(told);
            }
        }
        return word;
    }
}
