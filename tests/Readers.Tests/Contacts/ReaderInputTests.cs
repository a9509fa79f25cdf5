using Readers.Contacts;
using Testing;

namespace Readers.Tests.Contacts;

public sealed class ReaderInputTests
{
    private static readonly TimeSpan s_debounce = TimeSpan.FromMilliseconds(50);
    private readonly ManualTime _time = new();
    private readonly ReaderTerminals _terminals;

    public ReaderInputTests() => _terminals = new ReaderTerminals("reader-1", _time);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NextAsync_FirstLevelOfItsLine_IsToldAtOnce()
    {
        await using IContactInput input = Open(2);
        Tell(1, false);
        Tell(2, true);

        Assert.Equal(new ContactState(2, true, _time.GetUtcNow()), await input.NextAsync(Ct));
        Assert.Equal(("reader-1/gpi/2", _time.GetUtcNow()), (input.Name, input.HeardAt));
    }

    [Fact]
    public async Task NextAsync_ActiveLow_TurnsTheLevelRound()
    {
        await using IContactInput input = _terminals.OpenInput(1, activeLow: true, s_debounce);
        Tell(1, true);

        Assert.False((await input.NextAsync(Ct)).High);
    }

    [Fact]
    public async Task NextAsync_FlutterShorterThanTheDebounce_IsNoChange()
    {
        await using IContactInput input = Open(1);
        Tell(1, false);
        await input.NextAsync(Ct);
        Task<ContactState> next = input.NextAsync(Ct).AsTask();
        foreach (bool high in new[] { true, false, true, false })
        {
            Tell(1, high);
            _time.Advance(TimeSpan.FromMilliseconds(20));
        }
        _time.Advance(s_debounce);
        Assert.False(next.IsCompleted);

        Tell(1, true);
        DateTimeOffset opened = _time.GetUtcNow();
        while (!next.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        Assert.Equal((true, opened), ((await next).High, (await next).ObservedAt));
    }

    [Fact]
    public async Task NextAsync_LongerThanTheDebounceButNobodyLooked_IsToldToo()
    {
        await using IContactInput input = Open(1);
        Tell(1, false);
        Tell(1, true);
        _time.Advance(s_debounce);
        Tell(1, false);
        _time.Advance(s_debounce);

        List<bool> told = [];
        while (told.Count < 3) told.Add((await input.NextAsync(Ct)).High);
        Assert.Equal([false, true, false], told);
    }

    [Fact]
    public async Task NextAsync_SameLevelAgain_IsNoChangeButFresh()
    {
        await using IContactInput input = Open(1);
        Tell(1, true);
        await input.NextAsync(Ct);
        Task<ContactState> next = input.NextAsync(Ct).AsTask();
        for (int second = 0; second < 30; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Tell(1, true);
        }

        Assert.Equal((false, _time.GetUtcNow()), (next.IsCompleted, input.HeardAt));
    }

    [Fact]
    public async Task NextAsync_ReaderLost_EndsAfterWhatWasToldBefore()
    {
        await using IContactInput input = Open(1);
        Tell(1, true);
        _terminals.Lost();

        Assert.True((await input.NextAsync(Ct)).High);
        Assert.Equal("reader-lost", (await Assert.ThrowsAsync<ReaderLostException>(async () => await input.NextAsync(Ct))).Code);
    }

    [Theory]
    [InlineData(null, "reader-lost")] // not there at all
    [InlineData(1, "silent")]
    [InlineData(0, "no-such-line")]
    public async Task NextAsync_NothingHeard_SaysWhy(int? inputs, string code)
    {
        await using NamedReader reader = new(inputs ?? 0);
        if (inputs is not null) _terminals.Opened(reader);
        await using IContactInput input = Open(1);
        Task<ContactState> next = input.NextAsync(Ct).AsTask();
        Assert.False(next.IsCompleted);
        while (!next.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(code, (await Assert.ThrowsAsync<ReaderLostException>(() => next)).Code);
    }

    private IContactInput Open(byte line) => _terminals.OpenInput(line, activeLow: false, s_debounce);

    private void Tell(byte line, bool high) => _terminals.Tell(new ContactState(line, high, _time.GetUtcNow()));

    /// <summary>Known by what it can do; nothing else of it is used.</summary>
    private sealed class NamedReader(int inputs) : ITagReader
    {
        public string? Identity => null;
        public ReaderCapabilities? Capabilities { get; } = new() { Model = "x", Inputs = (byte)inputs };
        public InventoryFit? Fit => null;
        public ReaderStatistics Statistics { get; } = new();
        public void Change(InventoryProfile profile) => throw new NotSupportedException();
        public Task RunAsync(InventoryProfile profile, System.Threading.Channels.ChannelWriter<ReaderEvent> events, CancellationToken ct) => throw new NotSupportedException();
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
