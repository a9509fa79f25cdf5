using HardwareSim.Faults;
using HardwareSim.Heat;
using HardwareSim.People;
using HardwareSim.Radio;
using Readers;
using Readers.Sensors;

namespace HardwareSim;

/// <summary>Hears what a stepped site's devices tell, in order of time.</summary>
public interface ISiteListener
{
    void OnReader(string reader, in ReaderEvent happened);

    void OnTemperature(ProbePlace probe, in TemperatureReading reading);
}

/// <summary>The same world without ports and without a clock: as fast as the machine, the same events for the same seed.</summary>
/// <remarks>
/// Each reader goes round its antennas as its driver makes it do: one round in S0, else one for either state of the flag, the inputs
/// before each turn; counting, rounds of one step until nobody new answers. Line faults other than a pause (unplugged, silent) need the real ports.
/// </remarks>
public sealed class SteppedSite
{
    private static readonly long BetweenRounds = 22 * TimeSpan.TicksPerMillisecond; // firmware, command and reply on the line
    private static readonly ReaderCapabilities s_reader = new() { Model = "stepped", ChoosesTarget = true, CountsInSteps = true, Inputs = 2 };
    private readonly ISiteListener _listener;
    private readonly ReaderLoop[] _loops;
    private readonly FaultDesk _faults;
    private readonly long _probeTicks;
    private readonly PriorityQueue<(string Reader, ReaderEvent Event), (long At, long Order)> _pending = new();
    private readonly List<AirRead> _reads = [];
    private readonly List<string> _said = [];
    private long _order, _nextProbe;

    /// <param name="profile">Session, powers and whether inputs are polled; ports without an antenna are left out.</param>
    /// <param name="probeEvery">Sampling of the probes.</param>
    /// <param name="desk">Takes what people report; null for nobody.</param>
    public SteppedSite(
        SimulationOptions options, DateTimeOffset startAt, InventoryProfile profile, TimeSpan probeEvery, ISiteListener listener,
        Action<DeskOrder>? desk = null)
    {
        World = new SimulatedWorld(options, startAt);
        Staff staff = new(World, Rates.HospitalBank, desk ?? (static _ => { }));
        staff.Begin();
        (_listener, _probeTicks) = (listener, probeEvery.Ticks);
        _loops = [.. World.Radios.Select(radio => new ReaderLoop(radio, profile, startAt))];
        _faults = new FaultDesk(World, staff, _loops.ToDictionary(static loop => loop.Radio.Id, static loop => loop.Line), _said.Add);
    }

    public SimulatedWorld World { get; }

    /// <summary>Which input of which reader tells which door.</summary>
    public IReadOnlyList<DoorLine> DoorLines => [.. _loops.SelectMany(loop => loop.Doors.Select(
        (cabinet, line) => new DoorLine(World.Cabinets[cabinet].Id, loop.Radio.Id, (byte)(line + 1))))];

    /// <summary>What was said of faults so far: which bag somebody took from where.</summary>
    public IReadOnlyList<string> Said => _said;

    public void Apply(FaultPlan plan) => _faults.Enter(plan);

    public void AdvanceBy(TimeSpan time)
    {
        long end = World.Now + time.Ticks;
        while (true)
        {
            ReaderLoop first = _loops.MinBy(static loop => loop.NextAt)!;
            long next = Math.Min(first.NextAt, _nextProbe);
            Flush(Math.Min(next, end));
            if (next >= end) break;
            World.AdvanceTo(next);
            if (next == _nextProbe) Sample();
            else Round(first);
        }
        World.AdvanceTo(end);
    }

    /// <summary>From its next turn on a reader reads by another profile.</summary>
    public void Change(string reader, InventoryProfile profile) => Array.Find(_loops, loop => loop.Radio.Id == reader)!.Asked = profile;

    private void Round(ReaderLoop loop)
    {
        long start = loop.NextAt;
        if (loop.Asked is { } asked)
        {
            Queue(loop, start, ReaderEvent.Of(loop.Tune(asked)));
        }
        if (start < loop.Line.SilentUntil || start < loop.Line.UnpluggedUntil)
        {
            loop.NextAt = start + TimeSpan.TicksPerSecond;
            return;
        }
        if (loop.Profile.PollInputs) Inputs(loop, start);
        if (loop.Count is { } count)
        {
            CountRound(loop, count, start);
            return;
        }
        AntennaSettings settings = loop.Antennas[loop.Turn];
        loop.Turn = (loop.Turn + 1) % loop.Antennas.Count;
        _reads.Clear();
        SimulatedAntenna antenna = loop.Radio.AntennaAt(settings.Port)!;
        Session session = loop.Profile.Session;
        long end = loop.Radio.Round(antenna, settings.TransmitDbm, session, false, start, _reads);
        if (session != Session.S0) end = loop.Radio.Round(antenna, settings.TransmitDbm, session, true, end + BetweenRounds, _reads);
        QueueReads(loop);
        Queue(loop, end, ReaderEvent.Of(new ListeningPeriod(settings.Port, World.At(start), World.At(end), _reads.Count)));
        loop.NextAt = end + BetweenRounds;
    }

