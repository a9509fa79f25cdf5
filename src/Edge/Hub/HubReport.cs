using Edge.Web;
using Edge.Web.Views;

namespace Edge.Hub;

/// <summary>How it stands with the hub, in the words of the HTTP contract.</summary>
internal sealed class HubReport(HubStatus status) : IHubReport
{
    public HubView Read()
    {
        HubState now = status.Current;
        return new HubView(now.Configured, now.Connected, now.Waiting, now.OldestWaitingAt, now.AckedSeq, now.LastError, now.Since);
    }
}
