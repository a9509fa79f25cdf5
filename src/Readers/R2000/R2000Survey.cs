using Readers.R2000.Commands;

namespace Readers.R2000;

/// <summary>Asks a reader what it is. Changes nothing but the work antenna, which each turn sets anew.</summary>
/// <remarks>
/// The protocol does not tell the number of antenna ports: a reader refuses to select one that it has not. Powers are those of the
/// protocol; a reader with a narrower range refuses with 48. Whether firmware knows the session command shows when it is used.
/// </remarks>
internal sealed class R2000Survey(R2000Line line)
{
    private const double WeakestDbm = 0, StrongestDbm = 33;
    public const byte Gpios = 2;
    private static readonly byte[] s_portCounts = [8, 4, 2];

    /// <summary>Of the last survey; carriers of tag reports follow from it.</summary>
    public R2000Region Region { get; private set; }

    /// <summary>Returns when the reader answers.</summary>
    /// <exception cref="ReaderLostException">It does not.</exception>
    public async ValueTask<ReaderCapabilities> RunAsync(CancellationToken ct)
    {
        R2000Reply<Version> firmware;
        while ((firmware = await line.ExchangeAsync(new GetFirmware(), ct)).Status == R2000ReplyStatus.TimedOut)
            await line.ResynchronizeAsync(ct);
        R2000Reply<R2000Region> region = await AskAsync(new GetRegion(), ct);
        Region = region.Value;
        return new ReaderCapabilities
        {
            Model = "R2000",
            Firmware = firmware.Value?.ToString(),
            AntennaPorts = await PortsAsync(ct),
            Power = new PowerRange(WeakestDbm, StrongestDbm),
            Region = region.Status == R2000ReplyStatus.Ok ? Region.ToString() : null,
            ChannelsKhz = [.. Region.ChannelsKhz],
            ChoosesTarget = true,
            CountsInSteps = true,
            Inputs = Gpios,
            Outputs = Gpios,
            Tid = TidReading.Apart,
        };
    }

    private async ValueTask<byte?> PortsAsync(CancellationToken ct)
    {
        foreach (byte ports in s_portCounts)
        {
            R2000Reply<R2000Result> selected = await AskAsync(new SetWorkAntenna(ports), ct);
            // A port without an antenna is there all the same; any other refusal says nothing about the port.
            if (selected.Status == R2000ReplyStatus.Ok || selected.Error == R2000Result.AntennaMissing) return ports;
            if (selected.Error != R2000Result.BadAntenna) return null;
        }
        return 1;
    }

    private async ValueTask<R2000Reply<T>> AskAsync<T>(IR2000Command<T> question, CancellationToken ct)
    {
        R2000Reply<T> answer = await line.ExchangeAsync(question, ct);
        if (answer.Status == R2000ReplyStatus.TimedOut) await line.ResynchronizeAsync(ct);
        return answer;
    }
}
