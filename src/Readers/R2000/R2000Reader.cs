using System.Threading.Channels;
using Readers.R2000.Commands;
using Readers.Transports;
using Readers.Writing;

namespace Readers.R2000;

/// <summary>A reader of the R2000 class ("A0" protocol), over a serial line or TCP.</summary>
/// <remarks>
/// The reader has no continuous mode and no per-port power that is kept in memory only, so each antenna takes its turn: select the
/// port (74), set the power where it differs (66), run a round, and take its end frame as "this antenna has listened". In session
/// S0 one round by 89 is a turn. In S1 to S3 a tag that has answered falls silent for seconds or longer; a turn is then two rounds
/// by 8B, target A and target B, so that a tag which is there is heard whatever its state, and silence is evidence.
/// </remarks>
public sealed class R2000Reader(IByteTransport transport, R2000Options options, TimeProvider time) : ITagReader, ITagWriter
{
    /// <summary>Power is set again after this time: a reader that restarted unnoticed has forgotten it.</summary>
    private static readonly TimeSpan s_powerRefresh = TimeSpan.FromSeconds(10);

    private readonly R2000Line _line = new(transport, options, new ReaderStatistics(), time);
    private readonly WriteDesk _desk = new();
    private FaultLog _faults = null!;
    private ChannelWriter<ReaderEvent> _events = null!;
    private R2000Region _region;
    private (int PowerDbm, long At)? _power;
    private long? _inputsAskedAt;
    private GpioLevels? _inputs;

    public string? Identity { get; private set; }

    public ReaderStatistics Statistics => _line.Statistics;

    public async Task RunAsync(InventoryProfile profile, ChannelWriter<ReaderEvent> events, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfZero(profile.Antennas.Count);
        _events = events;
        _faults = new FaultLog(events, options.FaultInterval, time);
        await IdentifyAsync(ct);
        for (int turn = 0; ; turn = (turn + 1) % profile.Antennas.Count)
        {
            ct.ThrowIfCancellationRequested();
            if (_desk.HasWork) await WriteTagsAsync(ct);
            if (profile.PollInputs) await PollInputsAsync(ct);
            await _faults.ReportNoiseAsync(Statistics, ct);
            R2000ReplyStatus status = await TakeTurnAsync(profile.Antennas[turn], profile.Session, ct);
            if (status is R2000ReplyStatus.TimedOut or R2000ReplyStatus.Malformed) await RecoverAsync(ct);
            else if (status != R2000ReplyStatus.Ok) await Task.Delay(options.PauseAfterFault, time, ct);
        }
    }

    public Task<TagWriteReport> WriteAsync(TagWriteOrder order, CancellationToken ct) => _desk.AskAsync(order, ct);

    public ValueTask DisposeAsync()
    {
        _desk.Close();
        return _line.DisposeAsync();
    }

    private async ValueTask WriteTagsAsync(CancellationToken ct)
    {
        await _desk.DoAllAsync(order => new R2000Access(_line, order.AntennaPort, (byte)order.PowerDbm, options.RoundTimeout), ct);
        _power = null;
    }

    private async ValueTask IdentifyAsync(CancellationToken ct)
    {
        R2000Reply<Version> firmware;
        while ((firmware = await _line.ExchangeAsync(new GetFirmware(), ct)).Status == R2000ReplyStatus.TimedOut)
            await _line.ResynchronizeAsync(ct);
        R2000Reply<R2000Region> region = await _line.ExchangeAsync(new GetRegion(), ct);
        if (region.Status == R2000ReplyStatus.TimedOut) await _line.ResynchronizeAsync(ct);
        _region = region.Value;
        Identity = $"R2000 firmware {firmware.Value?.ToString() ?? "unknown"}"
            + (region.Status == R2000ReplyStatus.Ok ? $", {_region}" : "");
    }

