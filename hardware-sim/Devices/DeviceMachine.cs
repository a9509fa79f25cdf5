using HardwareSim.Radio;

namespace HardwareSim.Devices;

/// <param name="At">When the device had it ready.</param>
/// <param name="Reads">Which reads it tells; empty for all else.</param>
internal readonly record struct DeviceFrame(long At, byte[] Bytes, IReadOnlyList<AirRead> Reads);

/// <summary>The firmware of a device on a line of its own: bytes in, frames out, each at its instant. No clock, no port.</summary>
/// <remarks>Instants are ticks of the world. Called under the world's gate.</remarks>
internal abstract class DeviceMachine(SimulatedWorld world)
{
    private readonly Queue<DeviceFrame> _output = new();

    /// <summary>How a frame begins; noise that looks like one is the hardest.</summary>
    public abstract byte Head { get; }

    /// <summary>Speed of the line, ten bits a byte.</summary>
    public virtual int BitsPerSecond => world.Options.BaudRate;

    /// <summary>The device ends the connection when what it has said so far is out.</summary>
    public bool HangsUp { get; protected set; }

    /// <summary>When there is something to say or to do next; null while it waits for a command.</summary>
    public long? NextDue => _output.TryPeek(out DeviceFrame head) ? head.At : NextWork;

    protected SimulatedWorld World => world;

    /// <summary>When the device does something by itself; null when it waits.</summary>
    protected abstract long? NextWork { get; }

    /// <summary>A line was plugged in, or a client has connected.</summary>
    public virtual void PlugIn(long now) => _output.Clear();

    /// <summary>Power off and on.</summary>
    public virtual void Restart(long now) => _output.Clear();

    /// <summary>Bytes from the host.</summary>
    public abstract void Receive(ReadOnlySpan<byte> bytes, long now);

    /// <summary>Goes on with what runs and gives the next frame that is due.</summary>
    public bool TrySend(long now, out DeviceFrame frame)
    {
        while (_output.Count == 0 && NextWork is { } due && due <= now) Work(due);
        return _output.TryPeek(out frame) && frame.At <= now && _output.TryDequeue(out frame);
    }

    /// <summary>Makes a frame's check wrong.</summary>
    public virtual void Damage(byte[] frame, Dice dice) => frame[^1] ^= (byte)(1 + dice.Below(255));

    /// <summary>One step of what the device does by itself.</summary>
    protected abstract void Work(long now);

    /// <param name="reads">Those that the frame tells.</param>
    protected void Send(byte[] frame, long at, params IReadOnlyList<AirRead> reads) => _output.Enqueue(new DeviceFrame(at, frame, reads));
}
