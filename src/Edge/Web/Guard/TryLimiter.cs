using System.Net;

namespace Edge.Web.Guard;

/// <summary>How often an address, and all together, may try to sign in. A bucket for each that fills again with time.</summary>
/// <remarks>Own, because the framework's limiter measures by a clock that tests cannot move.</remarks>
public sealed class TryLimiter(TimeProvider time)
{
    /// <summary>Tries at once, and how many come back in a minute: a person with wet gloves never meets it.</summary>
    public const int PerAddress = 20, Together = 120;

    private const int MostAddresses = 4_096;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Bucket> _addresses = [];
    private Bucket _all = new(Together, 0);

    public bool MayTry(IPAddress? from)
    {
        long now = time.GetTimestamp();
        IPAddress address = from ?? IPAddress.None;
        lock (_gate)
        {
            if (_addresses.Count >= MostAddresses) _addresses.Clear();
            Bucket own = Fill(_addresses.TryGetValue(address, out Bucket known) ? known : new Bucket(PerAddress, now), PerAddress, now);
            _all = Fill(_all, Together, now);
            bool may = own.Tries >= 1 && _all.Tries >= 1;
            if (may)
            {
                own = own with { Tries = own.Tries - 1 };
                _all = _all with { Tries = _all.Tries - 1 };
            }
            _addresses[address] = own;
            return may;
        }
    }

    private Bucket Fill(Bucket bucket, int perMinute, long now) => new(
        Math.Min(perMinute, bucket.Tries + (time.GetElapsedTime(bucket.At, now).TotalMinutes * perMinute)), now);

    private readonly record struct Bucket(double Tries, long At);
}
