using System.Threading.Channels;
using Readers.R2000.Commands;

namespace Readers.R2000;

/// <summary>What is known of the reader's radio between two turns: its power, and whether its firmware knows sessions.</summary>
internal sealed class R2000Radio(R2000Line line, ChannelWriter<ReaderEvent> events, R2000Region region, R2000Options options, TimeProvider time)
{
    /// <summary>Power is set again after this time: a reader that restarted unnoticed has forgotten it.</summary>
    private static readonly TimeSpan s_powerRefresh = TimeSpan.FromSeconds(10);

    private (int PowerDbm, long At)? _power;

    /// <summary>A round by 8B has come to its end once.</summary>
    public bool KnowsSessions { get; set; }

    public R2000Turn Turn(AntennaSettings antenna) => new(this, line, events, region, antenna, options, time);

    public void ForgetPower() => _power = null;

    /// <summary>Selects the port and sets its power where it is not set already.</summary>
    public async ValueTask<R2000Reply<R2000Result>> TuneAsync(AntennaSettings antenna, CancellationToken ct)
    {
        R2000Reply<R2000Result> done = await line.ExchangeAsync(new SetWorkAntenna(antenna.Port), ct);
        if (done.Status != R2000ReplyStatus.Ok || PowerIs(antenna.TransmitDbm)) return done;
        done = await line.ExchangeAsync(new SetTemporaryPower((byte)antenna.TransmitDbm), ct);
        if (done.Status == R2000ReplyStatus.Ok) _power = (antenna.TransmitDbm, time.GetTimestamp());
        return done;
    }

    private bool PowerIs(int powerDbm) =>
        _power is { } power && power.PowerDbm == powerDbm && time.GetElapsedTime(power.At) < s_powerRefresh;
}
