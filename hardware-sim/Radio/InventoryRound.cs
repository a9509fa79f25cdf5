namespace HardwareSim.Radio;

/// <summary>A tag that takes part in a round.</summary>
/// <param name="Tag">Caller's number of the tag.</param>
/// <param name="RssiDbm">Strength at the reader.</param>
/// <param name="ExtraBits">UII bits beyond 96.</param>
public readonly record struct Participant(int Tag, double RssiDbm, int ExtraBits);

/// <param name="Participant">Index into the round's participants.</param>
/// <param name="AtMicroseconds">End of the tag's reply, from the start of the round.</param>
public readonly record struct Singulation(int Participant, double AtMicroseconds);

/// <summary>How a round is run.</summary>
/// <param name="TimeFactor">Slowness of the reader's firmware; 1 is the air protocol alone.</param>
/// <param name="DecodeChance">Chance that a good answer is decoded.</param>
/// <param name="SensitivityDbm">For Miller 4; the profile shifts it.</param>
/// <param name="Capture">Whether the strongest of several answers may win.</param>
public sealed record RoundSettings(
    AirProfile Profile, double TimeFactor = 1.1, double DecodeChance = 0.85, double SensitivityDbm = -75, bool Capture = true)
{
    /// <summary>Q of the first Query.</summary>
    public double StartQ { get; init; } = 4;

    /// <summary>What the firmware needs for each tag read beside the air protocol.</summary>
    public double PerReadMicroseconds { get; init; }

    /// <summary>By how much the strongest answer of a slot must exceed the others; null for the profile's usual.</summary>
    public double? CaptureDb { get; init; }
}

/// <summary>Slot by slot: Query, collisions, captures, the Q algorithm. Keeps its buffers between rounds; not thread-safe.</summary>
/// <remarks>Annex D of the air interface for Q; a tag that was not acknowledged is silent until the next Query or QueryAdjust.</remarks>
public sealed class InventoryRound(Dice dice)
{
    private const int None = -1, GiveUpAfter = 3;
    private int[] _first = new int[16];
    private int[] _next = [];
    private bool[] _done = [];

    /// <summary>Query and QueryAdjust commands of the last round.</summary>
    public int Frames { get; private set; }
    public int Slots { get; private set; }
    public int EmptySlots { get; private set; }
    public int CollidedSlots { get; private set; }

    /// <param name="limitMicroseconds">The carrier drops here; the round is cut.</param>
    /// <param name="found">Receives the tags read, in order.</param>
    /// <returns>Microseconds that the round took, at most the limit.</returns>
    public double Run(
        ReadOnlySpan<Participant> tags, RoundSettings settings, double limitMicroseconds, List<Singulation> found)
    {
        AirProfile air = settings.Profile;
        if (_next.Length < tags.Length) (_next, _done) = (new int[tags.Length * 2], new bool[tags.Length * 2]);
        Array.Clear(_done, 0, tags.Length);
        (Frames, Slots, EmptySlots, CollidedSlots) = (0, 0, 0, 0);
        double q = settings.StartQ, at = 0;
        int exponent = Draw(q, tags.Length);
        double command = air.Query - air.QueryRep;
        int slot = 0, losses = 0, barren = 0;
        bool unsettled = false, progress = false;

        while (true)
        {
            Slots++;
            int winner = Answer(tags, _first[slot], air, settings, out bool several);
            double length = air.Collided;
            if (_first[slot] == None)
            {
                length = air.Empty;
                EmptySlots++;
                q = Math.Max(0, q - Step(exponent));
            }
            else if (winner == None)
            {
                CollidedSlots++;
                q = Math.Min(15, q + Step(exponent));
                unsettled = true;
            }
            else if (Decodes(tags[winner].RssiDbm, settings))
            {
                length = air.Singulated + (tags[winner].ExtraBits * air.Symbol);
                unsettled |= several; // the rivals keep silent and have to be asked again
            }
            else
            {
                length = air.Lost;
                losses++;
                winner = None;
            }
            at += ((length + command) * settings.TimeFactor) + (winner == None ? 0 : settings.PerReadMicroseconds);
            if (at > limitMicroseconds) return limitMicroseconds;
            if (winner != None)
            {
                _done[winner] = true;
                found.Add(new Singulation(winner, at));
                progress = true;
            }

            command = 0;
            slot++;
            bool changed = Rounded(q) != exponent;
            if (!changed && slot < 1 << exponent) continue;
            if (!changed && !unsettled && losses == 0) return at;
            // Nothing but answers that cannot be understood, frame after frame: the firmware gives up.
            barren = losses > 0 && !unsettled && !progress ? barren + 1 : 0;
            if (barren == GiveUpAfter) return at;
            exponent = Draw(q, tags.Length);
            command = air.QueryAdjust - air.QueryRep;
            (slot, losses, unsettled, progress) = (0, 0, false, false);
        }
    }

    private static int Rounded(double q) => (int)Math.Round(q, MidpointRounding.AwayFromZero);

    // The standard's annex leaves the step open between 0.1 and 0.5, larger for small Q.
    private static double Step(int exponent) => exponent switch { <= 2 => 0.5, <= 4 => 0.35, <= 6 => 0.2, _ => 0.1 };

    private int Draw(double q, int tags)
    {
        int exponent = Rounded(q), slots = 1 << exponent;
        Frames++;
        if (_first.Length < slots) _first = new int[slots];
        Array.Fill(_first, None, 0, slots);
        for (int tag = 0; tag < tags; tag++)
        {
            if (_done[tag]) continue;
            int slot = (int)(dice.Next() >> 40) & (slots - 1);
            _next[tag] = _first[slot];
            _first[slot] = tag;
        }
        return exponent;
    }

    /// <returns>The tag that is understood, or <see cref="None"/> for no answer and for a collision.</returns>
    private int Answer(ReadOnlySpan<Participant> tags, int first, AirProfile air, RoundSettings settings, out bool several)
    {
        several = first != None && _next[first] != None;
        if (!several) return first;
        if (!settings.Capture) return None;
        int best = first;
        double power = 0;
        for (int tag = first; tag != None; tag = _next[tag])
        {
            power += Math.Pow(10, tags[tag].RssiDbm / 10);
            if (tags[tag].RssiDbm > tags[best].RssiDbm) best = tag;
        }
        double own = Math.Pow(10, tags[best].RssiDbm / 10);
        return own > (power - own) * Math.Pow(10, (settings.CaptureDb ?? air.CaptureDb) / 10) ? best : None;
    }

    private bool Decodes(double rssiDbm, RoundSettings settings)
    {
        double margin = rssiDbm - settings.SensitivityDbm - settings.Profile.SensitivityShiftDb;
        double chance = margin switch
        {
            <= -3 => 0,
            < 0 => 0.5 * (margin + 3) / 3,
            < 3 => 0.5 + ((settings.DecodeChance - 0.5) * margin / 3),
            _ => settings.DecodeChance,
        };
        return chance >= 1 || dice.Chance(chance);
    }
}
