using System.Threading.Channels;
using Readers.Contacts;
using Readers.R2000.Commands;
using Readers.Transports;
using Readers.Writing;

namespace Readers.R2000;

/// <summary>A reader of the R2000 class ("A0" protocol), over a serial line or TCP.</summary>
/// <remarks>
/// The reader has no continuous mode and no per-port power that is kept in memory only, so each antenna takes its turn: select the
/// port (74), set the power where it differs (66), run a round, and take its end frame as "this antenna has listened". In session
/// S0 one round by 89 is a turn. In S1 to S3 a tag that has answered falls silent for seconds or longer; a turn is then two rounds
/// by 8B, target A and target B, so that a tag which is there is heard whatever its state, and silence is evidence. Counting, a turn
/// is one step of the count: rounds by 8B in one target until nobody new answers.
/// </remarks>
public sealed class R2000Reader(IByteTransport transport, R2000Options options, TimeProvider time) : ITagReader, ITagWriter, IReaderOutputs
{
    private readonly R2000Line _line = new(transport, options, new ReaderStatistics(), time);
    private readonly WriteDesk _desk = new();
    private readonly InventoryDuty _duty = new();
    private FaultLog _faults = null!;
    private ChannelWriter<ReaderEvent> _events = null!;
    private R2000Radio _radio = null!;
    private SelfCheck _selfCheck = null!;
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
        R2000Survey survey = new(_line);
        ReaderCapabilities capabilities = await survey.RunAsync(ct);
        Identity = $"R2000 firmware {capabilities.Firmware ?? "unknown"}{(capabilities.Region is { } region ? $", {region}" : "")}";
        _radio = new R2000Radio(_line, events, survey.Region, options, time);
        _selfCheck = new SelfCheck(new R2000SelfQuestions(_line, survey.Region), events, options.SelfCheck, time);
        while (true)
        {
            InventoryFit fit = await _duty.SettleAsync(capabilities, events, _faults, ct);
            if (await InventoryAsync(fit, profile.PollInputs, ct)) continue;
            // Old firmware knows neither 8B nor sessions.
            capabilities = capabilities with { Sessions = [Session.S0], ChoosesTarget = false };
        }
    }

    public Task<TagWriteReport> WriteAsync(TagWriteOrder order, CancellationToken ct) => _desk.AskAsync(order, ct);

    public ValueTask DisposeAsync()
    {
        _desk.Close();
        return _line.DisposeAsync();
    }

    /// <returns>True when another profile was asked for; false when the reader does not know sessions.</returns>
    private async ValueTask<bool> InventoryAsync(InventoryFit fit, bool pollInputs, CancellationToken ct)
    {
        CountProgress? count = fit.Count is null ? null : new CountProgress(fit, time);
        for (int turn = 0; !_duty.IsNews; turn = (turn + 1) % fit.Antennas.Count)
        {
            ct.ThrowIfCancellationRequested();
            if (_desk.HasWork) await WriteTagsAsync(ct);
            if (pollInputs) await PollInputsAsync(ct);
            if (_outputs.IsNews) await _outputs.CarryOutAsync(WriteOutputAsync, ct);
            await _faults.ReportNoiseAsync(Statistics, ct);
            if (count is null) await _selfCheck.RunIfDueAsync(fit.Antennas, ct);
            R2000Turn taken = _radio.Turn(count?.Antenna ?? fit.Antennas[turn]);
            R2000Reply<R2000Result> end = await taken.RunAsync(fit, count, ct);
            if (end is { Status: R2000ReplyStatus.Refused, Error: R2000Result.Failed or R2000Result.BadParameter } && taken.UsedSession && !_radio.KnowsSessions)
                return false;
            await TellAsync(taken, end, count, ct);
        }
        return true;
    }

    private async ValueTask TellAsync(R2000Turn turn, R2000Reply<R2000Result> end, CountProgress? count, CancellationToken ct)
    {
        bool listened = end.Status == R2000ReplyStatus.Ok && turn.Complete;
        if (listened)
        {
            _faults.Clear(turn.Port);
            await _events.WriteAsync(ReaderEvent.Of(turn.Listened()), ct);
        }
        if (count?.EndStep(listened) is { } sweep) await _events.WriteAsync(ReaderEvent.Of(sweep), ct);
        switch (end.Status)
        {
            case R2000ReplyStatus.Ok:
                return;
            case R2000ReplyStatus.Refused:
                await _faults.ReportAsync(end.Error.Trouble(), $"{(byte)end.Error:X2}", end.Error.Describe(), turn.Port, ct);
                await Task.Delay(options.PauseAfterFault, time, ct);
                return;
            case R2000ReplyStatus.Malformed:
                await _faults.ReportAsync(ReaderTrouble.StrangeAnswer, "malformed", "The reader sent an answer of an unknown shape.", turn.Port, ct);
                break;
        }
        await RecoverAsync(ct);
    }

    private async ValueTask WriteTagsAsync(CancellationToken ct)
    {
        await _desk.DoAllAsync(order => new R2000Access(_line, order.AntennaPort, (byte)order.PowerDbm, options.RoundTimeout), ct);
        _radio.ForgetPower();
    }

    /// <summary>A reply did not come. Nothing the reader was told before can be relied on.</summary>
    private async ValueTask RecoverAsync(CancellationToken ct)
    {
        await _faults.ReportAsync(ReaderTrouble.SlowAnswers, "timeout", "The reader did not answer in time; it was asked again.", null, ct);
        _radio.ForgetPower();
        await _line.ResynchronizeAsync(ct);
    }

    private async ValueTask<string?> WriteOutputAsync(byte line, bool high, CancellationToken ct)
    {
        if (line > R2000Survey.Gpios) return $"The reader has {R2000Survey.Gpios} outputs and no output {line}.";
        R2000Reply<R2000Result> reply = await _line.ExchangeAsync(new WriteGpio((byte)(WriteGpio.FirstPin + line - 1), high), ct);
        if (reply.Status == R2000ReplyStatus.TimedOut) await RecoverAsync(ct);
        return reply.Status == R2000ReplyStatus.Ok ? null : $"The reader does not take the level of output {line} ({reply.Status}).";
    }

    private async ValueTask PollInputsAsync(CancellationToken ct)
    {
        if (_inputsAskedAt is { } asked && time.GetElapsedTime(asked) < options.InputInterval) return;
        _inputsAskedAt = time.GetTimestamp();
        R2000Reply<GpioLevels> reply = await _line.ExchangeAsync(new ReadGpio(), ct);
        if (reply.Status == R2000ReplyStatus.TimedOut) await RecoverAsync(ct);
        if (reply.Status != R2000ReplyStatus.Ok) return;
        await TellAsync(1, reply.Value.First);
        await TellAsync(2, reply.Value.Second);

        ValueTask TellAsync(byte line, bool high) => !_inputs.IsNews(line, high) ? default
            : _events.WriteAsync(ReaderEvent.Of(new ContactState(line, high, _line.ReceivedAt)), ct);
    }
}
