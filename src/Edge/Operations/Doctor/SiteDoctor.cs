using System.Globalization;
using Edge.Devices;
using Readers.Contacts;
using Readers.Sensors;
using Readers.Transports;

namespace Edge.Operations.Doctor;

/// <summary>Looks at everything of a site that is no reader: probes, contacts, signals, broker, disk, clock.</summary>
internal sealed class SiteDoctor(SiteConfiguration site, TimeProvider time)
{
    private const double ShortGigabytes = 1, BytesInGigabyte = 1e9;

    /// <summary>Made by systemd's time service once the clock is synchronized; other time services leave no such trace.</summary>
    private const string Synchronized = "/run/systemd/timesync/synchronized", TimeService = "/run/systemd/timesync";

    private SiteSettings Settings => site.Settings;

    public async IAsyncEnumerable<Finding> ExamineAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using (ModbusLines lines = new(Settings, time))
            foreach (CabinetSection cabinet in Settings.Cabinets)
                foreach (ProbeSection probe in cabinet.Probes)
                    yield return await ProbeAsync($"{cabinet.Id}/{probe.Name}", ProbeSources.Create(probe, lines, time), ct);
        foreach (CabinetSection cabinet in Settings.Cabinets)
            if (cabinet.Door is { Gpio: { } gpio } door) yield return await ContactAsync($"{cabinet.Id}/door", gpio, door, ct);
        foreach (OutputSection output in (IEnumerable<OutputSection>)[.. Settings.Signals, .. Settings.Lights])
            if (output.Gpio is { } gpio)
                yield return Path.Exists(gpio.Chip)
                    ? Finding.Well(output.Id, DoctorWords.SignalThere)
                    : Finding.Wrong(output.Id, DoctorWords.ChipMissing, gpio.Chip);
        yield return await BrokerAsync(ct);
        string data = Path.Combine(site.Folder, Settings.Ledger.Folder);
        yield return Disk(data);
        yield return Clock(data);
    }

    private static async Task<Finding> ProbeAsync(string id, ITemperatureSource source, CancellationToken ct)
    {
        TemperatureReading reading = await source.ReadAsync(ct);
        return reading.Celsius is { } celsius
            ? Finding.Well(id, DoctorWords.ProbeReads, celsius)
            : Finding.Wrong(id, DoctorWords.ProbeFails, reading.Fault, reading.Detail ?? source.Name);
    }

    private async Task<Finding> ContactAsync(string id, GpioInputSection gpio, DoorSection door, CancellationToken ct)
    {
        try
        {
            await using IContactInput input = GpioLines.OpenInput(gpio, door, time);
            return Finding.Well(id, DoctorWords.ContactReads, (await input.NextAsync(ct)).High ? 1 : 0);
        }
        catch (UnauthorizedAccessException)
        {
            return Finding.Wrong(id, DoctorWords.NoPermission);
        }
        catch (IOException gone)
        {
            return Finding.Wrong(id, DoctorWords.CannotOpen, gone.Message);
        }
    }

    private async Task<Finding> BrokerAsync(CancellationToken ct)
    {
        if (Settings.Hub is not { } hub) return Finding.Note("hub", DoctorWords.NoBroker);
        string subject = $"hub ({hub.Host}:{hub.Port})";
        try
        {
            await using TcpTransport line = await TcpTransport.ConnectAsync(hub.Host, hub.Port, ct);
            return Finding.Well(subject, DoctorWords.BrokerAnswers);
        }
        catch (IOException gone)
        {
            return Finding.Wrong(subject, DoctorWords.BrokerSilent, gone.Message);
        }
    }

    private static Finding Disk(string data)
    {
        try
        {
            Directory.CreateDirectory(data);
            string trial = Path.Combine(data, ".doctor");
            File.WriteAllText(trial, "");
            File.Delete(trial);
            double free = new DriveInfo(Path.GetFullPath(data)).AvailableFreeSpace / BytesInGigabyte;
            return free < ShortGigabytes ? Finding.Wrong(data, DoctorWords.DiskShort, free) : Finding.Well(data, DoctorWords.DiskRoom, free);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Finding.Wrong(data, DoctorWords.DiskRefuses, refused.Message);
        }
    }

    private Finding Clock(string data)
    {
        DateTimeOffset now = time.GetUtcNow();
        const string Subject = "clock";
        if (Directory.Exists(data))
        {
            DateTimeOffset newest = Directory.GetFiles(data, "ledger.db*").Select(static file => new DateTimeOffset(File.GetLastWriteTimeUtc(file)))
                .DefaultIfEmpty(DateTimeOffset.MinValue).Max();
            if (newest > now + TimeSpan.FromSeconds(Settings.Ledger.ClockToleranceSeconds))
                return Finding.Wrong(Subject, DoctorWords.ClockBehind, newest.ToString("u", CultureInfo.InvariantCulture));
        }
        return Directory.Exists(TimeService) && !File.Exists(Synchronized)
            ? Finding.Note(Subject, DoctorWords.ClockUnsynchronized)
            : Finding.Well(Subject, DoctorWords.ClockSound, now.ToString("u", CultureInfo.InvariantCulture));
    }
}
