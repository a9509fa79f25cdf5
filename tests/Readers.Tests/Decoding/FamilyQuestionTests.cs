using Readers.Decoding;
using Readers.Tests.Llrp;
using Readers.Transports;
using Testing;

namespace Readers.Tests.Decoding;

/// <summary>An LLRP reader must not hear a word before it has said that it takes the client.</summary>
public sealed class FamilyQuestionTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private readonly TransportPair _pair = TransportPair.Create();
    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AskAsync_LlrpReaderAcceptsUs_TellsWhatItIs()
    {
        ScriptedLlrp device = new(_pair.Device);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        Task serving = device.ServeAsync(stop.Token);

        IReadOnlyList<KeyValuePair<string, object>> told = await AskAsync();

        Assert.NotEmpty(told);
        Assert.Equal(["1:00", "14:"], device.Received);
        await stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task AskAsync_NobodyGreets_SaysNothing()
    {
        ValueTask<IReadOnlyList<KeyValuePair<string, object>>> asking = AskAsync();
        Assert.Equal(1, _time.Waiting);
        _time.Advance(s_patience);

        Assert.Empty(await asking);
        await AssertNothingWasSaidAsync();
    }

    [Theory]
    [InlineData("0001", "busy")]
    [InlineData("0002", "busy")]
    [InlineData("0003", "turned-away")]
    public async Task AskAsync_ReaderRefuses_IsToldAndSaysNothing(string status, string code)
    {
        string refusal = LlrpVectors.L16_Refused[..^4] + status;
        await _pair.Device.WriteAsync(Convert.FromHexString(refusal), Ct);

        Assert.Equal(code, (await Assert.ThrowsAsync<ReaderLostException>(async () => await AskAsync())).Code);
        await AssertNothingWasSaidAsync();
    }

    private ValueTask<IReadOnlyList<KeyValuePair<string, object>>> AskAsync() => FamilyQuestion.Llrp.AskAsync(_pair.Host, s_patience, _time, Ct);

    private async Task AssertNothingWasSaidAsync()
    {
        await _pair.Host.DisposeAsync();
        Assert.Equal(0, await _pair.Device.ReadAsync(new byte[16], Ct));
    }
}
