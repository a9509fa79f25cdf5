namespace Inventory.Units;

/// <summary>The clock of a bag's time out of controlled storage. It begins when the bag leaves, not when anybody notices.</summary>
/// <param name="Longest">Of the times that are over.</param>
/// <param name="Total">Sum of the times that are over.</param>
/// <param name="Times">How often it was issued and so away.</param>
/// <param name="Since">Since when it is out; null while it is in.</param>
/// <param name="ReturnedAt">A person has taken it back, but no antenna has heard it in its storage since; null otherwise.</param>
public sealed record OutOfStorage(TimeSpan Longest, TimeSpan Total, int Times, DateTimeOffset? Since, DateTimeOffset? ReturnedAt = null)
{
    private static readonly OutOfStorage s_never = new(TimeSpan.Zero, TimeSpan.Zero, 0, null);

    /// <summary>The part of <see cref="Longest"/> that it was issued and so away, whatever antennas say.</summary>
    public TimeSpan LongestAway { get; init; }

    /// <summary>The same of <see cref="Total"/>.</summary>
    public TimeSpan TotalAway { get; init; }

    /// <summary>The time that goes on began with an issue, or one fell into it; null when it did not.</summary>
    public bool? IsAway { get; init; }

    /// <summary>Some of its time rests on antennas alone, which may have missed it.</summary>
    public bool MayBeMissed => Longest > LongestAway || Total > TotalAway || (Since is not null && IsAway != true);

    /// <returns>The time that goes on, up to the person's word where that is all there is; zero while it is in.</returns>
    public TimeSpan Now(DateTimeOffset at) => Since is { } since && (ReturnedAt ?? at) > since ? (ReturnedAt ?? at) - since : TimeSpan.Zero;

    public TimeSpan LongestAt(DateTimeOffset at) => Now(at) > Longest ? Now(at) : Longest;

    /// <summary>An antenna misses it in its storage.</summary>
    public static OutOfStorage Missed(OutOfStorage? before, DateTimeOffset at) =>
        before is { Since: not null } goesOn ? goesOn : (before ?? s_never) with { Since = at };

    /// <summary>It lies in a cabinet that does not keep such bags. Where a person has taken it back, it was not into its storage.</summary>
    public static OutOfStorage Misplaced(OutOfStorage? before, DateTimeOffset at) =>
        (before ?? s_never) with { Since = before?.Since ?? at, ReturnedAt = null };

    /// <summary>It is issued. Up to its return no antenna ends the time: on its way it may pass a cabinet.</summary>
    public static OutOfStorage Issued(OutOfStorage? before, DateTimeOffset at)
    {
        OutOfStorage settled = before is { ReturnedAt: { } returned } ? Closed(before, returned) : before ?? s_never;
        return settled with { Times = settled.Times + 1, Since = settled.Since ?? at, IsAway = true };
    }

    /// <summary>A person has taken it back. Where antennas would hear it in its storage, they have the last word.</summary>
    /// <param name="isHeard">An antenna hears it in its storage already, or none ever did.</param>
    public static OutOfStorage? Returned(OutOfStorage? before, DateTimeOffset at, bool isHeard) =>
        isHeard ? Heard(before, at) : before is { Since: not null } ? before with { ReturnedAt = at } : before;

    /// <summary>An antenna hears it in its storage. One that did so before it left, by another of its tags, says nothing of its coming back.</summary>
    public static OutOfStorage? Heard(OutOfStorage? before, DateTimeOffset at) => before is { Since: { } since } && at >= since ? Closed(before, at) : before;

    /// <summary>The antennas had missed it: what is left is the time that it was issued.</summary>
    public static OutOfStorage? Struck(OutOfStorage before) => before.Times == 0 ? null : before with
    {
        Longest = before.LongestAway, Total = before.TotalAway, Since = before.IsAway == true ? before.Since : null,
    };

    private static OutOfStorage Closed(OutOfStorage before, DateTimeOffset at)
    {
        TimeSpan time = at > before.Since ? at - before.Since.Value : TimeSpan.Zero;
        return before with
        {
            Longest = time > before.Longest ? time : before.Longest, Total = before.Total + time, Since = null, ReturnedAt = null, IsAway = null,
            LongestAway = before.IsAway == true && time > before.LongestAway ? time : before.LongestAway,
            TotalAway = before.IsAway == true ? before.TotalAway + time : before.TotalAway,
        };
    }
}

/// <summary>How long and how often a bag may be out of storage and still be used. The site's policy, by component.</summary>
/// <param name="EachTime">Each time; null: no limit.</param>
/// <param name="Times">How often it may be issued and come back; null: no limit.</param>
public sealed record OutLimit(TimeSpan? EachTime, int? Times)
{
    public static readonly OutLimit None = new(null, null);

    /// <returns>True when the clock, stopped at this instant, is past the limit.</returns>
    public bool IsPassed(OutOfStorage? clock, DateTimeOffset at) =>
        clock is not null && (clock.LongestAt(at) > EachTime || clock.Times > Times);
}
