using System.Threading.Channels;
using Edge.Devices;
using Readers;
using Readers.Transports;

namespace Edge.Operations.Doctor;

/// <summary>What one antenna did in a trial.</summary>
/// <param name="Early">Reads in the first half; <paramref name="Late"/> in the second.</param>
internal sealed record AntennaTrial(double ListenedSeconds, int Early, int Late, int Tags);

/// <summary>A reader that was let read for some seconds by its own driver, as the service does.</summary>
/// <param name="Antennas">By port; those that neither listened nor read are absent.</param>
/// <param name="ClockSkew">Reader's clock less ours; null when it tells none.</param>
/// <param name="Lost">Why the line was lost; null when it held.</param>
internal sealed record ReaderTrial(
    IReadOnlyDictionary<byte, AntennaTrial> Antennas, IReadOnlyList<ReaderFault> Faults, TimeSpan? ClockSkew,
    (int Lowest, int Highest)? FrequenciesKhz, string? Lost)
{
    public static async Task<ReaderTrial> RunAsync(ReaderSection settings, TimeSpan length, TimeProvider time, CancellationToken ct)
    {
        InventoryProfile profile = new(
            [.. settings.Antennas.Select(static antenna => new AntennaSettings((byte)antenna.Port, antenna.PowerDbm))], settings.Session, PollInputs: false);
        Channel<ReaderEvent> told = Channel.CreateBounded<ReaderEvent>(8192);
        using CancellationTokenSource over = new(length, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(ct, over.Token);
        Tally tally = new(time.GetUtcNow() + (length / 2));
        Task counted = tally.CountAsync(told.Reader);
        string? lost = null;
        try
        {
            await using IByteTransport transport = await TransportAddress.Parse(settings.Port).OpenAsync(new SerialSettings(settings.BaudRate), ct);
            await using ITagReader reader = ReaderFamilies.Create(settings, transport, time);
            await reader.RunAsync(profile, told.Writer, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The trial's time is over.
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            lost = gone.Message;
        }
        told.Writer.TryComplete();
        await counted;
        return tally.Result(lost);
    }

    private sealed class Tally(DateTimeOffset half)
    {
        private readonly Dictionary<byte, (double Listened, int Early, int Late, HashSet<Epc> Tags)> _antennas = [];
        private readonly List<ReaderFault> _faults = [];
        private TimeSpan? _skew;
        private (int Lowest, int Highest)? _khz;

        public async Task CountAsync(ChannelReader<ReaderEvent> told)
        {
            await foreach (ReaderEvent one in told.ReadAllAsync())
            {
                if (one.Kind == ReaderEventKind.TagRead) Count(one.Read);
                else if (one.Kind == ReaderEventKind.Listened)
                    Change(one.Listening.AntennaPort, (one.Listening.EndedAt - one.Listening.StartedAt).TotalSeconds, 0, 0, null);
                else if (one.Fault is { } fault && !_faults.Exists(known => known.Code == fault.Code && known.AntennaPort == fault.AntennaPort))
                    _faults.Add(fault);
            }
        }

        public ReaderTrial Result(string? lost) => new(
            _antennas.ToDictionary(
                static pair => pair.Key,
                static pair => new AntennaTrial(pair.Value.Listened, pair.Value.Early, pair.Value.Late, pair.Value.Tags.Count)),
            _faults, _skew, _khz, lost);

        private void Count(in TagRead read)
        {
            bool early = read.ObservedAt < half;
            Change(read.AntennaPort, 0, early ? 1 : 0, early ? 0 : 1, read.Epc);
            if (read.ReaderTimestamp is { } theirs) _skew = theirs - read.ObservedAt;
            if (read.FrequencyKhz is { } khz)
                _khz = _khz is { } known ? (Math.Min(known.Lowest, khz), Math.Max(known.Highest, khz)) : (khz, khz);
        }

        private void Change(byte port, double listened, int early, int late, Epc? tag)
        {
            (double Listened, int Early, int Late, HashSet<Epc> Tags) was = _antennas.TryGetValue(port, out var known) ? known : (0, 0, 0, []);
            if (tag is { } heard) was.Tags.Add(heard);
            _antennas[port] = (was.Listened + listened, was.Early + early, was.Late + late, was.Tags);
        }
    }
}
