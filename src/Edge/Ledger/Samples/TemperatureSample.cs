using Inventory;
using Inventory.ColdChain;

namespace Edge.Ledger.Samples;

/// <summary>One sample on its way to the store.</summary>
/// <param name="Probe">The probe's name at this site, 1 to 64 characters; it stays when the probe moves to another cabinet.</param>
/// <param name="Cabinet">Where the probe was when it took the sample.</param>
public readonly record struct TemperatureSample(string Probe, PlaceId Cabinet, ProbeSample Sample);

/// <summary>What a probe measured in one step of time.</summary>
/// <param name="At">Begin of the step, UTC.</param>
/// <param name="Min">Of the good samples; null, as the mean and the highest are, where there was none: a gap is a gap.</param>
/// <param name="Count">Good samples.</param>
/// <param name="NotGood">Samples that were not good and count for nothing else.</param>
public readonly record struct SamplePoint(DateTimeOffset At, double? Min, double? Mean, double? Max, int Count, int NotGood);

/// <summary>The answer of a query: every step of the span has its point.</summary>
/// <param name="Step">As asked, or coarser where only roll-ups are left.</param>
public sealed record SampleSeries(TimeSpan Step, IReadOnlyList<SamplePoint> Points);

/// <param name="CanRecord">False while the disk refuses; the samples wait in memory.</param>
/// <param name="Detail">One sentence that says what to do; null when well.</param>
/// <param name="Waiting">Samples that are not on the disk yet.</param>
/// <param name="Lost">Samples that were let go, oldest first, because the disk refused for too long.</param>
public sealed record SampleHealth(bool CanRecord, string? Detail, int Waiting, long Lost);
