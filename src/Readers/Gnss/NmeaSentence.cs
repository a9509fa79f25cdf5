namespace Readers.Gnss;

/// <summary>One sentence whose check fits. Its bytes live in the decoder's input: copy what is to outlast it.</summary>
/// <param name="body">From behind the dollar sign to before the asterisk.</param>
public readonly ref struct NmeaSentence(ReadOnlySpan<byte> body)
{
    private const int TalkerBytes = 2, FormatterBytes = 3;

    private readonly ReadOnlySpan<byte> _body = body;
    private readonly int _address = body.IndexOf((byte)',') is >= 0 and int comma ? comma : body.Length;

    /// <summary>Talker and formatter: <c>GNGGA</c>; for a maker's own sentence what it likes behind a P: <c>PMTK001</c>.</summary>
    public ReadOnlySpan<byte> Address => _body[.._address];

    /// <summary>What stands behind the address, commas and all.</summary>
    public ReadOnlySpan<byte> Values => _address < _body.Length ? _body[(_address + 1)..] : default;

    public bool IsProprietary => _body is [(byte)'P', ..];

    /// <summary>Which satellite system speaks: <c>GP</c>, <c>GN</c> for several at once; empty for a maker's own sentence.</summary>
    public ReadOnlySpan<byte> Talker => IsStandard ? _body[..TalkerBytes] : default;

    /// <summary>What it says: <c>GGA</c>; empty for a maker's own sentence.</summary>
    public ReadOnlySpan<byte> Formatter => IsStandard ? _body.Slice(TalkerBytes, FormatterBytes) : default;

    private bool IsStandard => _address == TalkerBytes + FormatterBytes && !IsProprietary;
}
