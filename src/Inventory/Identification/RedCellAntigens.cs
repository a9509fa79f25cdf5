namespace Inventory.Identification;

/// <summary>Data structure 012: results of antigen tests on red cells, 18 digits.</summary>
/// <remarks>
/// Position 1 is a whole Rh phenotype; positions 2 to 16 carry two antigens each, digit = 3 · first + second with 0 not tested,
/// 1 negative, 2 positive, and 9 no information on both; positions 17-18 name one more antigen that was tested negative.
/// </remarks>
/// <param name="Typing">The results. An antigen that was not tested is not in it, and so never negative.</param>
/// <param name="Remark">Number of positions 17-18 that is no antigen (IgA, haemoglobin S, …), or 0; null when there is none.</param>
public sealed record RedCellAntigens(AntigenTyping Typing, int? Remark)
{
    public const int Length = 18;

    private const int NoRemark = 99;

    /// <summary>C, c, E, e of position 1.</summary>
    private static readonly string[] Phenotypes =
        ["+-+-", "+++-", "-++-", "+-++", "++++", "-+++", "+--+", "++-+", "-+-+"];

    /// <summary>Positions 2 to 16.</summary>
    private static readonly string[] Pairs =
    [
        "K", "k", "Cw", "Mi(a)", "M", "N", "S", "s", "U", "P1", "Lu(a)", "Kp(a)", "Le(a)", "Le(b)", "Fy(a)", "Fy(b)",
        "Jk(a)", "Jk(b)", "Do(a)", "Do(b)", "In(a)", "Co(b)", "Di(a)", "VS/V", "Js(a)", "C", "c", "E", "e", "CMV antibody",
    ];

    /// <summary>Positions 17-18, from 01; an empty name is no antigen or not assigned.</summary>
    private static readonly string[] AlsoNegative =
    [
        "En(a)", "'N'", "Vw", "Mur", "Hut", "Hil", "P", "PP1Pk", "hrS", "hrB", "f", "Ce", "G", "Hr0", "CE", "cE", "Cx", "Ew", "Dw",
        "hrH", "Go(a)", "Rh32", "Rh33", "Tar", "Kp(b)", "Kp(c)", "Js(b)", "Ul(a)", "K11", "K12", "K13", "K14", "K17", "K18", "K19",
        "K22", "K23", "K24", "Lu(b)", "Lu3", "Lu4", "Lu5", "Lu6", "Lu7", "Lu8", "Lu11", "Lu12", "Lu13", "Lu20", "Au(a)", "Au(b)",
        "Fy4", "Fy5", "Fy6", "Di(b)", "Sd(a)", "Wr(b)", "Yt(b)", "Xg(a)", "Sc1", "Sc2", "Sc3", "Jo(a)", "", "Hy", "Gy(a)", "Co3",
        "LW(a)", "LW(b)", "Kx", "Ge2", "Ge3", "Wb", "Ls(a)", "An(a)", "Dh(a)", "Cr(a)", "IFC", "Kn(a)", "In(b)", "Cs(a)", "I", "Er(a)",
        "Vel", "Lan", "At(a)", "Jr(a)", "Ok(a)", "Wr(a)", "Ge4",
    ];

    /// <summary>Whether labels can tell of this antigen; case kept: <c>k</c> is another one than <c>K</c>.</summary>
    public static bool IsName(string antigen) => antigen.Length > 0 && (antigen is "C" or "c" or "E" or "e" || Array.IndexOf(Pairs, antigen) >= 0 || Array.IndexOf(AlsoNegative, antigen) >= 0);

    /// <param name="fault"><see cref="ScanFault.PhenotypeTwice"/> where Rh stands both in position 1 and singly.</param>
    public static bool TryParse(ReadOnlySpan<char> digits, out RedCellAntigens? antigens, out ScanFault fault)
    {
        antigens = null;
        fault = ScanFault.WrongCharacters;
        if (digits.Length != Length || digits.ContainsAnyExceptInRange('0', '9')) return false;

        int rh = digits[0] - '0';
        List<KeyValuePair<string, AntigenResult>> results = rh == 9 ? [] : AntigenTyping.FromSigns(Phenotypes[rh]);
        int fromPhenotype = results.Count;
        for (int i = 0; i < 15; i++)
        {
            int value = digits[i + 1] - '0';
            if (value == 9) continue;
            Add(results, Pairs[2 * i], value / 3);
            Add(results, Pairs[(2 * i) + 1], value % 3);
        }
        fault = ScanFault.PhenotypeTwice;
        if (fromPhenotype > 0 && results.Skip(fromPhenotype).Any(static r => r.Key is "C" or "c" or "E" or "e")) return false;

        int also = ((digits[16] - '0') * 10) + (digits[17] - '0');
        int? remark = null;
        if (also is > 0 && also <= AlsoNegative.Length && AlsoNegative[also - 1].Length > 0)
            results.Add(new(AlsoNegative[also - 1], AntigenResult.Negative));
        else if (also != NoRemark) remark = also;
        antigens = new RedCellAntigens(results.Count == 0 ? AntigenTyping.None : new AntigenTyping(results), remark);
        return true;
    }

    private static void Add(List<KeyValuePair<string, AntigenResult>> results, string antigen, int value)
    {
        if (value != 0) results.Add(new(antigen, value == 1 ? AntigenResult.Negative : AntigenResult.Positive));
    }
}
