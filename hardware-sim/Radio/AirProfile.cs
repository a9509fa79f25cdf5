namespace HardwareSim.Radio;

/// <summary>One link profile of the air interface, and how long each slot lasts with it.</summary>
/// <remarks>
/// Formulas of EPC Gen2 (ISO/IEC 18000-63); the waiting time in an empty slot (4 symbols) is an assumption. Durations are
/// microseconds.
/// </remarks>
public sealed class AirProfile
{
    /// <summary>Dense reader, Miller 4, 250 kHz: the R2000's default.</summary>
    public static readonly AirProfile D250 = new(25, 2.0, 4, 0.250, pilot: true);
    public static readonly AirProfile D320 = new(12.5, 2.0, 4, 0.320, pilot: true);
    public static readonly AirProfile F640 = new(6.25, 1.5, 1, 0.640, pilot: false);
    public static readonly AirProfile R250 = new(25, 2.0, 8, 0.250, pilot: true);
    public static readonly AirProfile R160 = new(20, 2.0, 8, 0.160, pilot: true);

    /// <param name="tari">Length of a data-0, µs.</param>
    /// <param name="pie">Length of a data-1 in data-0s, 1.5 to 2.</param>
    /// <param name="miller">Cycles a symbol: 1 (FM0), 2, 4 or 8.</param>
    /// <param name="linkMhz">Backscatter link frequency in MHz.</param>
    /// <param name="pilot">Whether tags send the long preamble.</param>
    public AirProfile(double tari, double pie, int miller, double linkMhz, bool pilot)
    {
        double readerCal = tari * (1 + pie), tagCal = 64.0 / 3 / linkMhz;
        double frameSync = 12.5 + tari + readerCal, symbol = miller / linkMhz;
        int preamble = miller == 1 ? (pilot ? 18 : 6) : (pilot ? 22 : 10);
        double turn = Math.Max(readerCal, 10 / linkMhz), settle = 10 / linkMhz, listen = 4 * symbol;

        Query = Command(22) + tagCal;
        QueryRep = Command(4);
        QueryAdjust = Command(9);
        Ack = Command(18);
        Handle = (preamble + 16 + 1) * symbol;
        Reply96 = (preamble + 128 + 1) * symbol;
        Symbol = symbol;
        Empty = QueryRep + turn + listen;
        Collided = QueryRep + turn + Handle + settle;
        Singulated = Collided + Ack + turn + Reply96 + settle;
        Lost = Collided + Ack + turn + listen;
        CaptureDb = miller switch { 1 => 6, 8 => 1.5, _ => 3 };
        SensitivityShiftDb = miller switch { 1 => 6, 8 => -3, _ => 0 };

        double Command(int bits) => frameSync + (bits * readerCal / 2);
    }

    public double Query { get; }
    public double QueryRep { get; }
    public double QueryAdjust { get; }
    public double Ack { get; }

    /// <summary>A tag's 16-bit random number.</summary>
    public double Handle { get; }

    /// <summary>PC, 96-bit EPC and CRC; each further bit costs one <see cref="Symbol"/>.</summary>
    public double Reply96 { get; }
    public double Symbol { get; }

    /// <summary>Whole slots, with QueryRep.</summary>
    public double Empty { get; }
    public double Collided { get; }
    public double Singulated { get; }

    /// <summary>A handle was decoded, the EPC was not.</summary>
    public double Lost { get; }

    /// <summary>By how much the strongest answer must exceed all others of its slot to be decoded.</summary>
    public double CaptureDb { get; }

    /// <summary>Added to a reader's sensitivity, which is given for Miller 4.</summary>
    public double SensitivityShiftDb { get; }
}
