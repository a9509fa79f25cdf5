using System.Threading.Channels;
using Readers.Contacts;
using Readers.Transports;
using Readers.Writing;

namespace Readers.ThingMagic;

/// <summary>A ThingMagic (JADAK, Novanta) module or one that speaks like it, over a serial line.</summary>
/// <remarks>
/// In turns: select one antenna and its power, search for a while into the module's buffer, fetch the buffer. The end of the search is
/// the end of that antenna's listening period. Continuous: the module streams the reads of all antennas, and these listen together.
/// </remarks>
public sealed class ThingMagicReader(IByteTransport transport, ThingMagicOptions options, TimeProvider time) : ITagReader, ITagWriter, IReaderOutputs
{
    private static readonly TimeSpan s_retrySetup = TimeSpan.FromSeconds(5);

    private readonly ThingMagicLine _line = new(transport, options, new ReaderStatistics(), time);
    private readonly WriteDesk _desk = new();
    private readonly InventoryDuty _duty = new();
    private FaultLog _faults = null!;
    private SelfCheck _selfCheck = null!;
    private ChannelWriter<ReaderEvent> _events = null!;
    private long? _inputsAskedAt;
    private readonly InputLevels _inputs = new(time);
    private readonly OutputDuty _outputs = new(time);

    public string? Identity { get; private set; }

    public ReaderCapabilities? Capabilities => _duty.Capabilities;

    public InventoryFit? Fit => _duty.Fit;

    public ReaderStatistics Statistics => _line.Statistics;

    public void Change(InventoryProfile profile) => _duty.Ask(profile);

    public void Drive(byte line, bool high) => _outputs.Drive(line, high);

