using System.Threading.Channels;

namespace Readers.ThingMagic;

/// <summary>Continuous reading: the module sends every read of all antennas until it is stopped.</summary>
/// <param name="isCalledAway">Something else is to be done.</param>
internal sealed class ThingMagicStream(
    ThingMagicLine line, Func<bool> isCalledAway, ChannelWriter<ReaderEvent> events, FaultLog faults, ThingMagicOptions options, TimeProvider time)
{
    /// <summary>Option 10 (metadata), search flags 1B (list, large population, streaming), cycle 1000 ms, metadata 01FF.</summary>
    private static readonly byte[] s_start = [0, 0, 1, 0x22, 0, 0, 5, 7, 0x22, 0x10, 0x00, 0x1B, 0x03, 0xE8, 0x01, 0xFF];

    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    private readonly Dictionary<byte, int> _reads = [];
    private DateTimeOffset _periodStart = time.GetUtcNow();
    private bool _lostReads, _ended;

    /// <summary>Returns when the stream has ended by itself, the module has restarted, or something else is to be done.</summary>
    public async ValueTask RunAsync(IReadOnlyList<AntennaSettings> ports, CancellationToken ct)
    {
        List<byte> antennas = [2], powers = [4];
        foreach (AntennaSettings antenna in ports)
        {
            short centi = (short)(antenna.TransmitDbm * 100);
            byte high = (byte)(centi >> 8), low = (byte)centi;
            antennas.AddRange([antenna.Port, antenna.Port]);
            powers.AddRange([antenna.Port, high, low, high, low, 0, 0]);
        }
        await line.ExchangeAsync(ThingMagicOpcode.SetAntenna, powers.ToArray(), ct);
        await line.ExchangeAsync(ThingMagicOpcode.SetAntenna, antennas.ToArray(), ct);
        ThingMagicAnswer started = await line.ExchangeAsync(ThingMagicOpcode.MultiProtocolTagOperation, s_start, ct);
        if (!started.IsOk)
        {
            string why = started.Status?.Describe() ?? "It did not answer in time.";
            await faults.ReportAsync(ReaderTrouble.SettingRefused, "start-refused", $"The module does not start to read. {why}", null, ct);
            await Task.Delay(options.ReplyTimeout, time, ct);
            return;
        }
        _periodStart = time.GetUtcNow();
        try
        {
            while (!_ended && !line.HasRestarted && !isCalledAway())
            {
                ct.ThrowIfCancellationRequested();
                await line.FillAsync(s_period + options.ReplyTimeout, ct);
                await TakeAllAsync(ct);
                if (line.ReceivedAt - _periodStart >= s_period) await EndPeriodAsync(ports, ct);
                await faults.ReportNoiseAsync(line.Statistics, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await StopAsync();
            throw;
        }
    }

    private async ValueTask TakeAllAsync(CancellationToken ct)
    {
        while (line.TryTake(out ThingMagicReply reply))
        {
            if (reply.Opcode == ThingMagicOpcode.BootFirmware) line.HasRestarted = true;
            if (reply.Opcode is not (ThingMagicOpcode.ReadTagMultiple or ThingMagicOpcode.MultiProtocolTagOperation)) continue;
            ThingMagicStreamMessage message = ThingMagicStreamMessage.Parse(reply);
            switch (message.Kind)
            {
                case ThingMagicStreamKind.Tag:
                    line.Statistics.CountRead();
                    byte port = message.Tag.TransmitPort;
                    _reads[port] = _reads.GetValueOrDefault(port) + 1;
                    if (ThingMagicReader.ToRead(message.Tag, line.ReceivedAt) is not { } read) break;
                    ReaderEvent heard = ReaderEvent.Of(read);
                    if (!events.TryWrite(heard)) await events.WriteAsync(heard, ct);
                    break;
                case ThingMagicStreamKind.Fault:
                    ThingMagicStatus status = message.Status;
                    _lostReads = true;
                    await faults.ReportAsync(status.Trouble(), $"{(ushort)status:X4}", status.Describe(), null, ct);
                    break;
                case ThingMagicStreamKind.StreamEnd:
                    _ended = true;
                    break;
                case ThingMagicStreamKind.Malformed:
                    _lostReads = true;
                    break;
                default:
                    break; // keep-alives and status reports: the stream lives
            }
        }
    }

    private async ValueTask EndPeriodAsync(IReadOnlyList<AntennaSettings> antennas, CancellationToken ct)
    {
        if (!_lostReads)
        {
            foreach (AntennaSettings antenna in antennas)
            {
                ListeningPeriod period = new(antenna.Port, _periodStart, line.ReceivedAt, _reads.GetValueOrDefault(antenna.Port));
                await events.WriteAsync(ReaderEvent.Of(period), ct);
            }
        }
        _reads.Clear();
        _lostReads = false;
        _periodStart = line.ReceivedAt;
    }

    private async ValueTask StopAsync()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(1), time);
        try
        {
            await line.ExchangeAsync(ThingMagicOpcode.MultiProtocolTagOperation, [0, 0, 2], limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // It is gone or slow: the next session stops the stream before it does anything else.
        }
    }
}
