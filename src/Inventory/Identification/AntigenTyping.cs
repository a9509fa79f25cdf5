namespace Inventory.Identification;

/// <summary>The result of a test that was made. "Not tested" and "no information" are not among them: they are no result.</summary>
public enum AntigenResult : byte { Negative, Positive }

/// <summary>Antigens of a bag that were tested, by name, in the order of the label. What is not in here is not known.</summary>
public sealed class AntigenTyping : IEquatable<AntigenTyping>
{
    public static readonly AntigenTyping None = new([]);

    private readonly KeyValuePair<string, AntigenResult>[] _results;

    internal AntigenTyping(IEnumerable<KeyValuePair<string, AntigenResult>> results) => _results = [.. results];

    public IReadOnlyList<KeyValuePair<string, AntigenResult>> Results => _results;

    /// <param name="antigen">Its usual short name, case kept: <c>K</c>, <c>k</c>, <c>Fy(a)</c>.</param>
    /// <returns>Null when it was not tested or nothing is said: never to be taken for negative.</returns>
    public AntigenResult? this[string antigen]
    {
        get
        {
            foreach ((string name, AntigenResult result) in _results) if (name == antigen) return result;
            return null;
        }
    }

    /// <summary>Both together. Where the two contradict each other nothing is known: neither is to be believed.</summary>
    public AntigenTyping With(AntigenTyping other)
    {
        if (other._results.Length == 0) return this;
        if (_results.Length == 0) return other;
        return new AntigenTyping(
        [
            .. _results.Where(result => other[result.Key] is not { } said || said == result.Value),
            .. other._results.Where(result => this[result.Key] is null),
        ]);
    }

    /// <summary>Reads the third character of a blood group code: Rh C, c, E, e, the anti-K result, or Mi(a)/Mur.</summary>
    /// <returns>False when the character is not one of <c>0-9 A-Z</c>.</returns>
    internal static bool TryFromPhenotype(char code, out AntigenTyping typing)
    {
        typing = None;
        (char row, AntigenResult? kell) = code switch
        {
            >= '0' and <= '9' => (code, null),
            >= 'A' and <= 'I' => ((char)('1' + (code - 'A')), AntigenResult.Negative),
            >= 'J' and <= 'R' => ((char)('1' + (code - 'J')), AntigenResult.Positive),
            'S' => ('0', AntigenResult.Negative),
            'T' => ('0', (AntigenResult?)AntigenResult.Positive),
            'X' => ('X', null),
            'Y' => ('X', AntigenResult.Negative),
            'Z' => ('X', AntigenResult.Positive),
            'U' or 'V' or 'W' => (code, null),
            _ => ('\0', null),
        };
        string? signs = row switch // C, c, E, e; a blank says nothing
        {
            '0' or 'U' or 'V' or 'W' => "    ",
            '1' => "-+-+",
            '2' => "++-+",
            '3' => "++++",
            '4' => "+++-",
            '5' => "-+++",
            '6' => "-++-",
            '7' => "+--+",
            '8' => "+-++",
            '9' => "+-+-",
            'X' => "- - ",
            _ => null,
        };
        if (signs is null) return false;
        List<KeyValuePair<string, AntigenResult>> results = FromSigns(signs);
        if (kell is { } k) results.Add(new("K", k));
        if (code is 'U' or 'V') results.Add(new("Mi(a)", code == 'U' ? AntigenResult.Negative : AntigenResult.Positive));
        if (results.Count > 0) typing = new AntigenTyping(results);
        return true;
    }

    /// <param name="signs">Four signs for C, c, E, e: plus, minus or blank.</param>
    internal static List<KeyValuePair<string, AntigenResult>> FromSigns(string signs)
    {
        List<KeyValuePair<string, AntigenResult>> results = [];
        for (int i = 0; i < 4; i++)
        {
            if (signs[i] == ' ') continue;
            results.Add(new("CcEe"[i].ToString(), signs[i] == '+' ? AntigenResult.Positive : AntigenResult.Negative));
        }
        return results;
    }

    public bool Equals(AntigenTyping? other) => other is not null && _results.AsSpan().SequenceEqual(other._results);

    public override bool Equals(object? obj) => Equals(obj as AntigenTyping);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach ((string name, AntigenResult result) in _results) hash.Add((name, result));
        return hash.ToHashCode();
    }

    /// <summary><c>C- c+ E+ e+ K-</c>.</summary>
    public override string ToString() =>
        string.Join(' ', _results.Select(static r => r.Key + (r.Value == AntigenResult.Positive ? "+" : "-")));
}
