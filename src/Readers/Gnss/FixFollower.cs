using Readers.Sensors;

namespace Readers.Gnss;

/// <summary>Puts the sentences of one moment together and judges what they say. One receiver, one caller at a time.</summary>
/// <remarks>
/// A receiver sends GGA and RMC of the same instant one after the other, in either order. Where both come, a position counts only when
/// both stand by it; where one of them was damaged, the other is enough. A fix's age counts from when its time last moved on: a receiver
/// that repeats its last sentence has told nothing new.
/// </remarks>
public sealed class FixFollower(TimeProvider time)
{
    /// <summary>Above it the error may be hundreds of metres.</summary>
    private const double WorstHdop = 10;
    private const int FewestSatellites = 3;

    /// <summary>A vehicle that says to drive this fast cannot stand still to the last digit.</summary>
    private const double DrivingKmh = 10;

    /// <summary>A sentence that has not come for this long is not sent by this receiver.</summary>
    private static readonly TimeSpan s_notSentAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_frozenAfter = TimeSpan.FromSeconds(3), s_stillAfter = TimeSpan.FromSeconds(10);

    private GgaSentence? _gga;
    private RmcSentence? _rmc;
    private TimeSpan? _moment, _lastMoment;
    private long? _ggaAt, _rmcAt;
    private DateTimeOffset _receivedAt;
    private long _movedOnAt, _movedAt;
    private readonly long _beganAt = time.GetTimestamp();
    private GnssFix? _last;

    /// <summary>What the receiver last said of its aerial: open, short, or none of both.</summary>
    private FixFault _aerial;

    /// <summary>Takes one sentence, whatever it is.</summary>
    /// <param name="receivedAt">This service's clock.</param>
    /// <returns>True when a moment is complete.</returns>
    public bool TryTake(in NmeaSentence sentence, DateTimeOffset receivedAt, out GnssReport report)
    {
        report = default;
        bool told = false;
        if (GgaSentence.TryParse(sentence, out GgaSentence gga))
        {
            told = BeginWhenNew(gga.TimeOfDay, _gga is not null, out report);
            (_gga, _ggaAt) = (gga, time.GetTimestamp());
        }
        else if (RmcSentence.TryParse(sentence, out RmcSentence rmc))
        {
            told = BeginWhenNew(rmc.TimeOfDay, _rmc is not null, out report);
            (_rmc, _rmcAt) = (rmc, time.GetTimestamp());
        }
        else
        {
            NoteAerial(sentence);
            return false;
        }
        _receivedAt = receivedAt;
        bool whole = (_gga is not null || IsNotSent(_ggaAt)) && (_rmc is not null || IsNotSent(_rmcAt));
        if (!whole || !TryClose(out GnssReport now)) return told;
        report = now; // newer than one that a damaged sentence has left open
        return true;
    }

    private bool IsNotSent(long? at) => time.GetElapsedTime(at ?? _beganAt) > s_notSentAfter;

    private bool BeginWhenNew(TimeSpan? moment, bool isThere, out GnssReport report)
    {
        report = default;
        bool open = _gga is not null || _rmc is not null;
        bool told = open && (isThere || moment != _moment) && TryClose(out report);
        _moment = moment;
        return told;
    }

    /// <returns>False when there is nothing new to tell.</returns>
    private bool TryClose(out GnssReport report)
    {
        DateTimeOffset at = _receivedAt;
        (GgaSentence? gga, RmcSentence? rmc) = (_gga, _rmc);
        (_gga, _rmc) = (null, null);
        bool stands = gga?.Kind != FixKind.None && rmc?.IsValid != false && _moment is not null;
        if (!stands)
        {
            report = new GnssReport(null, _aerial == FixFault.None ? FixFault.NoFix : _aerial, at);
            return true;
        }
        if (_moment == _lastMoment)
        {
            report = new GnssReport(null, FixFault.Frozen, at);
            return time.GetElapsedTime(_movedOnAt) > s_frozenAfter; // two talkers may tell of one moment
        }
        (_lastMoment, _movedOnAt) = (_moment, time.GetTimestamp());
        FixKind kind = rmc is { Kind: >= FixKind.Estimated } unsure ? unsure.Kind : gga?.Kind ?? rmc!.Value.Kind;
        if (kind is FixKind.Manual or FixKind.Simulated)
        {
            report = new GnssReport(null, FixFault.NotMeasured, at);
            return true;
        }
        double latitude = gga?.Latitude ?? rmc!.Value.Latitude!.Value, longitude = gga?.Longitude ?? rmc!.Value.Longitude!.Value;
        FixFault fault = Judge(gga, rmc, kind, latitude, longitude);
        _last = new GnssFix(latitude, longitude, kind, at, fault == FixFault.None ? ReadingQuality.Good : ReadingQuality.Suspect, fault)
        {
            Satellites = gga?.Satellites,
            Hdop = gga?.Hdop,
            AltitudeMetres = gga?.AltitudeMetres,
            SpeedKmh = rmc?.SpeedKmh,
            CourseDegrees = rmc?.CourseDegrees,
            ReaderTimestamp = ReceiverClock.Read(rmc?.Date, _moment, at),
        };
        report = new GnssReport(_last, fault, at);
        return true;
    }

    private FixFault Judge(GgaSentence? gga, RmcSentence? rmc, FixKind kind, double latitude, double longitude)
    {
        bool isDriving = rmc?.SpeedKmh >= DrivingKmh;
        if (!isDriving || _last is null || latitude != _last.Latitude || longitude != _last.Longitude) _movedAt = time.GetTimestamp();
        if (time.GetElapsedTime(_movedAt) > s_stillAfter) return FixFault.Frozen;
        if (kind == FixKind.Estimated) return FixFault.DeadReckoned;
        return gga is { Hdop: > WorstHdop } or { Satellites: < FewestSatellites } ? FixFault.PoorGeometry : FixFault.None;
    }

    /// <summary><c>GNTXT,01,01,01,ANTENNA OPEN</c> of Chinese modules, <c>GPTXT,01,01,02,ANTSTATUS=OPEN</c> of u-blox.</summary>
    private void NoteAerial(in NmeaSentence sentence)
    {
        if (!sentence.Formatter.SequenceEqual("TXT"u8) || sentence.Values.IndexOf("ANT"u8) < 0) return;
        if (sentence.Values.EndsWith("OPEN"u8)) _aerial = FixFault.AerialOpen;
        else if (sentence.Values.EndsWith("SHORT"u8)) _aerial = FixFault.AerialShort;
        else if (sentence.Values.EndsWith("OK"u8)) _aerial = FixFault.None;
    }
}
