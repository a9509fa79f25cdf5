using System.Buffers.Binary;
using System.Threading.Channels;
using Readers.Transports;
using Readers.Writing;

namespace Readers.ThingMagic;

/// <summary>A ThingMagic (JADAK, Novanta) module or one that speaks like it, over a serial line.</summary>
/// <remarks>
/// In turns: select one antenna and its power, search for a while into the module's buffer, fetch the buffer. The end of the search is
/// the end of that antenna's listening period. Continuous: the module streams the reads of all antennas, and these listen together.
/// </remarks>
public sealed class ThingMagicReader(IByteTransport transport, ThingMagicOptions options, TimeProvider time) : ITagReader, ITagWriter
{
    private static readonly TimeSpan s_retrySetup = TimeSpan.FromSeconds(5);

    private readonly ThingMagicLine _line = new(transport, options, new ReaderStatistics(), time);
    private readonly WriteDesk _desk = new();
    private FaultLog _faults = null!;
    private ChannelWriter<ReaderEvent> _events = null!;
    private int? _powerDbm;
    private long? _inputsAskedAt;
    private readonly Dictionary<byte, bool> _inputs = [];

    public string? Identity { get; private set; }

    public ReaderStatistics Statistics => _line.Statistics;

    public async Task RunAsync(InventoryProfile profile, ChannelWriter<ReaderEvent> events, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfZero(profile.Antennas.Count);
        _events = events;
        _faults = new FaultLog(events, options.FaultInterval, time);
        while (true)
        {
            Identity = await new ThingMagicSetup(_line, options, _faults).RunAsync(profile.Session, ct) ?? Identity;
            _powerDbm = null;
            if (Identity is null)
            {
                await Task.Delay(s_retrySetup, time, ct);
                continue;
            }
            if (_desk.HasWork)
            {
                await _desk.DoAllAsync(order => new ThingMagicAccess(_line, order.AntennaPort, order.PowerDbm, options.ReplyTimeout), ct);
                continue; // power, session and options have changed
            }
            if (options.Continuous) await new ThingMagicStream(_line, _desk, events, _faults, options, time).RunAsync(profile, ct);
            else await TakeTurnsAsync(profile, ct);
        }
    }

    public Task<TagWriteReport> WriteAsync(TagWriteOrder order, CancellationToken ct) => _desk.AskAsync(order, ct);

    public ValueTask DisposeAsync()
    {
        _desk.Close();
        return _line.DisposeAsync();
    }

    /// <summary>Returns when the module has restarted and needs to be set up again, or when a tag is to be written.</summary>
    private async ValueTask TakeTurnsAsync(InventoryProfile profile, CancellationToken ct)
    {
        for (int turn = 0; !_line.HasRestarted && !_desk.HasWork; turn = (turn + 1) % profile.Antennas.Count)
        {
            ct.ThrowIfCancellationRequested();
            if (profile.PollInputs) await PollInputsAsync(ct);
            await _faults.ReportNoiseAsync(Statistics, ct);
            ThingMagicStatus? status = await TakeTurnAsync(profile.Antennas[turn], ct);
            if (status is null)
            {
                await _faults.ReportAsync(ReaderTrouble.SlowAnswers, "timeout", "The module did not answer in time; it was asked again.", null, ct);
                _powerDbm = null;
                await _line.ResynchronizeAsync(ct);
            }
            else if (status != ThingMagicStatus.Success)
            {
                byte port = profile.Antennas[turn].Port;
                await _faults.ReportAsync(status.Value.Trouble(), $"{(ushort)status.Value:X4}", status.Value.Describe(), port, ct);
                if (status == ThingMagicStatus.RadioNotOn) return; // the region is gone: the module has restarted unnoticed
                await Task.Delay(options.PauseAfterFault, time, ct);
            }
        }
    }

