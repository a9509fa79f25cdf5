using HardwareSim.Radio;
using Readers;
using static HardwareSim.Devices.LlrpBytes;

namespace HardwareSim.Devices;

/// <summary>An active ROSpec: one AISpec after another, round after round, until the last one has ended.</summary>
internal sealed class LlrpRun(LlrpMachine machine, SimulatedWorld world, ReaderRadio radio, LlrpRoSpec spec, long startAt)
{
    private static readonly long Overhead = 2 * TimeSpan.TicksPerMillisecond, Empty = 20 * TimeSpan.TicksPerMillisecond;
    private readonly List<AirRead> _reads = [];
    private readonly List<(byte[] Tag, AirRead Read)> _waiting = [];
    private readonly AirAccess _access = new(world, radio);
    private readonly Dice _dice = world.Options.Seed.Stream($"llrp/{radio.Id}");
    private int _index, _turn;
    private long _specStart = startAt;
    private bool _targetB;

    public LlrpRoSpec Spec => spec;
    public long NextRoundAt { get; private set; } = startAt;
    public bool IsOver { get; private set; }

    private LlrpAiSpec Current => spec.Specs[_index];

    public void Step()
    {
        if (EndsHere()) return;
        LlrpAntenna settings = Current.Antennas[_turn];
        SimulatedAntenna? antenna = radio.AntennaAt(settings.Port);
        if (antenna is null)
        {
            NextRoundAt += Empty;
            Turn();
            return;
        }
        double dBm = LlrpCapabilities.PowerDbm(settings.PowerIndex == 0 ? LlrpCapabilities.PowerEntries : settings.PowerIndex);
        bool targetB = settings.BothTargets ? _targetB : settings.TargetB;
        _reads.Clear();
        long end = radio.Round(antenna, dBm, (Session)settings.Session, targetB, NextRoundAt, _reads);
        // A tag that an access is for is told once, with what the access has brought; all others as they are heard.
        ILookup<bool, AirRead> accessed = _reads.ToLookup(read => Wanted(read).Length > 0);
        foreach (AirRead read in accessed[false]) Tell(read, read.AtTicks);
        if (_reads.Count == 0) _targetB = !_targetB;
        foreach (AirRead read in accessed[true]) end = Access(antenna, dBm, read, end);
        NextRoundAt = end + Overhead;
        Turn();
    }

    /// <summary>Time passes and nothing is sent out.</summary>
    public void Rest()
    {
        if (!EndsHere()) NextRoundAt += Empty;
    }

    private void Turn() => _turn = (_turn + 1) % Current.Antennas.Count;

    private bool EndsHere()
    {
        if (Current.DurationMs == 0 || NextRoundAt - _specStart < Current.DurationMs * TimeSpan.TicksPerMillisecond) return false;
        if (_waiting.Count > 0) machine.Report(NextRoundAt, [.. _waiting.Select(static told => told.Tag)], [.. _waiting.Select(static told => told.Read)]);
        _waiting.Clear();
        machine.Tell(NextRoundAt, Tlv(254, [0], U32(spec.Id), U16(_index + 1)), kind: 6);
        (_specStart, _turn, _targetB) = (NextRoundAt, 0, false);
        if (++_index < spec.Specs.Count) return true;
        machine.Tell(NextRoundAt, Tlv(249, [1], U32(spec.Id), U32(0)), kind: 2);
        IsOver = true;
        return true;
    }

    private void Tell(AirRead read, long at)
    {
        byte[] tag = LlrpReports.Tag(spec, _index + 1, read, machine.Microseconds(read.AtTicks), _dice);
        if (spec.ReportEach) machine.Report(at, [tag], read);
        else _waiting.Add((tag, read));
    }

    /// <summary>The access specs that a tag that was just heard is for.</summary>
    private LlrpAccessSpec[] Wanted(AirRead read) =>
    [
        .. machine.AccessSpecs.Where(access => access.Enabled
            && (access.Antenna == 0 || access.Antenna == read.Port) && (access.RoSpecId == 0 || access.RoSpecId == spec.Id)
            && access.Targets.All(target => target.Mask.Fits(read.Tag) == target.Match)),
    ];

    private long Access(SimulatedAntenna antenna, double dBm, AirRead read, long at)
    {
        LlrpAccessSpec[] specs = Wanted(read);
        if (specs.Length == 0) Tell(read, at); // another tag has had it
        foreach (LlrpAccessSpec wanted in specs)
        {
            List<byte[]> results = [];
            foreach (LlrpOperation operation in wanted.Operations)
            {
                AirResult result = operation.Write is { } words
                    ? _access.Write(antenna, dBm, at, read.Tag, operation.Password, operation.Bank, operation.Word, words)
                    : _access.Read(antenna, dBm, at, read.Tag, operation.Password, operation.Bank, operation.Word, operation.Count);
                results.Add(operation.Write is null ? LlrpReports.ReadResult(operation, result) : LlrpReports.WriteResult(operation, result));
                at = result.EndTicks;
                if (!result.IsDone) break; // what follows in the list is not tried
            }
            machine.Report(at, [LlrpReports.Tag(spec, _index + 1, read, machine.Microseconds(at), _dice, wanted.Id, [.. results])], read);
            if (wanted.Runs > 0 && ++wanted.Done >= wanted.Runs) machine.Forget(wanted);
        }
        return at;
    }
}
