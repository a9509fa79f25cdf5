using System.Numerics;

namespace HardwareSim.Radio;

/// <summary>The field between one antenna and one tag at rest in a box: fading that stays until something moves.</summary>
/// <remarks>
/// Complex normal per channel, correlated over frequency as 1/(1 + jΔf/B): in a loaded box the whole band fades together. Five parts in
/// a hundred drift with a coherence of 20 minutes.
/// </remarks>
internal sealed class Link
{
    private const double DriftShare = 0.05, DriftMinutes = 20, ReverseCorrelation = 0.9;
    private readonly Complex[] _still = new Complex[Channels.Count];
    private readonly Dice _dice;
    private Complex _drift, _reverse;
    private long _driftAt;
    private double _memory;
    private int _move = -1;

    public Link(Dice dice) => _dice = dice;

    /// <summary>Spread of the coupling between boxes and of slow shadowing, dB; drawn at each move.</summary>
    public double SpreadDb { get; private set; }

    /// <summary>A second normal number of the place: orientation, distance of the direct ray.</summary>
    public double PlaceDraw { get; private set; }

    /// <summary>Echoes of the room, for a tag that is outside.</summary>
    public RoomField? Room { get; private set; }

    /// <summary>Brings the field to <paramref name="now"/>.</summary>
    public void Update(int move, double memoryLog, double bandwidthMhz, long now)
    {
        if (move != _move)
        {
            _move = move;
            (SpreadDb, PlaceDraw, Room) = (_dice.Normal(), _dice.Uniform(), null);
            Blend(0, bandwidthMhz);
            (_drift, _reverse, _driftAt) = (_dice.ComplexNormal(), _dice.ComplexNormal(), now);
        }
        else if (memoryLog != _memory)
        {
            Blend(Math.Exp(memoryLog - _memory), bandwidthMhz);
        }
        _memory = memoryLog;
        if (now - _driftAt > TimeSpan.TicksPerMinute)
        {
            double keep = Math.Exp(-(now - _driftAt) / (DriftMinutes * TimeSpan.TicksPerMinute));
            _drift = (keep * _drift) + (Math.Sqrt(1 - (keep * keep)) * _dice.ComplexNormal());
            _driftAt = now;
        }
    }

    public RoomField RoomAt(int move)
    {
        if (move != _move) (_move, _memory, Room) = (move, double.NaN, null);
        return Room ??= new RoomField(_dice, riceFactorDb: 6);
    }

    /// <summary>Field at the tag; mean square 1.</summary>
    public Complex Forward(int channel) => (Math.Sqrt(1 - DriftShare) * _still[channel]) + (Math.Sqrt(DriftShare) * _drift);

    /// <summary>Field of the way back, like the way there but not equal to it.</summary>
    public Complex Backward(int channel) =>
        (ReverseCorrelation * Forward(channel)) + (Math.Sqrt(1 - (ReverseCorrelation * ReverseCorrelation)) * _reverse);

    private void Blend(double keep, double bandwidthMhz) =>
        ChannelCorrelation.Blend(_still, keep, Math.Sqrt(1 - (keep * keep)), bandwidthMhz, _dice);
}
