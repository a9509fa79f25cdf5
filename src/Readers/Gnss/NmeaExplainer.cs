using System.Globalization;
using System.Text;
using Readers.Decoding;
using Readers.Frames;

namespace Readers.Gnss;

/// <summary>Says what each sentence of a position receiver means.</summary>
public sealed class NmeaExplainer : IFrameExplainer
{
    public int MaxFrameBytes => NmeaCodec.MaxSentenceBytes;

    public bool CanResynchronize => true;

    /// <summary>For people who look for a receiver: <c>GN</c> says which satellites it hears.</summary>
    public static string? SystemOf(string talker) => talker switch
    {
        "GP" => "GPS",
        "GL" => "GLONASS",
        "GA" => "Galileo",
        "BD" or "GB" => "BeiDou",
        "GQ" or "QZ" => "QZSS",
        "GI" or "IR" => "NavIC",
        "GN" => "GNSS",
        _ => null,
    };

    public bool IsFrame(ReadOnlySpan<byte> input) => NmeaCodec.TryRead(ref input, out _, atEnd: true) == FrameOutcome.Complete;

    public FrameOutcome TryExplain(scoped ref ReadOnlySpan<byte> input, out int claimedLength, out DecodedItem? item) =>
        TryExplain(ref input, atEnd: false, out claimedLength, out item);

    public FrameOutcome TryExplainAtEnd(scoped ref ReadOnlySpan<byte> input, out int claimedLength, out DecodedItem? item)
    {
        ReadOnlySpan<byte> before = input;
        FrameOutcome outcome = TryExplain(ref input, atEnd: true, out claimedLength, out item);
        if (outcome != FrameOutcome.BadChecksum || before[..claimedLength].Contains((byte)'\n')) return outcome;
        input = before;
        item = null; // a line that was cut off, not one that was damaged
        return FrameOutcome.NeedMoreData;
    }

    private static FrameOutcome TryExplain(scoped ref ReadOnlySpan<byte> input, bool atEnd, out int claimedLength, out DecodedItem? item)
    {
        ReadOnlySpan<byte> before = input;
        FrameOutcome outcome = NmeaCodec.TryRead(ref input, out NmeaSentence sentence, atEnd);
        (claimedLength, item) = (0, null);
        if (outcome == FrameOutcome.Complete) item = Explain(sentence);
        if (outcome != FrameOutcome.BadChecksum) return outcome;
        claimedLength = NmeaCodec.LengthOf(before);
        item = Damaged(before[1..claimedLength].TrimEnd("\r\n"u8));
        return outcome;
    }

    private static DecodedItem Damaged(ReadOnlySpan<byte> line)
    {
        int mark = line.LastIndexOf((byte)'*');
        byte right = NmeaCodec.CheckOf(mark < 0 ? line : line[..mark]);
        return new DecodedItem(0, 0, DecodedOutcome.BadChecksum)
        {
            Fields = new FieldList
            {
                { "check", mark < 0 ? null : Encoding.ASCII.GetString(line[(mark + 1)..]) },
                { "checkExpected", right.ToString("X2", CultureInfo.InvariantCulture) },
            },
        };
    }

    private static DecodedItem Explain(in NmeaSentence sentence)
    {
        string code = Encoding.ASCII.GetString(sentence.IsProprietary || sentence.Formatter.IsEmpty ? sentence.Address : sentence.Formatter);
        FieldList fields = [];
        if (!sentence.Talker.IsEmpty)
        {
            string talker = Encoding.ASCII.GetString(sentence.Talker);
            fields.Add("talker", talker);
            fields.Add("system", SystemOf(talker));
        }
        if (GgaSentence.TryParse(sentence, out GgaSentence gga)) Add(gga, fields);
        else if (RmcSentence.TryParse(sentence, out RmcSentence rmc)) Add(rmc, fields);
        else fields.Add("values", Encoding.ASCII.GetString(sentence.Values).Split(','));
        return new DecodedItem(0, 0, DecodedOutcome.Frame)
        {
            Code = code, Name = sentence.IsProprietary ? null : NameOf(code), Direction = FrameDirection.Reply, Fields = fields,
        };
    }

    private static void Add(in GgaSentence gga, FieldList fields)
    {
        AddPlace(gga.TimeOfDay, gga.Latitude, gga.Longitude, fields);
        fields.Add("fix", Word(gga.Kind));
        fields.Add("satellites", gga.Satellites);
        fields.Add("hdop", gga.Hdop);
        fields.Add("altitudeMetres", gga.AltitudeMetres);
    }

    private static void Add(in RmcSentence rmc, FieldList fields)
    {
        AddPlace(rmc.TimeOfDay, rmc.Latitude, rmc.Longitude, fields);
        fields.Add("date", rmc.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        fields.Add("valid", rmc.IsValid);
        fields.Add("fix", Word(rmc.Kind));
        fields.Add("speedKmh", rmc.SpeedKmh is { } speed ? Math.Round(speed, 3) : null);
        fields.Add("courseDegrees", rmc.CourseDegrees);
    }

    private static void AddPlace(TimeSpan? at, double? latitude, double? longitude, FieldList fields)
    {
        fields.Add("time", at?.ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture));
        fields.Add("latitude", latitude is { } north ? Math.Round(north, 8) : null);
        fields.Add("longitude", longitude is { } east ? Math.Round(east, 8) : null);
    }

    private static string Word(FixKind kind) => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..];

    private static string? NameOf(string formatter) => formatter switch
    {
        "GGA" => "FixData",
        "RMC" => "RecommendedMinimum",
        "GLL" => "GeographicPosition",
        "GNS" => "FixDataOfSeveralSystems",
        "GSA" => "DilutionAndActiveSatellites",
        "GST" => "ErrorStatistics",
        "GSV" => "SatellitesInView",
        "GBS" => "FaultDetection",
        "VTG" => "CourseAndSpeed",
        "ZDA" => "TimeAndDate",
        "DTM" => "Datum",
        "TXT" => "Text",
        _ => null,
    };
}