    /// <returns>Success when the antenna has listened, the module's fault when not, null when it did not answer.</returns>
    private async ValueTask<ThingMagicStatus?> TakeTurnAsync(AntennaSettings antenna, CancellationToken ct)
    {
        ThingMagicAnswer answer = await _line.ExchangeAsync(ThingMagicOpcode.SetAntenna, [2, antenna.Port, antenna.Port], ct);
        if (!answer.IsOk) return answer.Status;
        if (_powerDbm != antenna.PowerDbm)
        {
            short centi = (short)(antenna.PowerDbm * 100);
            answer = await _line.ExchangeAsync(ThingMagicOpcode.SetReadPower, [(byte)(centi >> 8), (byte)centi], ct);
            if (!answer.IsOk) return answer.Status;
            _powerDbm = antenna.PowerDbm;
        }
        answer = await _line.ExchangeAsync(ThingMagicOpcode.ClearTagBuffer, [], ct);
        if (!answer.IsOk) return answer.Status;

        int milliseconds = (int)options.SearchTime.TotalMilliseconds;
        DateTimeOffset startedAt = time.GetUtcNow();
        answer = await _line.ExchangeAsync(
            ThingMagicOpcode.ReadTagMultiple, [0, 0, 0x13, (byte)(milliseconds >> 8), (byte)milliseconds],
            options.SearchTime + options.ReplyTimeout, ct);
        if (answer.Status is not (ThingMagicStatus.Success or ThingMagicStatus.NoTagsFound)) return answer.Status;
        DateTimeOffset endedAt = _line.ReceivedAt < startedAt ? startedAt : _line.ReceivedAt;
        int reads = 0;
        if (answer.IsOk)
        {
            ThingMagicStreamMessage found = ThingMagicStreamMessage.Parse(
                new ThingMagicReply(ThingMagicOpcode.ReadTagMultiple, answer.Status!.Value, answer.Data.Span));
            (ThingMagicStatus? status, reads) = await FetchAsync(found.Count, endedAt, ct);
            if (status != ThingMagicStatus.Success) return status;
        }
        _faults.Clear(antenna.Port);
        await _events.WriteAsync(ReaderEvent.Of(new ListeningPeriod(antenna.Port, startedAt, endedAt, reads)), ct);
        return ThingMagicStatus.Success;
    }

    private async ValueTask<(ThingMagicStatus? Status, int Reads)> FetchAsync(uint count, DateTimeOffset observedAt, CancellationToken ct)
    {
        int reads = 0;
        while (reads < count)
        {
            ThingMagicAnswer answer = await _line.ExchangeAsync(ThingMagicOpcode.GetTagBuffer, [0x01, 0xFF, 0], ct);
            if (!answer.IsOk) return (answer.Status, reads);
            int before = reads;
            for (int at = 4; TryNext(answer.Data.Span, ref at, observedAt, out TagRead? read); reads++)
            {
                if (read is null) continue;
                ReaderEvent heard = ReaderEvent.Of(read.Value);
                if (!_events.TryWrite(heard)) await _events.WriteAsync(heard, ct);
            }
            if (reads == before) return (ThingMagicStatus.NotEnoughTagsInBuffer, reads); // it counted more than it gives
        }
        return (ThingMagicStatus.Success, reads);
    }

    private bool TryNext(ReadOnlySpan<byte> data, ref int at, DateTimeOffset observedAt, out TagRead? read)
    {
        read = null;
        if (data.Length <= at) return false;
        ReadOnlySpan<byte> rest = data[at..];
        if (!ThingMagicTag.TryRead(ref rest, (ThingMagicMetadata)BinaryPrimitives.ReadUInt16BigEndian(data), out ThingMagicTag tag)) return false;
        at = data.Length - rest.Length;
        Statistics.CountRead();
        read = ToRead(tag, observedAt);
        return true;
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
            ObservedAt = observedAt,
            Count = tag.ReadCount,
        };
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
            if (isOutput || (_inputs.TryGetValue(pin, out bool was) && was == high)) continue;
            _inputs[pin] = high;
            await _events.WriteAsync(ReaderEvent.Of(new ContactState(pin, high, _line.ReceivedAt)), ct);
        }
    }
}
