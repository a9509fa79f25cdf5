using Inventory;
using Inventory.Presence;

namespace Edge.RawReads;

public enum HeardKind : byte { Read, Listened, DoorOpened, DoorClosed, Tuned, DoorUnknown }

/// <summary>One thing that the presence tracker was told, exactly as it was told. The fields beside its kind's are default.</summary>
/// <param name="Read">Of <see cref="HeardKind.Read"/>.</param>
/// <param name="Period">Of <see cref="HeardKind.Listened"/>.</param>
/// <param name="Index">Of the cabinet whose door moved, or of the antenna that was tuned.</param>
/// <param name="AtTicks">When it happened; UTC ticks.</param>
/// <param name="MoreDb">Of <see cref="HeardKind.Tuned"/>: decibels over the antenna's usual power from then on, or <see cref="PresenceTracker.Counting"/>.</param>
public readonly record struct Heard(HeardKind Kind, TagObservation Read, AntennaListened Period, int Index, long AtTicks, int MoreDb = 0)
{
    public static Heard Of(in TagObservation read) => new(HeardKind.Read, read, default, 0, read.AtTicks);

    public static Heard Of(in AntennaListened period) => new(HeardKind.Listened, default, period, 0, period.ToTicks);

    public static Heard Tuned(int antenna, int moreDb, long atTicks) => new(HeardKind.Tuned, default, default, antenna, atTicks, moreDb);

    /// <param name="open">Null when its contact is lost.</param>
    public static Heard Door(int cabinet, bool? open, long atTicks) => new(
        open switch { true => HeardKind.DoorOpened, false => HeardKind.DoorClosed, null => HeardKind.DoorUnknown }, default, default, cabinet, atTicks);
}

/// <summary>What the indices in <see cref="Heard"/> mean.</summary>
public sealed record HeardNames(IReadOnlyList<AntennaSite> Antennas, IReadOnlyList<PlaceId> Cabinets)
{
    /// <returns>-1 for a cabinet that is not in the settings.</returns>
    public int IndexOf(PlaceId cabinet)
    {
        for (int i = 0; i < Cabinets.Count; i++)
            if (Cabinets[i] == cabinet) return i;
        return -1;
    }
}
