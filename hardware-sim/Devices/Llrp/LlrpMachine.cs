using HardwareSim.Faults;
using HardwareSim.Radio;
using static HardwareSim.Devices.LlrpBytes;

namespace HardwareSim.Devices;

/// <summary>The firmware of an Ethernet reader: greets, keeps specs, tells what happens, and hangs up on a client that keeps silent.</summary>
/// <remarks>
/// Two makes. One speaks 1.0.1 and 1.1, keeps eight ROSpecs and lets the client choose the target. The other (Impinj) speaks 1.0.1, keeps one ROSpec,
/// turns the target by itself, and takes its own parameters only after they were switched on.
/// </remarks>
internal sealed class LlrpMachine(SimulatedWorld world, ReaderRadio radio, LineFaults faults, bool isImpinj) : ReaderMachine(world, radio, faults)
{
    private const int Success = 0, FieldInvalid = 300, ParameterError = 100, MissingParameter = 103, Overflow = 105, UnsupportedMessage = 109, UnsupportedVersion = 110;
    private const int KeepalivesBeforeHangUp = 5;
    private const uint Impinj = 25882, ForeignRoSpec = 1111;
    private static readonly long Turnaround = 2 * TimeSpan.TicksPerMillisecond, Look = 100 * TimeSpan.TicksPerMillisecond;

    private readonly LineFaults _faults = faults;
    private readonly List<byte> _input = [];
    private readonly List<LlrpRoSpec> _roSpecs = [];
    private readonly List<LlrpAccessSpec> _accessSpecs = [];
    private readonly HashSet<int> _events = [];
    private readonly bool?[] _levels = new bool?[2];
    private readonly bool[] _outputs = new bool[LlrpCapabilities.Outputs];
    private LlrpRun? _run;
    private long _keepaliveTicks, _nextKeepalive, _nextLook, _toldOfTroubleAt = long.MinValue / 2;
    private uint _lastId = 1000;
    private int _unanswered;
    private bool _extensions, _inputs, _connected;

    /// <summary>Reserved bits and version as every message begins.</summary>
    public override byte Head => 0x04;

    public override int BitsPerSecond => 100_000_000;

    public override IReadOnlyList<bool> Outputs => _outputs;

    protected override long? NextWork => !_connected ? null
        : Math.Min(Math.Min(_run?.NextRoundAt ?? long.MaxValue, _nextLook), _keepaliveTicks > 0 ? _nextKeepalive : long.MaxValue);

    /// <summary>A client: it is told that it is welcome. Specs of an earlier client are still here.</summary>
    public override void PlugIn(long now)
    {
        base.PlugIn(now);
        _input.Clear();
        _run = null;
        (HangsUp, _connected, _unanswered, _keepaliveTicks, _nextLook) = (false, true, 0, 0, now + Look);
        _events.Clear();
        Tell(now, Tlv(256, U16(0)));
    }

    public override void Restart(long now)
    {
        base.Restart(now);
        _roSpecs.Clear();
        _accessSpecs.Clear();
        Array.Clear(_outputs);
        _run = null;
        (HangsUp, _connected, _extensions) = (true, false, false);
    }

    /// <summary>Another client has tried: the first one is told, and the second one what this returns.</summary>
    public byte[] TurnAway(long now)
    {
        if (_connected) Tell(now, Tlv(256, U16(4)));
        return Message(1, 63, 0, Notification(now, Tlv(256, U16(2))));
    }

    /// <summary>TCP carries bytes as they were sent: what can be wrong is what firmware writes, here a length within a message.</summary>
    public override void Damage(byte[] frame, Dice dice)
    {
        if (frame.Length > HeaderBytes + 4) frame[HeaderBytes + 2] ^= 0x40;
    }

    public override void Receive(ReadOnlySpan<byte> bytes, long now)
    {
        _input.AddRange(bytes);
        while (Take(_input) is { } message)
        {
            if (message.Version > (isImpinj ? 1 : 2)) Error(message.Id, UnsupportedVersion, now);
            else Answer(message.Version, message.Type, message.Id, message.Body, now + Turnaround);
        }
    }

    protected override void Work(long now)
    {
        World.AdvanceTo(now);
        if (_keepaliveTicks > 0 && now >= _nextKeepalive) Keepalive(now);
        if (now >= _nextLook) LookAtInputs(now);
        if (_run is null || now < _run.NextRoundAt) return;
        if (InTrouble(now)) Trouble(now);
        else _run.Step();
        if (_run.IsOver) _run = null;
    }