    public async Task RunAsync(InventoryProfile profile, ChannelWriter<ReaderEvent> events, CancellationToken ct)
    {
        try
        {
            await InventoryAsync(profile, events, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await _outputs.LeaveAsync(WriteOutputAsync);
            throw;
        }
    }

    private async ValueTask InventoryAsync(InventoryProfile profile, ChannelWriter<ReaderEvent> events, CancellationToken ct)
    {
        _duty.Ask(profile);
        _events = events;
        _faults = new FaultLog(events, options.FaultInterval, time);
        ThingMagicSetup setup = new(_line, options, _faults);
        _selfCheck = new SelfCheck(new ThingMagicSelfQuestions(_line, options), events, options.SelfCheck, time);
        while (true)
        {
            if (await setup.RunAsync(ct) is not { } version)
            {
                await Task.Delay(s_retrySetup, time, ct);
                continue;
            }
            _outputs.WriteAgain(); // a module that has restarted has forgotten them
            await _outputs.CarryOutAsync(WriteOutputAsync, ct);
            ReaderCapabilities capabilities = Capabilities ?? await new ThingMagicSurvey(_line).RunAsync(version, ct);
            Identity = capabilities.Firmware is { } firmware ? $"{capabilities.Model}, firmware {firmware}" : $"{capabilities.Model} module";
            if (_desk.HasWork)
            {
                await _desk.DoAllAsync(order => new ThingMagicAccess(_line, order.AntennaPort, order.PowerDbm, options.ReplyTimeout), ct);
                continue; // power, session and options have changed
            }
            InventoryFit fit = await _duty.SettleAsync(capabilities, events, _faults, ct);
            await setup.ApplyAsync(fit, ct);
            if (options.Continuous && fit is { Count: null, ReadTid: false })
            {
                await _selfCheck.RunIfDueAsync(fit.Antennas, ct);
                await new ThingMagicStream(_line, () => _desk.HasWork || _duty.IsNews || _outputs.IsNews || _selfCheck.IsDue, events, _faults, options, time).RunAsync(fit.Antennas, ct);
            }
            else
            {
                await TakeTurnsAsync(fit, profile.PollInputs, ct);
            }
        }
    }

    public Task<TagWriteReport> WriteAsync(TagWriteOrder order, CancellationToken ct) => _desk.AskAsync(order, ct);

    public ValueTask DisposeAsync()
    {
        _desk.Close();
        return _line.DisposeAsync();
    }

    /// <summary>Returns when the module has restarted and needs to be set up again, when a tag is to be written, or with a new profile.</summary>
    private async ValueTask TakeTurnsAsync(InventoryFit fit, bool pollInputs, CancellationToken ct)
    {
        CountProgress? count = fit.Count is null ? null : new CountProgress(fit, time);
        ThingMagicTurn turn = new(_line, fit, count, _events, options, time);
        for (int index = 0; !_line.HasRestarted && !_desk.HasWork && !_duty.IsNews; index = (index + 1) % fit.Antennas.Count)
        {
            ct.ThrowIfCancellationRequested();
            if (pollInputs) await PollInputsAsync(ct);
            if (_outputs.IsNews) await _outputs.CarryOutAsync(WriteOutputAsync, ct);
            await _faults.ReportNoiseAsync(Statistics, ct);
            if (count is null) await _selfCheck.RunIfDueAsync(fit.Antennas, ct);
            (ThingMagicStatus? status, ListeningPeriod period) = await turn.RunAsync(index, ct);
            if (status == ThingMagicStatus.Success)
            {
                _faults.Clear(period.AntennaPort);
                await _events.WriteAsync(ReaderEvent.Of(period), ct);
            }
            if (count?.EndStep(listened: status == ThingMagicStatus.Success) is { } sweep) await _events.WriteAsync(ReaderEvent.Of(sweep), ct);
            if (status is null)
            {
                await _faults.ReportAsync(ReaderTrouble.SlowAnswers, "timeout", "The module did not answer in time; it was asked again.", null, ct);
                turn.Forget();
                await _line.ResynchronizeAsync(ct);
            }
            else if (status != ThingMagicStatus.Success)
            {
                await _faults.ReportAsync(status.Value.Trouble(), $"{(ushort)status.Value:X4}", status.Value.Describe(), period.AntennaPort, ct);
                if (status == ThingMagicStatus.RadioNotOn) return; // the region is gone: the module has restarted unnoticed
                await Task.Delay(options.PauseAfterFault, time, ct);
            }
        }
    }

    /// <returns>Null for an EPC longer than any in use: such a tag is none of ours.</returns>
    internal static TagRead? ToRead(in ThingMagicTag tag, DateTimeOffset observedAt)
    {
        if (!Epc.TryCreate(tag.Epc, out Epc epc)) return null;
        return new TagRead
        {
            Epc = epc,
            ProtocolControl = tag.ProtocolControl,
            AntennaPort = tag.TransmitPort,
            RssiDbm = tag.RssiDbm,
            FrequencyKhz = tag.FrequencyKhz,
            PhaseDegrees = tag.PhaseDegrees,
            Tid = !tag.Data.IsEmpty && Epc.TryCreate(tag.Data, out Epc tid) ? tid : null,
            ObservedAt = observedAt,
            Count = tag.ReadCount,
        };
    }

    /// <summary>A pin may be an input until it is told; where its direction is fixed, only its level is taken or refused.</summary>
    private async ValueTask<string?> WriteOutputAsync(byte pin, bool high, CancellationToken ct)
    {
        ThingMagicAnswer answer = await _line.ExchangeAsync(ThingMagicOpcode.SetGpio, [1, pin, 1, 0], ct);
        if (answer.Status is not null) answer = await _line.ExchangeAsync(ThingMagicOpcode.SetGpio, [pin, high ? (byte)1 : (byte)0], ct);
        if (answer.Status is null) await _line.ResynchronizeAsync(ct);
        return answer.IsOk ? null : $"The module does not take the level of pin {pin}. {answer.Status?.Describe() ?? "It did not answer in time."}";
    }

    private async ValueTask PollInputsAsync(CancellationToken ct)
    {
        if (_inputsAskedAt is { } asked && time.GetElapsedTime(asked) < options.InputInterval) return;
        _inputsAskedAt = time.GetTimestamp();
        ThingMagicAnswer answer = await _line.ExchangeAsync(ThingMagicOpcode.GetGpio, [1], ct);
        if (answer.Status is null) await _line.ResynchronizeAsync(ct);
        if (!answer.IsOk) return;
        byte[] triples = answer.Data[1..].ToArray();
        for (int i = 0; i + 2 < triples.Length; i += 3)
        {
            (byte pin, bool isOutput, bool high) = (triples[i], triples[i + 1] == 1, triples[i + 2] != 0);
            if (isOutput || !_inputs.IsNews(pin, high)) continue;
            await _events.WriteAsync(ReaderEvent.Of(new ContactState(pin, high, _line.ReceivedAt)), ct);
        }
    }
}