    /// <summary>One round of a step; the step ends with it when nobody new has answered for long enough.</summary>
    private void CountRound(ReaderLoop loop, CountProgress count, long start)
    {
        loop.Clock.Now = start;
        if (loop.ReadsInStep < 0)
        {
            count.ListeningBegins();
            (loop.StepBegan, loop.ReadsInStep) = (start, 0);
        }
        AntennaSettings settings = count.Antenna;
        _reads.Clear();
        long end = loop.Radio.Round(
            loop.Radio.AntennaAt(settings.Port)!, settings.TransmitDbm, loop.Profile.Count!.Session, count.TargetB, start, _reads);
        foreach (AirRead read in _reads)
        {
            loop.Clock.Now = read.AtTicks;
            count.Heard(read.Uii);
        }
        QueueReads(loop);
        loop.ReadsInStep += _reads.Count;
        loop.Clock.Now = end;
        loop.NextAt = end + BetweenRounds;
        if (!count.StepIsOver) return;
        Queue(loop, end, ReaderEvent.Of(new ListeningPeriod(
            settings.Port, World.At(loop.StepBegan), World.At(end), loop.ReadsInStep, Counting: true, count.StepDb)));
        loop.ReadsInStep = -1;
        if (count.EndStep(listened: true) is { } sweep) Queue(loop, end, ReaderEvent.Of(sweep));
    }

    private void QueueReads(ReaderLoop loop)
    {
        foreach (AirRead read in _reads)
        {
            Queue(loop, read.AtTicks, ReaderEvent.Of(new TagRead
            {
                Epc = read.Uii,
                ProtocolControl = read.Tag.ProtocolControl,
                AntennaPort = read.Port,
                RssiDbm = (float)Math.Round(read.RssiDbm),
                FrequencyKhz = Channels.Khz(read.Channel),
                ObservedAt = World.At(read.AtTicks),
                Count = 1,
            }));
        }
    }

    private void Inputs(ReaderLoop loop, long at)
    {
        for (int line = 0; line < loop.Doors.Count; line++)
        {
            bool open = World.Cabinets[loop.Doors[line]].DoorOpen;
            if (loop.Levels[line] == open) continue;
            loop.Levels[line] = open;
            Queue(loop, at, ReaderEvent.Of(new ContactState((byte)(line + 1), open, World.At(at))));
        }
    }

    private void Sample()
    {
        foreach (SimulatedCabinet cabinet in World.Cabinets)
        {
            foreach (Probe probe in cabinet.Probes)
            {
                ReadingFault fault = probe.Fault switch
                {
                    ProbeFault.Checksum => ReadingFault.Checksum,
                    ProbeFault.PowerOn => ReadingFault.PowerOnValue,
                    ProbeFault.Missing => probe.Unit is null ? ReadingFault.NoDevice : ReadingFault.NoAnswer,
                    ProbeFault.Refuses => ReadingFault.NoAnswer,
                    ProbeFault.Broken => ReadingFault.Wiring,
                    _ => ReadingFault.None,
                };
                TemperatureReading reading = fault == ReadingFault.None
                    ? new(probe.Convert() / 16.0, World.UtcNow, ReadingQuality.Good, fault)
                    : new(null, World.UtcNow, ReadingQuality.Bad, fault);
                _listener.OnTemperature(new ProbePlace(cabinet.Id, probe.Name, probe.Device, probe.Make, probe.Unit), reading);
            }
        }
        _nextProbe += _probeTicks;
    }

    private void Queue(ReaderLoop loop, long at, ReaderEvent happened) =>
        _pending.Enqueue((loop.Radio.Id, happened), (at, _order++));

    private void Flush(long until)
    {
        while (_pending.TryPeek(out (string Reader, ReaderEvent Event) head, out (long At, long Order) due) && due.At <= until)
        {
            _pending.Dequeue();
            _listener.OnReader(head.Reader, head.Event);
        }
    }

    private sealed class ReaderLoop
    {
        public ReaderLoop(ReaderRadio radio, InventoryProfile profile, DateTimeOffset startAt)
        {
            (Radio, Clock) = (radio, new LoopClock(startAt));
            Doors = [.. radio.Cabinets.Take(2)];
            Tune(profile);
        }

        public ReaderRadio Radio { get; }
        public InventoryProfile Profile { get; private set; } = null!;
        public IReadOnlyList<AntennaSettings> Antennas { get; private set; } = [];

        /// <summary>Null when nothing else was asked for than what it does.</summary>
        public InventoryProfile? Asked { get; set; }
        public IReadOnlyList<int> Doors { get; }
        public bool?[] Levels { get; } = new bool?[2];
        public LineFaults Line { get; } = new();
        public int Turn { get; set; }
        public long NextAt { get; set; }

        /// <summary>Null when it watches.</summary>
        public CountProgress? Count { get; private set; }

        /// <summary>The time that its driver sees.</summary>
        public LoopClock Clock { get; }
        public long StepBegan { get; set; }

        /// <summary>Negative before the step has begun.</summary>
        public int ReadsInStep { get; set; }

        public InventoryFit Tune(InventoryProfile profile)
        {
            Antennas = [.. profile.Antennas.Where(settings => Radio.AntennaAt(settings.Port) is not null)];
            Turn %= Antennas.Count; // a search leaves one of them
            (Profile, Asked) = (profile with { Antennas = Antennas }, null);
            InventoryFit fit = InventoryFit.Of(Profile, s_reader);
            (Count, ReadsInStep) = (fit.Count is null ? null : new CountProgress(fit, Clock), -1);
            return fit;
        }
    }

    /// <summary>Stands where the loop puts it.</summary>
    private sealed class LoopClock(DateTimeOffset startAt) : TimeProvider
    {
        /// <summary>Ticks of the world.</summary>
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;

        public override DateTimeOffset GetUtcNow() => startAt.AddTicks(Now);
    }
}
