namespace Readers.Contacts;

/// <summary>Which levels of a reader's inputs are to be told: a change at once, the same level now and again, so that its age is known.</summary>
internal sealed class InputLevels(TimeProvider time)
{
    private static readonly TimeSpan s_tellAgain = TimeSpan.FromSeconds(1);

    private readonly Dictionary<byte, (bool High, long ToldAt)> _told = [];

    public bool IsNews(byte line, bool high)
    {
        if (_told.TryGetValue(line, out (bool High, long ToldAt) last) && last.High == high && time.GetElapsedTime(last.ToldAt) < s_tellAgain)
            return false;
        _told[line] = (high, time.GetTimestamp());
        return true;
    }
}
