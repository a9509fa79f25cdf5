namespace Edge.Ledger.Samples;

/// <summary>Samples that wait for the disk. Bounded: while the disk refuses for too long the oldest are let go, and counted. Any thread.</summary>
/// <param name="most">That wait.</param>
internal sealed class WaitingSamples<T>(int most)
{
    private readonly Queue<T> _waiting = [];

    public (int Waiting, long Lost) Count
    {
        get
        {
            lock (_waiting) return (_waiting.Count, Lost);
        }
    }

    private long Lost { get; set; }

    public void Append(T sample)
    {
        lock (_waiting)
        {
            if (_waiting.Count == most)
            {
                _waiting.Dequeue();
                Lost++;
            }
            _waiting.Enqueue(sample);
        }
    }

    /// <summary>All that wait, and how many were lost so far; they go on waiting until <see cref="Written"/>.</summary>
    public (T[] Samples, long LostBefore) Look()
    {
        lock (_waiting) return ([.. _waiting], Lost);
    }

    /// <summary>What <see cref="Look"/> gave is on the disk.</summary>
    public void Written(int count, long lostBefore)
    {
        lock (_waiting)
        {
            int gone = (int)Math.Min(count, Lost - lostBefore); // let go meanwhile, but written all the same
            for (int i = gone; i < count; i++) _waiting.Dequeue();
        }
    }
}
