using System.Globalization;
using Readers.Gnss;
using Readers.Transports;

namespace Edge.Operations.Doctor;

/// <summary>Listens whether a position receiver speaks on a port, at which speed, and what it knows. Nothing is sent.</summary>
internal sealed class PositionDoctor(TimeProvider time)
{
    private static readonly int[] s_speeds = [9_600, 38_400, 115_200, 4_800, 19_200, 57_600, 230_400, 460_800, 921_600];

    private const string NotTold = "?";

    /// <summary>A receiver speaks each second; a whole position may take some more.</summary>
    private static readonly TimeSpan s_word = TimeSpan.FromSeconds(1.5), s_position = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_skewAllowed = TimeSpan.FromSeconds(3);

    /// <param name="BaudRate">At which it speaks; null on a network, or where no sentence was heard.</param>
    /// <param name="HeardBytes">Something comes, be it nonsense.</param>
    private sealed record Heard(int? BaudRate, bool HeardBytes, string? Identity, GnssReport? Report);

    /// <returns>Empty when nothing on this port speaks NMEA by itself.</returns>
    public async Task<IReadOnlyList<Finding>> LookAsync(string port, CancellationToken ct)
    {
        try
        {
            Heard heard = await ListenAsync(TransportAddress.Parse(port), s_speeds, ct);
            return heard.Identity is null ? [] : [.. Tell(port, heard)];
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            return []; // whoever asks the port next says so
        }
    }

    /// <summary>The receiver that the settings name.</summary>
    public async Task<IReadOnlyList<Finding>> ExamineAsync(PositionSection settings, CancellationToken ct)
    {
        string subject = $"{settings.Id} ({settings.Port})";
        try
        {
            int[] speeds = [settings.BaudRate, .. s_speeds.Where(speed => speed != settings.BaudRate)];
            Heard heard = await ListenAsync(TransportAddress.Parse(settings.Port), speeds, ct);
            if (heard.Identity is null) return [Finding.Wrong(subject, heard.HeardBytes ? DoctorWords.ReceiverNonsense : DoctorWords.ReceiverSilent)];
            List<Finding> findings = [.. Tell(subject, heard)];
            if (heard.BaudRate is { } used && used != settings.BaudRate)
                findings.Add(Finding.Wrong(subject, DoctorWords.OtherSpeed, settings.BaudRate, used));
            return findings;
        }
        catch (UnauthorizedAccessException)
        {
            return [Finding.Wrong(subject, DoctorWords.NoPermission)];
        }
        catch (IOException gone)
        {
            return [Finding.Wrong(subject, DoctorWords.CannotOpen, gone.Message)];
        }
    }

    private static IEnumerable<Finding> Tell(string subject, Heard heard)
    {
        string speed = heard.BaudRate?.ToString(CultureInfo.InvariantCulture) ?? "TCP";
        if (heard.Report is not { } report)
        {
            yield return Finding.Wrong(subject, DoctorWords.ReceiverNoPosition, heard.Identity!, speed);
            yield break;
        }
        if (report.Fix is not { } fix)
        {
            yield return Finding.Note(subject, DoctorWords.ReceiverNoFix, heard.Identity!, speed, report.Fault);
            yield break;
        }
        string place = string.Create(CultureInfo.InvariantCulture, $"{fix.Latitude:F5}, {fix.Longitude:F5}");
        yield return Finding.Well(subject, DoctorWords.ReceiverFix, heard.Identity!, speed, place, (object?)fix.Satellites ?? NotTold, (object?)fix.Hdop ?? NotTold);
        if (fix.ReaderTimestamp - fix.ObservedAt is { } skew && skew.Duration() > s_skewAllowed)
            yield return Finding.Note("clock", DoctorWords.SatelliteTime, skew.TotalSeconds);
    }

    private async Task<Heard> ListenAsync(TransportAddress address, IReadOnlyList<int> speeds, CancellationToken ct)
    {
        if (address.Path is null) return await ListenAsync(address, new SerialSettings(), null, ct);
        Heard heard = new(null, false, null, null);
        foreach (int speed in speeds)
        {
            heard = await ListenAsync(address, new SerialSettings(speed), speed, ct);
            // Who speaks by himself is heard at every speed, if only as nonsense: a silent port is listened to once.
            if (heard.Identity is not null || !heard.HeardBytes) return heard;
        }
        return heard;
    }

    private async Task<Heard> ListenAsync(TransportAddress address, SerialSettings settings, int? speed, CancellationToken ct)
    {
        await using IByteTransport line = await address.OpenAsync(settings, ct);
        await using NmeaReceiver receiver = new(line, time);
        GnssReport? report = await NextAsync(receiver, s_word, ct);
        if (report is null && receiver.Identity is not null) report = await NextAsync(receiver, s_position, ct); // it speaks: let it finish
        if (report?.Fix is { Satellites: null }) report = await NextAsync(receiver, s_word, ct) ?? report; // the port was opened between the sentences of one moment
        string? identity = receiver.Identity is { } talker && NmeaExplainer.SystemOf(talker) is { } system ? $"{talker} ({system})" : receiver.Identity;
        return new Heard(speed, receiver.Statistics.Bytes > 0, identity, report);
    }

    private async Task<GnssReport?> NextAsync(NmeaReceiver receiver, TimeSpan patience, CancellationToken ct)
    {
        using CancellationTokenSource late = new(patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            return await receiver.NextAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
