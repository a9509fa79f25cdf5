using Inventory;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Stocktaking;

namespace Edge.Devices;

/// <summary>What one count hears in the round that runs. Locked by itself: reads come from the devices, the round is taken by the desk.</summary>
internal sealed class RunningCount
{
    private readonly Lock _gate = new();
    private readonly PresenceLayout _layout;
    private readonly bool[] _counts; // by antenna: it hears a cabinet that is counted
    private readonly double[] _seconds;
    private readonly int[] _reads;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, SweepTally> _sweeps = [];
    private readonly Dictionary<TagUii, PlaceId> _places = []; // where tags were heard in rounds that are over
    private CountTally _inside = new(), _elsewhere = new();
    private long _roundBegan;

    public RunningCount(Stocktake count, PresenceLayout layout, TimeProvider time)
    {
        (_layout, _time, Number) = (layout, time, count.Number);
        _counts = [.. layout.Antennas.Select(antenna => count.Covers(antenna.Zone))];
        _seconds = new double[layout.Antennas.Count];
        _reads = new int[layout.Antennas.Count];
        foreach (AntennaSite antenna in layout.Antennas) _sweeps.TryAdd(antenna.Reader, new SweepTally());
        _roundBegan = time.GetTimestamp();
    }

    public int Number { get; }

    public TimeSpan RoundLasts => _time.GetElapsedTime(_roundBegan);

    public void Observe(ReadOnlySpan<TagObservation> reads)
    {
        lock (_gate)
        {
            foreach (ref readonly TagObservation read in reads)
            {
                _reads[read.Antenna]++;
                (_counts[read.Antenna] ? _inside : _elsewhere).Observe(read.Tag, read.Antenna, read.RssiDbm, read.AtTicks);
                if (_counts[read.Antenna]) _sweeps[_layout.Antennas[read.Antenna].Reader].Heard(read.Tag);
            }
        }
    }

    /// <param name="stepDb">Of a reader that counts; null where it watches.</param>
    public void Listened(AntennaListened period, int? stepDb)
    {
        lock (_gate)
        {
            _seconds[period.Antenna] += Math.Max(0, period.ToTicks - period.FromTicks) / (double)TimeSpan.TicksPerSecond;
            if (!_counts[period.Antenna]) return;
            SweepTally sweeps = _sweeps[_layout.Antennas[period.Antenna].Reader];
            if (stepDb is { } step) sweeps.StepEnded(step);
            else sweeps.Broken();
        }
    }

    /// <param name="whole">False where the reader begins anew or does something else.</param>
    public void SweepEnded(string reader, bool whole)
    {
        lock (_gate)
        {
            if (!_sweeps.TryGetValue(reader, out SweepTally? sweeps)) return;
            if (whole) sweeps.SweepEnded();
            else sweeps.Broken();
        }
    }

    /// <summary>The round that runs: how long it lasts, and the tags that antennas of the count heard in it.</summary>
    public (double Seconds, IReadOnlyCollection<TagUii> Heard) Look()
    {
        lock (_gate) return (RoundLasts.TotalSeconds, [.. _inside.All().Select(static heard => heard.Key)]);
    }

    /// <summary>Ends the round and begins the next.</summary>
    /// <param name="resolve">From a tag to the bag that it speaks for.</param>
    public StocktakeRoundEnded TakeRound(Func<TagUii, UnitKey?> resolve, DateTimeOffset at)
    {
        lock (_gate)
        {
            double seconds = RoundLasts.TotalSeconds;
            var swept = _sweeps.ToDictionary(static reader => reader.Key, static reader => reader.Value.Take());
            Dictionary<TagUii, IReadOnlyList<StepAnswers>> answers = [];
            foreach ((TagUii tag, IReadOnlyList<StepAnswers> told) in swept.Values.SelectMany(static reader => reader.Answers))
                answers[tag] = [.. answers.GetValueOrDefault(tag, []), .. told];
            List<HeardTag> heard = [];
            foreach ((TagUii tag, TagTally inside) in _inside.All())
            {
                _elsewhere.TryGet(tag, out TagTally elsewhere);
                _places[tag] = _layout.Antennas[inside.BestAntenna].Zone;
                answers.Remove(tag, out IReadOnlyList<StepAnswers>? told);
                heard.Add(new HeardTag(
                    tag, resolve(tag), _places[tag], inside.Hits, elsewhere.Hits,
                    float.IsFinite(inside.BestRssiDbm) ? Math.Round(inside.BestRssiDbm, 1) : null, told));
            }
            foreach ((TagUii tag, IReadOnlyList<StepAnswers> told) in answers) // heard in the round before, in a sweep that has ended now
                if (_places.TryGetValue(tag, out PlaceId place)) heard.Add(new HeardTag(tag, resolve(tag), place, 0, 0, null, told));
            ListenedPlace[] listened =
            [
                .. from antenna in _layout.Antennas.Index()
                   where _counts[antenna.Index]
                   group antenna.Index by antenna.Item.Zone into place
                   let reader = swept[_layout.Antennas[place.First()].Reader]
                   select new ListenedPlace(
                       place.Key, Math.Round(place.Sum(at => _seconds[at]), 2), place.Sum(at => _reads[at]), reader.Sweeps, reader.StepsDb),
            ];
            (_inside, _elsewhere) = (new CountTally(_inside.Tags + 16), new CountTally(_elsewhere.Tags + 16));
            Array.Clear(_seconds);
            Array.Clear(_reads);
            _roundBegan = _time.GetTimestamp();
            return new StocktakeRoundEnded(Number, 0, Math.Round(seconds, 2), heard, listened, at);
        }
    }
}
