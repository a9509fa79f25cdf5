namespace Readers.Gnss;

/// <summary>A receiver's own clock. It stamps nothing here; it shows when this machine's clock is wrong.</summary>
public static class ReceiverClock
{
    /// <summary>GPS counts weeks in ten bits: firmware past its time tells a date 1024 weeks ago.</summary>
    private static readonly TimeSpan s_rollOver = TimeSpan.FromDays(7 * 1024);

    /// <param name="near">This service's clock: a date that is whole roll-overs away is brought near it.</param>
    /// <returns>Null when the receiver does not tell both.</returns>
    public static DateTimeOffset? Read(DateOnly? date, TimeSpan? timeOfDay, DateTimeOffset near)
    {
        if (date is not { } day || timeOfDay is not { } clock) return null;
        DateTimeOffset told = new(day.ToDateTime(TimeOnly.MinValue) + clock, TimeSpan.Zero);
        return told + (s_rollOver * Math.Round((near - told) / s_rollOver));
    }
}
