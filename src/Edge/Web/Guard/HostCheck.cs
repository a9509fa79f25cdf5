using System.Net;

namespace Edge.Web.Guard;

/// <summary>
/// Answers only to names that are this machine's: a name from elsewhere that resolves to this address (DNS rebinding) would let a
/// foreign page speak with the service as if it were its own.
/// </summary>
public sealed class HostCheck(IEnumerable<string> names)
{
    private readonly HashSet<string> _names = new([.. names, "localhost", Environment.MachineName], StringComparer.OrdinalIgnoreCase);

    /// <remarks>An address in numbers cannot be rebound, so any is good.</remarks>
    public bool IsAccepted(HostString host)
    {
        if (!host.HasValue) return false;
        string name = host.Host;
        if (IPAddress.TryParse(name.AsSpan().Trim("[]"), out _)) return true;
        return _names.Contains(name.TrimEnd('.'));
    }
}
