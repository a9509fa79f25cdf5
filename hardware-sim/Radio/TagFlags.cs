using Readers;

namespace HardwareSim.Radio;

/// <summary>The inventoried flags of one tag, and how long they last.</summary>
/// <remarks>
/// S0 lives as long as the carrier: the round itself keeps it. S1 runs out whether powered or not. S2 and S3 hold while powered
/// and some time after.
/// </remarks>
internal sealed class TagFlags
{
    private const int None = -1;
    private readonly bool[] _late = new bool[2];
    private long _s1Until = None, _poweredAt = None;

    /// <summary>Ticks that S1 lasts; ticks that S2 and S3 last without power.</summary>
    public long S1Ticks { get; init; } = (long)(1.2 * TimeSpan.TicksPerSecond);
    public long S2Ticks { get; init; } = 20 * TimeSpan.TicksPerSecond;

    /// <summary>Flags that last as long, all at A.</summary>
    public TagFlags Anew() => new() { S1Ticks = S1Ticks, S2Ticks = S2Ticks };

    /// <summary>Whether the flag stands at B.</summary>
    public bool IsB(Session session, long now) => session switch
    {
        Session.S1 => now < _s1Until,
        Session.S2 or Session.S3 => _late[(int)session - 2] && now - _poweredAt < S2Ticks,
        _ => false,
    };

    /// <summary>The tag has power at <paramref name="now"/>.</summary>
    public void Powered(long now)
    {
        if (_poweredAt != None && now - _poweredAt >= S2Ticks) _late[0] = _late[1] = false;
        _poweredAt = Math.Max(_poweredAt, now);
    }

    /// <summary>The tag was acknowledged at <paramref name="now"/>: its flag turns over.</summary>
    public void Acknowledged(Session session, long now)
    {
        bool toB = !IsB(session, now);
        if (session == Session.S1) _s1Until = toB ? now + S1Ticks : None;
        else if (session is Session.S2 or Session.S3) _late[(int)session - 2] = toB;
        Powered(now);
    }
}
