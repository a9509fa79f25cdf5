namespace Readers;

/// <summary>
/// How to count: tags that have answered keep quiet, so that weak ones get their slots; power rises in steps; a step goes on until nobody
/// new answers.
/// </summary>
/// <remarks>
/// A sweep is every antenna with every power step, asked in one target; the next sweep asks the other target, so that each sweep hears all
/// tags anew. A tag that was missed keeps its state and is asked again in the sweep after next. Silence of one antenna means nothing
/// while counting, since another one may have counted the tag; a whole sweep is what can be compared with the list.
/// </remarks>
public sealed record CountPlan
{
    /// <summary>S1 forgets within seconds and is for short sweeps; S2 and S3 hold while a tag has power and at least 2 s longer. Not S0.</summary>
    public Session Session { get; init; } = Session.S2;

    /// <summary>Decibels to the antenna's own power, in the order of the steps; at least one. Low power first keeps neighbours out.</summary>
    public IReadOnlyList<int> PowerStepsDb { get; init; } = [-6, 0];

    /// <summary>A step is exhausted when no tag has answered for so long.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>A step ends then, exhausted or not.</summary>
    public TimeSpan StepLimit { get; init; } = TimeSpan.FromSeconds(3);
}

/// <summary>One sweep over all antennas and power steps has ended.</summary>
/// <param name="Number">Since the count began, from 1.</param>
/// <param name="StartedAt">This service's clock.</param>
/// <param name="EndedAt">This service's clock.</param>
/// <param name="Reads">Tag reports in the sweep.</param>
/// <param name="Exhausted">Every step ended because nobody new answered; false when one ran into its limit or failed.</param>
public sealed record CountSweep(int Number, DateTimeOffset StartedAt, DateTimeOffset EndedAt, int Reads, bool Exhausted);
