namespace Inventory.Identification;

/// <summary>Bombay and para-Bombay bags look like O and must never be counted or searched as O: they are groups of their own.</summary>
public enum Abo : byte { NotStated, O, A, B, AB, Bombay, ParaBombay, Pooled }

public enum RhD : byte { NotStated, Negative, Positive, Pooled }

/// <summary>ABO and RhD, the two columns of a stock board. The label's full code is kept beside it.</summary>
public readonly record struct BloodGroup(Abo Abo, RhD RhD)
{
    /// <summary>Column order of every board and list: A, B, O, AB positive, then the same negative.</summary>
    public static IReadOnlyList<BloodGroup> BoardOrder { get; } =
        [.. from rhD in new[] { RhD.Positive, RhD.Negative }
            from abo in new[] { Abo.A, Abo.B, Abo.O, Abo.AB }
            select new BloodGroup(abo, rhD)];
}
