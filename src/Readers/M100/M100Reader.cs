using System.Threading.Channels;
using Readers.Transports;
using Readers.Writing;

namespace Readers.M100;

/// <summary>A single-antenna module of the M100 class, over a serial line: desk readers and small cabinets.</summary>
/// <remarks>
/// The module polls until it is stopped and marks no end of a round. A turn is: start polling (27), listen, stop (28); the answer to the
/// stop is the end of the listening period. In S1 to S3 a turn polls target A and then target B, so that a tag that has answered once
/// is heard again. Counting, a turn is one step of the count: one power, one target, until nobody new answers.
/// </remarks>
public sealed class M100Reader(IByteTransport transport, M100Options options, TimeProvider time) : ITagReader, ITagWriter
{
    internal const byte OnlyPort = 1;

    private readonly M100Line _line = new(transport, options, new ReaderStatistics(), time);
    private readonly WriteDesk _desk = new();
    private readonly InventoryDuty _duty = new();
    private FaultLog _faults = null!;
    private M100Setup _setup = null!;
    private M100Radio _radio = null!;

    public string? Identity { get; private set; }

    public ReaderCapabilities? Capabilities => _duty.Capabilities;

    public InventoryFit? Fit => _duty.Fit;

    public ReaderStatistics Statistics => _line.Statistics;

    public void Change(InventoryProfile profile) => _duty.Ask(profile);

    public async Task RunAsync(InventoryProfile profile, ChannelWriter<ReaderEvent> events, CancellationToken ct)
    {
        _duty.Ask(profile);
        _line.Events = events;
        _faults = new FaultLog(events, options.FaultInterval, time);
        _setup = new M100Setup(_line, options, _faults);
        _radio = new M100Radio(_line, _faults);
        try
        {
            while (true)
            {
                InventoryFit fit = await _duty.SettleAsync(Capabilities ?? _setup.Unasked, events, _faults, ct);
                await TakeTurnsAsync(fit, events, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await FallSilentAsync();
            throw;
        }
    }

    public Task<TagWriteReport> WriteAsync(TagWriteOrder order, CancellationToken ct) => _desk.AskAsync(order, ct);

    public ValueTask DisposeAsync()
    {
        _desk.Close();
        return _line.DisposeAsync();
    }

    /// <summary>Told to poll, the module would send for ever, and speak to whoever opens the line next.</summary>
    private async ValueTask FallSilentAsync()
    {
        try
        {
            await _line.SendAsync(M100Code.StopMultiPoll, default, CancellationToken.None);
        }
        catch (ReaderLostException)
        {
            // It went first: nobody is left to be told.
        }
    }

    /// <summary>Returns when another profile is asked for.</summary>
    private async ValueTask TakeTurnsAsync(InventoryFit fit, ChannelWriter<ReaderEvent> events, CancellationToken ct)
    {
        CountProgress? count = fit.Count is null ? null : new CountProgress(fit, time);
        M100Turn turn = new(_line, _radio, _faults, events, fit, count, options, time);
        for (bool ready = false; !_duty.IsNews;)
        {
            ct.ThrowIfCancellationRequested();
            if (_desk.HasWork)
            {
                await _desk.DoAllAsync(order => new M100Access(_line, order.PowerDbm, options.Q), ct);
                ready = false; // query and mask have changed
            }
            if (!ready) await SetUpAsync(turn, ct);
            await _faults.ReportNoiseAsync(Statistics, ct);
            ready = await turn.RunAsync(ct);
            if (turn.Listened is { } period)
            {
                _faults.Clear(OnlyPort);
                await events.WriteAsync(ReaderEvent.Of(period), ct);
            }
            if (count?.EndStep(listened: ready && turn.Listened is not null) is { } sweep) await events.WriteAsync(ReaderEvent.Of(sweep), ct);
            if (ready) continue;
            await _faults.ReportAsync(ReaderTrouble.SlowAnswers, "timeout", "The module did not answer in time; it was asked again.", null, ct);
            await _line.ResynchronizeAsync(ct); // and the set-up again: it may have slept, and forgotten
        }
    }

    private async ValueTask SetUpAsync(M100Turn turn, CancellationToken ct)
    {
        ReaderCapabilities? told;
        while ((told = await _setup.RunAsync(ct)) is null) await _line.ListenAsync(options.RetrySetup, ct);
        Identity = $"{told.Model}, firmware {told.Firmware}";
        _duty.Learn(told);
        _radio.Forget();
        _line.Hearing = turn.Hear;
    }
}
