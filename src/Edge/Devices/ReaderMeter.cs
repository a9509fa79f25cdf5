using Edge.Operations;
using Readers;

namespace Edge.Devices;

/// <summary>What one reader has done in the last minute, for the devices page. Written by its worker only.</summary>
/// <param name="shutSince">Since when the door before an antenna's place has been shut; null when it is open or nobody knows.</param>
internal sealed class ReaderMeter(ReaderSection settings, Func<string, DateTimeOffset?> shutSince, TimeProvider time)
{
    /// <summary>Finding of an antenna that hears nothing any more.</summary>
    private const string AntennaDeaf = "antenna-deaf";
    private const int Seconds = 60, NoiseLooks = 4;
    private const string Silent = "silent";
    private static readonly TimeSpan s_deafAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<byte, Window> _antennas = settings.Antennas.ToDictionary(
        static antenna => (byte)antenna.Port, static _ => new Window());
    private readonly Dictionary<byte, AntennaEar> _ears = settings.Antennas.ToDictionary(
        static antenna => (byte)antenna.Port, static _ => new AntennaEar());
    private readonly Window _all = new();
    private readonly Dictionary<byte, int> _returnLossDb = [];
    private int? _celsius;
    private readonly StandingFaults _faults = new(time);
    private ITagReader? _reader;
    private DateTimeOffset? _lastSeen;
    private readonly TroubleAge _age = new(time);
    private long _lostAt = time.GetTimestamp();
    private string? _finding = "starting", _detail;
    private long _heardAt;
    private readonly Queue<(long Bytes, long Noise, long BadChecksums)> _line = new();

    public bool IsInService { get { lock (_gate) return _finding is null; } }

    /// <summary>Zero while in service.</summary>
    public TimeSpan LostFor { get { lock (_gate) return _finding is null ? TimeSpan.Zero : time.GetElapsedTime(_lostAt); } }

    public void Opened(ITagReader reader)
    {
        lock (_gate)
        {
            _reader = reader;
            _line.Clear(); // its counters start again
            _faults.Clear();
            _returnLossDb.Clear();
            _celsius = null;
        }
    }

    /// <returns>True when that is news.</returns>
    public bool Lost(string finding, string detail)
    {
        lock (_gate)
        {
            if (_finding is null) _lostAt = time.GetTimestamp();
            bool news = _detail != detail;
            (_finding, _detail) = (finding, detail);
            return news;
        }
    }

    public void Stopped() => Lost("stopped", "The service is stopping.");

    public void Count(in ReaderEvent told)
    {
        lock (_gate)
        {
            long second = time.GetTimestamp() / time.TimestampFrequency;
            if (told.Kind == ReaderEventKind.Fault)
            {
                if (told.Fault is { Trouble: not ReaderTrouble.Noise } fault) _faults.Add(fault); // noise is counted here, to the second
                return;
            }
            if (told.Kind == ReaderEventKind.Tuned) return; // the driver's word, not the device's
            (_finding, _detail) = (null, null);
            _lastSeen = time.GetUtcNow();
            _heardAt = time.GetTimestamp();
            if (told.Measured is { } measured) Keep(measured);
            if (told.Kind == ReaderEventKind.TagRead)
            {
                _all.Add(second, 1, 0);
                if (_antennas.TryGetValue(told.Read.AntennaPort, out Window? antenna)) antenna.Add(second, 1, 0);
            }
            else if (told.Kind == ReaderEventKind.Listened)
            {
                // While counting tags keep quiet: nobody can tell that from deafness.
                if (!told.Listening.Counting && _ears.TryGetValue(told.Listening.AntennaPort, out AntennaEar? ear)) ear.Listened(told.Listening);
                _faults.Listened(told.Listening.AntennaPort);
                double listened = (told.Listening.EndedAt - told.Listening.StartedAt).TotalSeconds;
                if (_antennas.TryGetValue(told.Listening.AntennaPort, out Window? antenna)) antenna.Add(second, 0, listened);
            }
        }
    }

