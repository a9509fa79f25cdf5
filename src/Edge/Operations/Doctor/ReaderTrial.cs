using System.Threading.Channels;
using Edge.Devices;
using Readers;
using Readers.Transports;

namespace Edge.Operations.Doctor;

/// <summary>What one antenna did in a trial.</summary>
/// <param name="LateSeconds">Of the listening time, what began in the second half.</param>
/// <param name="Early">Reads in the first half; <paramref name="Late"/> in the second.</param>
internal sealed record AntennaTrial(double ListenedSeconds, double LateSeconds, int Early, int Late, int Tags);

/// <summary>A reader that was let read for some seconds by its own driver, as the service does.</summary>
/// <param name="Antennas">By port; those that neither listened nor read are absent.</param>
/// <param name="ClockSkew">Reader's clock less ours; null when it tells none.</param>
/// <param name="Lost">Why the line was lost; null when it held.</param>
internal sealed record ReaderTrial(
    IReadOnlyDictionary<byte, AntennaTrial> Antennas, IReadOnlyList<ReaderFault> Faults, TimeSpan? ClockSkew,
    (int Lowest, int Highest)? FrequenciesKhz, string? Lost)
{
    private const int Retries = 3;
    private static readonly TimeSpan s_noticing = TimeSpan.FromMilliseconds(300);

    /// <summary>What the device said it can; null when it was lost before.</summary>
    public ReaderCapabilities? Capabilities { get; private init; }

    /// <summary>Levels of its inputs as last told, by number; empty where it has none.</summary>
    public IReadOnlyDictionary<byte, bool> Inputs { get; init; } = new Dictionary<byte, bool>();

    /// <summary>What it measured of itself last; empty where it does not, or the trial was too short.</summary>
    public IReadOnlyList<ReaderMeasurement> Measured { get; init; } = [];

    public static async Task<ReaderTrial> RunAsync(ReaderSection settings, TimeSpan length, TimeProvider time, CancellationToken ct)
    {
        InventoryProfile profile = new(
            [.. settings.Antennas.Select(static antenna => new AntennaSettings((byte)antenna.Port, antenna.PowerDbm))], settings.Session, PollInputs: true);
        Channel<ReaderEvent> told = Channel.CreateBounded<ReaderEvent>(8192);
        using CancellationTokenSource over = new(length, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(ct, over.Token);
        Tally tally = new(time.GetUtcNow() + (length / 2));
        Task counted = tally.CountAsync(told.Reader);
        (ReaderCapabilities? capabilities, string? lost) = await ReadAsync(settings, profile, told.Writer, time, either.Token, ct);
        // A network reader takes one client, and needs a moment to notice that the one which asked it who it is has gone.
        for (int again = 0; again < Retries && lost is not null && capabilities is null && !either.IsCancellationRequested; again++)
        {
            await Task.Delay(s_noticing, time, ct);
            (capabilities, lost) = await ReadAsync(settings, profile, told.Writer, time, either.Token, ct);
        }
        told.Writer.TryComplete();
        await counted;
        return tally.Result(lost) with { Capabilities = capabilities };
    }

    /// <returns>What the device said it can, null when it was lost before; and why it was lost, null when the time was over.</returns>
    private static async Task<(ReaderCapabilities? Capabilities, string? Lost)> ReadAsync(
        ReaderSection settings, InventoryProfile profile, ChannelWriter<ReaderEvent> told, TimeProvider time, CancellationToken over, CancellationToken ct)
    {
        ReaderCapabilities? capabilities = null;
        try
        {
            await using IByteTransport transport = await TransportAddress.Parse(settings.Port).OpenAsync(new SerialSettings(settings.BaudRate), over);
            await using ITagReader reader = ReaderFamilies.Create(settings, transport, time);
            try
            {
                await reader.RunAsync(profile, told, over);
            }
            finally
            {
                capabilities = reader.Capabilities;
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The trial's time is over.
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return (capabilities, gone.Message);
        }
        return (capabilities, null);
    }

    private sealed class Tally(DateTimeOffset half)
    {
        private readonly Dictionary<byte, Sums> _antennas = [];
        private readonly List<ReaderFault> _faults = [];
        private readonly SortedDictionary<byte, bool> _inputs = [];
        private readonly Dictionary<(ReaderQuantity, byte?), ReaderMeasurement> _measured = [];
        private TimeSpan? _skew;
        private (int Lowest, int Highest)? _khz;

        public async Task CountAsync(ChannelReader<ReaderEvent> told)
        {
            await foreach (ReaderEvent one in told.ReadAllAsync())
            {
                if (one.Kind == ReaderEventKind.TagRead) Count(one.Read);
                else if (one.Kind == ReaderEventKind.Listened) Count(one.Listening);
                else if (one.Kind == ReaderEventKind.Input) _inputs[one.Input.Line] = one.Input.High;
                else if (one.Measured is { } measured) _measured[(measured.Quantity, measured.AntennaPort)] = measured;
                else if (one.Fault is { } fault && !_faults.Exists(known => known.Code == fault.Code && known.AntennaPort == fault.AntennaPort))
                    _faults.Add(fault);
            }
        }

        public ReaderTrial Result(string? lost) => new(
            _antennas.ToDictionary(
                static pair => pair.Key,
                static pair => new AntennaTrial(
                    pair.Value.Listened, pair.Value.LateListened, pair.Value.Early, pair.Value.Late, pair.Value.Tags.Count)),
            _faults, _skew, _khz, lost)
        { Inputs = _inputs, Measured = [.. _measured.Values] };

        private void Count(in TagRead read)
        {
            Sums sums = Of(read.AntennaPort);
            if (read.ObservedAt < half) sums.Early++;
            else sums.Late++;
            sums.Tags.Add(read.Epc);
            if (read.ReaderTimestamp is { } theirs) _skew = theirs - read.ObservedAt;
            if (read.FrequencyKhz is { } khz)
                _khz = _khz is { } known ? (Math.Min(known.Lowest, khz), Math.Max(known.Highest, khz)) : (khz, khz);
        }

        private void Count(ListeningPeriod period)
        {
            Sums sums = Of(period.AntennaPort);
            double seconds = (period.EndedAt - period.StartedAt).TotalSeconds;
            sums.Listened += seconds;
            if (period.StartedAt >= half) sums.LateListened += seconds;
        }

        private Sums Of(byte port)
        {
            if (!_antennas.TryGetValue(port, out Sums? sums)) _antennas[port] = sums = new Sums();
            return sums;
        }

        private sealed class Sums
        {
            public double Listened { get; set; }
            public double LateListened { get; set; }
            public int Early { get; set; }
            public int Late { get; set; }
            public HashSet<Epc> Tags { get; } = [];
        }
    }
}