    /// <summary>A reply did not come. Nothing the reader was told before can be relied on.</summary>
    private async ValueTask RecoverAsync(CancellationToken ct)
    {
        await _faults.ReportAsync(ReaderTrouble.SlowAnswers, "timeout", "The reader did not answer in time; it was asked again.", null, ct);
        _power = null;
        await _line.ResynchronizeAsync(ct);
    }

    /// <returns>Ok when the antenna has listened; TimedOut when the line needs to be resynchronized.</returns>
    private async ValueTask<R2000ReplyStatus> TakeTurnAsync(AntennaSettings antenna, Session session, CancellationToken ct)
    {
        R2000Reply<R2000Result> selected = await _line.ExchangeAsync(new SetWorkAntenna(antenna.Port), ct);
        if (selected.Status != R2000ReplyStatus.Ok) return await RefusedAsync(selected, antenna.Port, ct);
        if (!PowerIs(antenna.PowerDbm))
        {
            R2000Reply<R2000Result> powered = await _line.ExchangeAsync(new SetTemporaryPower((byte)antenna.PowerDbm), ct);
            if (powered.Status != R2000ReplyStatus.Ok) return await RefusedAsync(powered, antenna.Port, ct);
            _power = (antenna.PowerDbm, time.GetTimestamp());
        }
        R2000Turn turn = new(_line, _events, _region, antenna.Port, time);
        R2000Reply<R2000Result> round = session == Session.S0
            ? await turn.RunRoundAsync(new RealTimeInventory(1), options.RoundTimeout, ct)
            : await turn.RunRoundAsync(new SessionInventory(session, TargetB: false, 1), options.RoundTimeout, ct);
        if (round.Status == R2000ReplyStatus.Ok && session != Session.S0)
            round = await turn.RunRoundAsync(new SessionInventory(session, TargetB: true, 1), options.RoundTimeout, ct);
        if (round.Status != R2000ReplyStatus.Ok) return await RefusedAsync(round, antenna.Port, ct);
        if (turn.Complete)
        {
            _faults.Clear(antenna.Port);
            await _events.WriteAsync(ReaderEvent.Of(turn.Listened()), ct);
        }
        return R2000ReplyStatus.Ok;
    }

    private bool PowerIs(int powerDbm) =>
        _power is { } power && power.PowerDbm == powerDbm && time.GetElapsedTime(power.At) < s_powerRefresh;

    private async ValueTask<R2000ReplyStatus> RefusedAsync(R2000Reply<R2000Result> reply, byte port, CancellationToken ct)
    {
        if (reply.Status == R2000ReplyStatus.Refused)
            await _faults.ReportAsync(reply.Error.Trouble(), $"{(byte)reply.Error:X2}", reply.Error.Describe(), port, ct);
        else if (reply.Status == R2000ReplyStatus.Malformed)
            await _faults.ReportAsync(ReaderTrouble.StrangeAnswer, "malformed", "The reader sent an answer of an unknown shape.", port, ct);
        return reply.Status;
    }

    private async ValueTask PollInputsAsync(CancellationToken ct)
    {
        if (_inputsAskedAt is { } asked && time.GetElapsedTime(asked) < options.InputInterval) return;
        _inputsAskedAt = time.GetTimestamp();
        R2000Reply<GpioLevels> reply = await _line.ExchangeAsync(new ReadGpio(), ct);
        if (reply.Status == R2000ReplyStatus.TimedOut) await RecoverAsync(ct);
        if (reply.Status != R2000ReplyStatus.Ok) return;
        if (reply.Value.First != _inputs?.First) await EmitAsync(1, reply.Value.First);
        if (reply.Value.Second != _inputs?.Second) await EmitAsync(2, reply.Value.Second);
        _inputs = reply.Value;

        ValueTask EmitAsync(byte line, bool high) => _events.WriteAsync(ReaderEvent.Of(new ContactState(line, high, _line.ReceivedAt)), ct);
    }
}
