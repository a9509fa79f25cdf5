namespace Inventory.Presence;

/// <summary>What one antenna heard of a tag that lay in a known zone for a while.</summary>
/// <param name="ElapsedSeconds">How long it lay there; the antenna listened for a part of that.</param>
/// <param name="ListenedSeconds">Listening time of the antenna, with and without reads.</param>
/// <param name="LowestDbm">Strength of the first entry of <paramref name="Counts"/>.</param>
/// <param name="Counts">Reads by strength, 1 dB an entry.</param>
public sealed record PlaceSample(
    PlaceId Zone, int Antenna, double ElapsedSeconds, double ListenedSeconds, int LowestDbm, IReadOnlyList<int> Counts);
