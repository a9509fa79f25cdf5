using Edge.Web.Accounts;
using Edge.Web.Guard;

namespace Edge.Web.Views;

/// <summary>What the stream of live events looks up while it runs.</summary>
internal sealed class LiveViews(AlarmViews alarms, IHubReport hub, SessionStore sessions, KeyStore keys)
{
    public Task<AlarmItem?> AlarmAsync(int number, long seq, CancellationToken ct) => alarms.FindAsync(number, seq, ct);

    public HubView Hub() => hub.Read();

    /// <summary>A stream ends with the session or the key that opened it.</summary>
    public bool MayStillListen(HttpContext http)
    {
        Caller caller = http.RequireCaller();
        return caller.Session is { } session ? sessions.Find(session.Token, active: false) is not null : keys.IsOpen(caller.Actor.Name);
    }
}