    /// <summary>One event, with the reader's own clock before it, if the client has asked for its kind.</summary>
    /// <param name="kind">Number of the kind in parameter 245; null for what is told in any case.</param>
    public void Tell(long at, byte[] happened, int? kind = null)
    {
        if (kind is null || _events.Contains(kind.Value)) Send(Message(1, 63, ++_lastId, Notification(at, happened)), at);
    }

    /// <summary>A report of tags.</summary>
    public void Report(long at, byte[][] tags, params IReadOnlyList<AirRead> reads) => Send(Message(1, 61, ++_lastId, tags), at, reads);

    public IReadOnlyList<LlrpAccessSpec> AccessSpecs => _accessSpecs;

    public void Forget(LlrpAccessSpec done) => _accessSpecs.Remove(done);

    public ulong Microseconds(long ticks) => (ulong)((World.At(ticks) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);

    private byte[] Notification(long at, byte[] happened) => Tlv(246, Tlv(128, U64(Microseconds(at))), happened);

    private void Answer(byte version, int type, uint id, byte[] body, long at)
    {
        switch (type)
        {
            case 1: Reply(Status(Success), LlrpCapabilities.All(isImpinj)); break;
            case 2: Reply(Status(Success), body is [_, _, 0 or 9, ..] ? Inputs() : []); break;
            case 3: Reply(Configure(body, at)); break;
            case 14:
                Send(Message(version, 4, id, Status(Success)), at);
                (HangsUp, _connected, _run) = (true, false, null);
                break;
            case 20: Reply(Add(body)); break;
            case 21 or 22 or 23 or 24 or 25 when body.Length == 4: Reply(Change(type, Number(body, 0), at)); break;
            case 26: Reply(Status(Success), [.. Specs(at)]); break;
            case 40: Reply(AddAccess(body)); break;
            case 41 or 42 or 43 when body.Length == 4: Reply(ChangeAccess(type, Number(body, 0))); break;
            case 44: Reply(Status(Success)); break;
            case 46 when !isImpinj: Reply([version, 2], Status(Success)); break;
            case 47 when !isImpinj: Reply(Status(Success)); break;
            case 60 or 64: break;
            case 72: _unanswered = 0; break;
            case 1023 when isImpinj && body.Length >= 5 && Number(body, 0) == Impinj && body[4] == 21:
                _extensions = true;
                Send(Message(version, 1023, id, U32(Impinj), [22], Status(Success)), at);
                break;
            default: Error(id, UnsupportedMessage, at); break;
        }

        void Reply(params byte[][] parts) => Send(Message(version, type + 10, id, parts), at);
    }

    private void Error(uint id, int code, long at) => Send(Message(1, 100, id, Status(code)), at);

    private byte[] Configure(byte[] body, long at)
    {
        foreach ((int type, byte[] value) in Parameters(body, 1))
        {
            switch (type)
            {
                case 220:
                    _keepaliveTicks = value[0] == 1 ? Number(value, 1) * TimeSpan.TicksPerMillisecond : 0;
                    _nextKeepalive = at + _keepaliveTicks;
                    break;
                case 219 when Word(value, 0) is 0 or > LlrpCapabilities.Outputs: return Status(FieldInvalid, "no such output");
                case 219: _outputs[Word(value, 0) - 1] = value[2] >= 0x80; break;
                case 225: _inputs = value[2] >= 0x80; break;
                case 244:
                    foreach ((_, byte[] state) in Parameters(value))
                    {
                        if (state[2] >= 0x80) _events.Add(Word(state, 0));
                        else _events.Remove(Word(state, 0));
                    }
                    break;
                case 1023 when !isImpinj || !_extensions: return Status(ParameterError, "custom parameter");
            }
        }
        return Status(Success);
    }

    private byte[] Inputs() => [.. Enumerable.Range(0, LlrpCapabilities.Inputs).SelectMany(
        line => Tlv(225, U16(line + 1), [(byte)(_inputs ? 0x80 : 0), IsOpen(line) ? (byte)1 : (byte)0]))];

    private byte[] Add(byte[] body)
    {
        if (Find(body, 177) is not { } value || LlrpRoSpec.Parse(value, LlrpCapabilities.Ports) is not { } spec) return Status(MissingParameter, "ROSpec");
        if (_roSpecs.Exists(known => known.Id == spec.Id)) return Status(FieldInvalid, "ROSpecID is in use");
        if (_roSpecs.Count >= (isImpinj ? 1 : 8)) return Status(Overflow, "no room for another ROSpec");
        if (spec.UsesExtensions && !_extensions) return Status(ParameterError, "custom parameter");
        _roSpecs.Add(spec);
        return Status(Success);
    }

    private byte[] Change(int type, uint id, long at)
    {
        if (type == 21 && id == 0)
        {
            _roSpecs.Clear();
            Stop(at);
            return Status(Success);
        }
        if (_roSpecs.Find(known => known.Id == id) is not { } spec) return Status(FieldInvalid, "no such ROSpec");
        switch (type)
        {
            case 21:
                Stop(at, spec);
                _roSpecs.Remove(spec);
                break;
            case 22 when !spec.Enabled || _run is not null: return Status(FieldInvalid, spec.Enabled ? "a ROSpec is active" : "ROSpec is disabled");
            case 22:
                Tell(at, Tlv(249, [0], U32(id), U32(0)), kind: 2);
                _run = new LlrpRun(this, World, Radio, spec, at);
                break;
            case 23: Stop(at, spec); break;
            default:
                spec.Enabled = type == 24;
                if (!spec.Enabled) Stop(at, spec);
                break;
        }
        return Status(Success);
    }

    private void Stop(long at, LlrpRoSpec? only = null)
    {
        if (_run is null || (only is not null && _run.Spec != only)) return;
        Tell(at, Tlv(249, [1], U32(_run.Spec.Id), U32(0)), kind: 2);
        _run = null;
    }

    /// <summary>Those of this client, and that of another program when there is one.</summary>
    private IEnumerable<byte> Specs(long at)
    {
        foreach (LlrpRoSpec spec in _roSpecs)
        {
            byte[] value = [.. spec.Parameter];
            value[5] = (byte)(_run?.Spec == spec ? 2 : spec.Enabled ? 1 : 0);
            foreach (byte b in Tlv(177, value)) yield return b;
        }
        if (at >= _faults.ForeignUntil) yield break;
        foreach (byte b in Tlv(177, U32(ForeignRoSpec), [0, 2], Tlv(178, Tlv(179, [1]), Tlv(182, [0], U32(0))))) yield return b;
    }

    private byte[] AddAccess(byte[] body)
    {
        if (Find(body, 207) is not { } value || LlrpAccessSpec.Parse(value) is not { } spec) return Status(MissingParameter, "AccessSpec");
        if (_accessSpecs.Exists(known => known.Id == spec.Id)) return Status(FieldInvalid, "AccessSpecID is in use");
        _accessSpecs.Add(spec);
        return Status(Success);
    }

    private byte[] ChangeAccess(int type, uint id)
    {
        LlrpAccessSpec[] meant = [.. _accessSpecs.Where(known => id == 0 || known.Id == id)];
        if (meant.Length == 0 && id != 0) return Status(FieldInvalid, "no such AccessSpec");
        foreach (LlrpAccessSpec spec in meant)
        {
            if (type == 41) _accessSpecs.Remove(spec);
            else spec.Enabled = type == 42;
        }
        return Status(Success);
    }

    private void Keepalive(long now)
    {
        if (_unanswered++ >= KeepalivesBeforeHangUp)
        {
            Tell(now, Tlv(257));
            (HangsUp, _connected, _run) = (true, false, null);
            return;
        }
        Send(Message(1, 62, ++_lastId), now);
        _nextKeepalive = now + _keepaliveTicks;
    }

    private void LookAtInputs(long now)
    {
        _nextLook = now + Look;
        for (int line = 0; line < DoorLines.Count; line++)
        {
            bool open = IsOpen(line);
            if (_inputs && _levels[line] is { } was && was != open) Tell(now, Tlv(248, U16(line + 1), [(byte)(open ? 0x80 : 0)]), kind: 1);
            _levels[line] = open;
        }
    }

    /// <summary>The transmitter is off; the reader says so once a second and its specs go on in silence.</summary>
    private void Trouble(long now)
    {
        if (now - _toldOfTroubleAt >= TimeSpan.TicksPerSecond)
        {
            _toldOfTroubleAt = now;
            Tell(now, Tlv(252, Text("PA temperature too high, transmitter off")), kind: 4);
        }
        _run!.Rest();
    }
}
