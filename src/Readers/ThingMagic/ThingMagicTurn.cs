using System.Buffers.Binary;
using System.Threading.Channels;

namespace Readers.ThingMagic;

/// <summary>One antenna's turn after another: select it, search into the module's buffer, fetch the buffer.</summary>
/// <remarks>Remembers what the module has been set to, so that it is told only what changes.</remarks>
internal sealed class ThingMagicTurn(
    ThingMagicLine line, InventoryFit fit, CountProgress? count, ChannelWriter<ReaderEvent> events, ThingMagicOptions options, TimeProvider time)
{
    private const byte TidBank = 2, TidWords = 6;
    private const int OperationMs = 50;

    private int? _powerDbm;
    private bool? _targetB;

    /// <summary>The module has missed something: everything is set again.</summary>
    public void Forget() => (_powerDbm, _targetB) = (null, null);

    /// <param name="index">Which antenna, when watching; a count knows its own.</param>
    /// <returns>Success when the antenna has listened, the module's fault when not, null when it did not answer.</returns>
    public async ValueTask<(ThingMagicStatus? Status, ListeningPeriod Period)> RunAsync(int index, CancellationToken ct)
    {
        AntennaSettings antenna = count?.Antenna ?? fit.Antennas[index];
        ListeningPeriod period = new(antenna.Port, default, default, 0, Counting: count is not null, count?.StepDb ?? 0);
        ThingMagicStatus? status = await TuneAsync(antenna, ct);
        DateTimeOffset startedAt = time.GetUtcNow();
        count?.ListeningBegins();
        while (status == ThingMagicStatus.Success)
        {
            (status, DateTimeOffset endedAt, int reads) = await SearchAsync(ct);
            if (status != ThingMagicStatus.Success) break;
            period = period with { StartedAt = startedAt, EndedAt = endedAt < startedAt ? startedAt : endedAt, Reads = period.Reads + reads };
            if (count is null or { StepIsOver: true }) break;
        }
        return (status, period);
    }

    private async ValueTask<ThingMagicStatus?> TuneAsync(AntennaSettings antenna, CancellationToken ct)
    {
        ThingMagicAnswer answer = await line.ExchangeAsync(ThingMagicOpcode.SetAntenna, [2, antenna.Port, antenna.Port], ct);
        if (!answer.IsOk) return answer.Status;
        if (_powerDbm != antenna.TransmitDbm)
        {
            short centi = (short)(antenna.TransmitDbm * 100);
            answer = await line.ExchangeAsync(ThingMagicOpcode.SetReadPower, [(byte)(centi >> 8), (byte)centi], ct);
            if (!answer.IsOk) return answer.Status;
            _powerDbm = antenna.TransmitDbm;
        }
        if (fit.Targets != TargetHandling.OneASweep || _targetB == count!.TargetB) return ThingMagicStatus.Success;
        answer = await line.ExchangeAsync(ThingMagicOpcode.SetProtocolParameter, [5, 1, 1, count.TargetB ? (byte)1 : (byte)0], ct);
        if (answer.IsOk) _targetB = count.TargetB;
        return answer.Status;
    }

    private async ValueTask<(ThingMagicStatus? Status, DateTimeOffset EndedAt, int Reads)> SearchAsync(CancellationToken ct)
    {
        ThingMagicAnswer answer = await line.ExchangeAsync(ThingMagicOpcode.ClearTagBuffer, [], ct);
        if (!answer.IsOk) return (answer.Status, default, 0);
        answer = await line.ExchangeAsync(ThingMagicOpcode.ReadTagMultiple, Search(), options.SearchTime + options.ReplyTimeout, ct);
        if (answer.Status is not (ThingMagicStatus.Success or ThingMagicStatus.NoTagsFound)) return (answer.Status, default, 0);
        DateTimeOffset endedAt = line.ReceivedAt;
        if (!answer.IsOk) return (ThingMagicStatus.Success, endedAt, 0);
        ThingMagicStreamMessage found = ThingMagicStreamMessage.Parse(
            new ThingMagicReply(ThingMagicOpcode.ReadTagMultiple, answer.Status!.Value, answer.Data.Span));
        (ThingMagicStatus? status, int reads) = await FetchAsync(found.Count, endedAt, ct);
        return (status, endedAt, reads);
    }

    /// <summary>Search flags 13: list, large count. With the identity also 04, and one embedded read (28) of its first words.</summary>
    private byte[] Search()
    {
        int milliseconds = (int)options.SearchTime.TotalMilliseconds;
        (byte high, byte low) = ((byte)(milliseconds >> 8), (byte)milliseconds);
        return fit.ReadTid
            ? [0x10, 0, 0x17, high, low, 0x01, 0xFF, 1, 9, (byte)ThingMagicOpcode.ReadTagData, 0, OperationMs, 0, TidBank, 0, 0, 0, 0, TidWords]
            : [0, 0, 0x13, high, low];
    }

    private async ValueTask<(ThingMagicStatus? Status, int Reads)> FetchAsync(uint found, DateTimeOffset observedAt, CancellationToken ct)
    {
        int reads = 0;
        while (reads < found)
        {
            ThingMagicAnswer answer = await line.ExchangeAsync(ThingMagicOpcode.GetTagBuffer, [0x01, 0xFF, 0], ct);
            if (!answer.IsOk) return (answer.Status, reads);
            int before = reads;
            for (int at = 4; TryNext(answer.Data.Span, ref at, observedAt, out TagRead? read); reads++)
            {
                if (read is null) continue;
                count?.Heard(read.Value.Epc);
                ReaderEvent heard = ReaderEvent.Of(read.Value);
                if (!events.TryWrite(heard)) await events.WriteAsync(heard, ct);
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
        line.Statistics.CountRead();
        read = ThingMagicReader.ToRead(tag, observedAt);
        return true;
    }
}
