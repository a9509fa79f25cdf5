using System.Text;
using System.Text.Json;
using Edge.Hub;
using Edge.Hub.Mqtt;

namespace Edge.Tests.Hub;

public sealed class EventPumpTests
{
    [Fact]
    public async Task Run_Entries_GoInOrderWithoutGapBetweenTheRanges()
    {
        await using PumpBed bed = new();
        bed.Ledger.RecordBags(25);
        bed.Ledger.Record(ListLedger.Quiet(), ListLedger.Quiet());
        FakeConnection connection = new();
        await bed.StartAsync(connection);
        await bed.SettledAsync(27); // the last two are no news

        List<(long From, long To)> ranges = await ReadAllAsync(connection);
        bed.Ledger.Record(ListLedger.Quiet());
        bed.Ledger.RecordBags(1);
        ranges.Add(await PumpBed.RangeAsync(connection));

        long covered = 0;
        foreach ((long from, long to) in ranges)
        {
            Assert.Equal(covered + 1, from);
            covered = to;
        }
        Assert.Equal(29, covered);
        Assert.Equal((26, 29), ranges[^1]); // what was no news is covered by the next message
    }

    [Fact]
    public async Task Run_Message_SaysWhatItIs()
    {
        await using PumpBed bed = new();
        bed.Ledger.RecordBags(1);
        FakeConnection connection = new();
        await bed.StartAsync(connection);

        HubMessage message = await connection.NextAsync();

        using JsonDocument json = JsonDocument.Parse(message.Payload);
        JsonElement only = json.RootElement.GetProperty("epcisBody").GetProperty("eventList")[0];
        Assert.Equal("blood/v1/r1/0042/ev/unit", message.Topic);
        Assert.False(message.Retain);
        Assert.Equal("application/ld+json", message.ContentType);
        Assert.Equal(only.GetProperty("eventID").GetString(), PumpBed.Property(message, "id"));
        Assert.Equal(("0042", "1", "1", "epcis-blood/1"), (PumpBed.Property(message, "site"), PumpBed.Property(message, "seq"),
            PumpBed.Property(message, "seqTo"), PumpBed.Property(message, "schema")));
        Assert.Equal("https://id.example.org/site/0042/doc/1-1", json.RootElement.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Run_ConnectionLostBeforeTheAck_GoesAgainWithTheSameBytes()
    {
        await using PumpBed bed = new();
        bed.Ledger.RecordBags(3);
        FakeConnection first = new() { Withholds = true };
        await bed.StartAsync(first);
        HubMessage lost = await first.NextAsync();
        await bed.LoseAsync(first);
        Assert.Equal(0, bed.Cursor.Position);

        await using PumpBed again = new();
        again.Ledger.RecordBags(3);
        FakeConnection second = new();
        await again.StartAsync(second);
        HubMessage repeated = await second.NextAsync();

        Assert.Equal(lost.Payload.ToArray(), repeated.Payload.ToArray());
        await again.SettledAsync(3);
        Assert.Equal(3, again.Cursor.Position);
    }

    [Fact]
    public async Task Run_Acknowledged_PositionIsKeptLaterAndAtTheEnd()
    {
        await using PumpBed bed = new();
        bed.Ledger.RecordBags(2);
        await bed.StartAsync(new FakeConnection());
        await bed.SettledAsync(2);

        await bed.AdvanceUntilAsync(() => bed.Ledger.Kept.Contains(2), TimeSpan.FromSeconds(1));
        bed.Ledger.RecordBags(1);
        await bed.SettledAsync(3);
        await bed.StopAsync();

        Assert.Equal(3, bed.Ledger.Kept[^1]);
    }

    [Fact]
    public async Task Run_PositionCannotBeKept_GoesOnSending()
    {
        await using PumpBed bed = new();
        bed.Ledger.RefusesToKeep = true;
        bed.Ledger.RecordBags(250);
        await bed.StartAsync(new FakeConnection());

        await bed.SettledAsync(250);

        Assert.Equal(250, bed.Cursor.Position);
    }

    [Theory]
    [InlineData(MqttReason.NotAuthorized)]
    [InlineData(MqttReason.QuotaExceeded)]
    public async Task Run_BrokerHasNothingAgainstTheMessageItself_WaitsAndNeverSkips(MqttReason reason)
    {
        await using PumpBed bed = new();
        bed.Ledger.RecordBags(5);
        FakeConnection connection = new() { Answer = _ => reason };
        await bed.StartAsync(connection);
        await TroubleAsync(bed);
        await ReadAllAsync(connection); // those that were on the way with the first

        for (int tries = 0; tries < 12; tries++)
        {
            Assert.Equal(1, (await AdvanceToNextAsync(bed, connection)).From);
            Assert.Contains(reason.ToString(), await TroubleAsync(bed), StringComparison.Ordinal);
        }
        connection.Answer = static _ => MqttReason.Success;
        await bed.AdvanceUntilAsync(() => bed.Pump.Settled == 5, TimeSpan.FromSeconds(10));

        Assert.Null(bed.Pump.Trouble);
        Assert.Equal(0, bed.Parked.Count);
    }

    [Fact]
    public async Task Run_OneEventThatTheBrokerNeverTakes_IsFoundParkedAndTheHubIsTold()
    {
        await using PumpBed bed = new();
        bed.Ledger.RecordBags(40);
        string poison = "A999900000017";
        List<(long From, long To)> taken = [], gaps = [];
        FakeConnection connection = new()
        {
            Answer = message =>
            {
                if (message.Topic.EndsWith("/gap", StringComparison.Ordinal)) gaps.Add(PumpBed.RangeOf(message));
                else if (Encoding.UTF8.GetString(message.Payload.Span).Contains(poison, StringComparison.Ordinal)) return MqttReason.PayloadFormatInvalid;
                else taken.Add(PumpBed.RangeOf(message));
                return MqttReason.Success;
            },
        };
        await bed.StartAsync(connection);

        await bed.AdvanceUntilAsync(() => bed.Pump.Settled == 40, TimeSpan.FromSeconds(1));

        Assert.Equal([(17L, 17L)], gaps);
        Assert.Equal(1, bed.Parked.Count);
        using JsonDocument parked = JsonDocument.Parse(await File.ReadAllTextAsync(bed.ParkedFile, TestContext.Current.CancellationToken));
        Assert.Equal(17, parked.RootElement.GetProperty("seq").GetInt64());
        bool[] covered = new bool[41];
        foreach ((long from, long to) in taken)
            for (long seq = from; seq <= to; seq++) covered[seq] = true;
        Assert.Equal(Enumerable.Range(1, 40).Where(static seq => seq != 17), Enumerable.Range(1, 40).Where(seq => covered[seq]));
    }

    [Fact]
    public async Task Run_RefusedInTheMiddle_EverythingBehindItGoesAgainInOrder()
    {
        await using PumpBed bed = new(batchEvents: 1);
        bed.Ledger.RecordBags(8);
        bool refused = false;
        FakeConnection connection = new()
        {
            Answer = message => PumpBed.RangeOf(message).From == 3 && !refused && (refused = true) ? MqttReason.QuotaExceeded : MqttReason.Success,
        };
        await bed.StartAsync(connection);
        await bed.AdvanceUntilAsync(() => bed.Pump.Settled == 8, TimeSpan.FromSeconds(1));

        List<(long From, long To)> ranges = await ReadAllAsync(connection);
        int again = ranges.FindLastIndex(static range => range.From == 3);
        Assert.Equal([3L, 4, 5, 6, 7, 8], ranges.Skip(again).Select(static range => range.From));
    }

    [Fact]
    public async Task TryResend_FromAnEarlierEntry_SendsAllFromThereOnAndKeepsThat()
    {
        await using PumpBed bed = new();
        bed.Ledger.RecordBags(20);
        FakeConnection connection = new();
        await bed.StartAsync(connection);
        await bed.SettledAsync(20);
        await ReadAllAsync(connection);

        Assert.False(bed.Pump.TryResend(22));
        Assert.False(bed.Pump.TryResend(0));
        Assert.True(bed.Pump.TryResend(7));

        Assert.Equal(7, (await PumpBed.RangeAsync(connection)).From);
        Assert.Contains(6, bed.Ledger.Kept);
        await bed.SettledAsync(20);
    }

    [Fact]
    public async Task Run_Backlog_DrainsAtItsRateAndNewsDoNotWait()
    {
        await using PumpBed bed = new(batchEvents: 50, drainEventsPerSecond: 20);
        bed.Ledger.RecordBags(1000);
        bed.Time.Advance(TimeSpan.FromHours(1));
        FakeConnection connection = new() { Window = 100 };
        await bed.StartAsync(connection);
        long start = bed.Time.GetTimestamp();

        await bed.AdvanceUntilAsync(() => bed.Pump.Settled == 1000, TimeSpan.FromMilliseconds(500));
        TimeSpan drained = bed.Time.GetElapsedTime(start);
        bed.Ledger.RecordBags(500);
        await bed.SettledAsync(1500);

        // 800 beyond the burst at 20 a second, and up to a quarter more
        Assert.InRange(drained.TotalSeconds, 35, 55);
    }

    [Fact]
    public async Task SlowDown_ByTheHub_HoldsNewsToo()
    {
        await using PumpBed bed = new(batchEvents: 1);
        FakeConnection connection = new();
        await bed.StartAsync(connection);
        bed.Limit.SlowDown(0, TimeSpan.FromSeconds(30));
        bed.Ledger.RecordBags(1);

        long start = bed.Time.GetTimestamp();
        await bed.AdvanceUntilAsync(() => bed.Pump.Settled == 1, TimeSpan.FromSeconds(1));

        Assert.InRange(bed.Time.GetElapsedTime(start).TotalSeconds, 30, 33);
    }

    [Fact]
    public async Task Run_NobodySubscribed_IsNotedUntilSomebodyIs()
    {
        await using PumpBed bed = new();
        FakeConnection connection = new() { Answer = static _ => MqttReason.NoMatchingSubscribers };
        await bed.StartAsync(connection);
        DateTimeOffset first = bed.Time.GetUtcNow();
        bed.Ledger.RecordBags(1);
        await bed.SettledAsync(1);
        bed.Time.Advance(TimeSpan.FromMinutes(1));
        bed.Ledger.RecordBags(1);
        await bed.SettledAsync(2);
        Assert.Equal(first, bed.Pump.NobodyListensSince);

        connection.Answer = static _ => MqttReason.Success;
        bed.Ledger.RecordBags(1);
        await bed.SettledAsync(3);
        Assert.Null(bed.Pump.NobodyListensSince);
    }

    [Fact]
    public async Task Load_LedgerShorterThanWhatWasSent_StartsAtItsEnd()
    {
        await using PumpBed bed = new();
        bed.Ledger.RecordBags(3);
        bed.Ledger.Kept.Add(1000);

        await bed.Pump.LoadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, bed.Cursor.Position);
    }

    private static async Task<List<(long From, long To)>> ReadAllAsync(FakeConnection connection)
    {
        List<(long From, long To)> ranges = [];
        while (connection.Unread > 0) ranges.Add(await PumpBed.RangeAsync(connection));
        return ranges;
    }

    private static async Task<(long From, long To)> AdvanceToNextAsync(PumpBed bed, FakeConnection connection)
    {
        await bed.AdvanceUntilAsync(() => connection.Unread > 0, TimeSpan.FromSeconds(5));
        return await PumpBed.RangeAsync(connection);
    }

    private static async Task<string> TroubleAsync(PumpBed bed)
    {
        await bed.AdvanceUntilAsync(() => bed.Pump.Trouble is not null, TimeSpan.Zero);
        return bed.Pump.Trouble!;
    }
}