    public DeviceHealth Health()
    {
        lock (_gate)
        {
            long second = time.GetTimestamp() / time.TimestampFrequency;
            bool noisy = IsNoisy();
            bool quiet = _finding is null && time.GetElapsedTime(_heardAt) > s_deafAfter;
            string? finding = quiet ? Silent : _finding ?? (noisy ? "noise" : null);
            DateTimeOffset since = _age.Since(finding is null, finding == Silent ? _lastSeen : null);
            IReadOnlyList<DeviceFault> faults = [.. _faults.Now(), .. settings.Antennas.SelectMany(Deafness)];
            AntennaHealth[] antennas = [.. settings.Antennas.Select(antenna => Antenna(antenna, second, faults))];
            DeviceState state = finding switch
            {
                null => faults.Count > 0 ? DeviceState.Degraded : DeviceState.InService,
                "starting" => DeviceState.Starting,
                "noise" => DeviceState.Degraded,
                _ => DeviceState.NotInService,
            };
            return new DeviceHealth(
                settings.Id, "reader", state, Math.Round(_all.Reads(second) / (double)Seconds, 1), "reads/s", finding, _detail,
                _lastSeen, since)
            {
                Identity = _reader?.Identity,
                Capabilities = _reader?.Capabilities,
                Antennas = antennas,
                Celsius = _celsius,
                Faults = faults,
                NoiseBytes = _reader?.Statistics.NoiseBytes ?? 0,
                BadChecksums = _reader?.Statistics.BadChecksums ?? 0,
            };
        }
    }

    /// <summary>More than one byte in forty made no sense, or frames were broken again and again, in the last looks.</summary>
    private bool IsNoisy()
    {
        if (_reader?.Statistics is not { } line) return false;
        _line.Enqueue((line.Bytes, line.NoiseBytes, line.BadChecksums));
        if (_line.Count > NoiseLooks) _line.Dequeue();
        (long bytes, long noise, long broken) = _line.Peek();
        return line.NoiseBytes - noise > (line.Bytes - bytes) / 40 || line.BadChecksums - broken >= NoiseLooks;
    }

    private IEnumerable<DeviceFault> Deafness(AntennaSection antenna)
    {
        if (_ears[(byte)antenna.Port].DeafSince(shutSince(antenna.Place)) is { } since)
            yield return new DeviceFault(
                AntennaDeaf, AntennaDeaf, $"It listens and hears no tag any more, with the door of {antenna.Place} shut all the while.", (byte)antenna.Port, since);
    }

    private AntennaHealth Antenna(AntennaSection antenna, long second, IReadOnlyList<DeviceFault> faults)
    {
        byte port = (byte)antenna.Port;
        Window window = _antennas[port];
        double listened = window.Listened(second);
        return new AntennaHealth(
            port, antenna.Place, Math.Round(listened, 1), listened > 0 ? Math.Round(window.Reads(second) / listened, 1) : 0,
            faults.FirstOrDefault(fault => fault.Antenna == port)?.Finding)
        {
            ReturnLossDb = _returnLossDb.TryGetValue(port, out int lossDb) ? lossDb : null,
        };
    }

    private void Keep(ReaderMeasurement measured)
    {
        if (measured.AntennaPort is { } port) _returnLossDb[port] = measured.Value;
        else _celsius = measured.Value;
    }

    /// <summary>Sums over the last minute, in slots of a second.</summary>
    private sealed class Window
    {
        private readonly int[] _reads = new int[Seconds];
        private readonly double[] _listened = new double[Seconds];
        private long _newest = long.MinValue;

        public void Add(long second, int reads, double listened)
        {
            Advance(second);
            int slot = (int)(second % Seconds);
            _reads[slot] += reads;
            _listened[slot] += listened;
        }

        public int Reads(long second)
        {
            Advance(second);
            return _reads.Sum();
        }

        public double Listened(long second)
        {
            Advance(second);
            return _listened.Sum();
        }

        private void Advance(long second)
        {
            if (second - _newest >= Seconds || _newest == long.MinValue)
            {
                Array.Clear(_reads);
                Array.Clear(_listened);
            }
            else
            {
                for (long s = _newest + 1; s <= second; s++) (_reads[(int)(s % Seconds)], _listened[(int)(s % Seconds)]) = (0, 0);
            }
            _newest = Math.Max(_newest, second);
        }
    }
}
