using System.Net;
using Edge.Devices;
using Inventory;
using Readers;
using Readers.Sensors.Modbus;
using Readers.Transports;

namespace Edge.Operations;

/// <summary>What one value alone cannot show: names that must exist, be unique or fit together.</summary>
internal static class SettingsRules
{
    public static IEnumerable<SettingsFault> Check(SiteSettings settings, string folder) =>
    [
        .. CheckSite(settings.Site),
        .. CheckLedger(settings.Ledger, folder),
        .. CheckWeb(settings.Web),
        .. CheckCabinets(settings),
        .. CheckReaders(settings),
        .. CheckDesks(settings),
        .. CheckModbus(settings),
        .. CheckOutputs(settings),
        .. CheckPosition(settings),
        .. CheckHub(settings.Hub, folder),
        .. CheckTags(settings.Tags),
        .. CheckUnits(settings.Units),
        .. CheckStock(settings.Stock),
    ];

    private static IEnumerable<SettingsFault> CheckTags(TagSection tags)
    {
        if (tags.ApplicationFamily is "07" or "C2")
            yield return new SettingsFault("Tags.ApplicationFamily", $"'{tags.ApplicationFamily}' marks the books of libraries: their gates would answer to bags. Take another, like 0B.");
    }

    private static IEnumerable<SettingsFault> CheckStock(StockSection stock)
    {
        HashSet<Inventory.Units.ComponentClass> components = [];
        for (int i = 0; i < stock.ShortDated.Count; i++)
            if (!components.Add(stock.ShortDated[i].Component)) yield return Twice($"Stock.ShortDated[{i}].Component", stock.ShortDated[i].Component.ToString());
        for (int i = 0; i < stock.RareIfNegative.Count; i++)
            if (!Inventory.Identification.RedCellAntigens.IsName(stock.RareIfNegative[i]))
                yield return new SettingsFault($"Stock.RareIfNegative[{i}]", $"'{stock.RareIfNegative[i]}' is no antigen that labels tell of; write it as there, like k, Kp(b), Jr(a).");
    }

    private static IEnumerable<SettingsFault> CheckUnits(UnitSection units)
    {
        if (units.ReserveHours > units.ReserveHoursAtMost)
            yield return new SettingsFault("Units.ReserveHours", "must not be more than ReserveHoursAtMost.");
        HashSet<Inventory.Units.ComponentClass> components = [];
        for (int i = 0; i < units.OutLimits.Count; i++)
            if (!components.Add(units.OutLimits[i].Component)) yield return Twice($"Units.OutLimits[{i}].Component", units.OutLimits[i].Component.ToString());
    }

    private static IEnumerable<SettingsFault> CheckSite(SiteSection site)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out _))
            yield return new SettingsFault("Site.TimeZone", $"'{site.TimeZone}' is no time zone of this machine; use an IANA name such as Asia/Shanghai, or on a Windows without them China Standard Time.");
    }

    private static IEnumerable<SettingsFault> CheckLedger(LedgerSection ledger, string folder)
    {
        if (ledger.Backup is { } backup && Path.GetFullPath(backup.Folder, folder) == Path.GetFullPath(ledger.Folder, folder))
            yield return new SettingsFault("Ledger.Backup.Folder", "must not be the ledger's own folder; better take another disk.");
    }

    private static IEnumerable<SettingsFault> CheckWeb(WebSection web)
    {
        if (!string.Equals(web.Address, "localhost", StringComparison.OrdinalIgnoreCase) && !IPAddress.TryParse(web.Address, out _))
            yield return new SettingsFault(
                "Web.Address", $"'{web.Address}' is no address of this machine: use 127.0.0.1, 0.0.0.0 for all, or one of its own.");
    }

    private static IEnumerable<SettingsFault> CheckCabinets(SiteSettings settings)
    {
        HashSet<string> ids = [], devices = [], contacts = [];
        for (int i = 0; i < settings.Cabinets.Count; i++)
        {
            CabinetSection cabinet = settings.Cabinets[i];
            string path = $"Cabinets[{i}]";
            if (!ids.Add(cabinet.Id)) yield return Twice($"{path}.Id", cabinet.Id);
            HashSet<string> shelves = [], probes = [];
            for (int s = 0; s < cabinet.Shelves.Count; s++)
            {
                if (!PlaceId.TryParse($"{cabinet.Id}/{cabinet.Shelves[s]}", out _))
                    yield return new SettingsFault($"{path}.Shelves[{s}]", "must be lower-case letters, digits and hyphens.");
                if (!shelves.Add(cabinet.Shelves[s])) yield return Twice($"{path}.Shelves[{s}]", cabinet.Shelves[s]);
            }
            for (int p = 0; p < cabinet.Probes.Count; p++)
            {
                if (!probes.Add(cabinet.Probes[p].Name)) yield return Twice($"{path}.Probes[{p}].Name", cabinet.Probes[p].Name);
                if (ProbeSources.Places(cabinet.Probes[p]) is not [string device])
                    yield return new SettingsFault($"{path}.Probes[{p}]", $"must name exactly one of {ProbeSources.Choices}.");
                else if (!devices.Add(device)) yield return Twice($"{path}.Probes[{p}]", device);
            }
            if (cabinet.Door is not { } door) continue;
            if (CheckLine(settings, $"{path}.Door", door.Reader, door.Line, door.Gpio is not null, "inputs") is { } fault) yield return fault;
            else if (!contacts.Add(door.Source))
                yield return new SettingsFault($"{path}.Door", "is the contact of another cabinet already.");
        }
    }

    private static IEnumerable<SettingsFault> CheckReaders(SiteSettings settings)
    {
        HashSet<string> ids = [], lines = [];
        for (int i = 0; i < settings.Readers.Count; i++)
        {
            ReaderSection reader = settings.Readers[i];
            string path = $"Readers[{i}]";
            if (!ids.Add(reader.Id)) yield return Twice($"{path}.Id", reader.Id);
            if (!lines.Add($"{reader.Port} {reader.Address}")) yield return Twice($"{path}.Port", reader.Port);
            if (reader is { Family: ReaderFamily.ThingMagic or ReaderFamily.M100, Region: null })
                yield return new SettingsFault($"{path}.Region", "must be given: this module must not transmit before it is told its region.");
            if (reader is { Family: ReaderFamily.M100, Region: RadioRegion.EuropeUpper })
                yield return new SettingsFault($"{path}.Region", "the module does not have this region.");
            if (reader is { Llrp: not null, Family: not ReaderFamily.Llrp })
                yield return new SettingsFault($"{path}.Llrp", $"is for readers of the family Llrp; this one is of {reader.Family}.");
            if (reader is { ThingMagic: not null, Family: not ReaderFamily.ThingMagic })
                yield return new SettingsFault($"{path}.ThingMagic", $"is for modules of the family ThingMagic; this one is of {reader.Family}.");
            if (reader.ThingMagic is { Continuous: true } && settings.Cabinets.FirstOrDefault(cabinet => cabinet.Door is { Gpio: null } door && door.Reader == reader.Id) is { } wired)
                yield return new SettingsFault(
                    $"{path}.ThingMagic.Continuous", $"a module that streams does not tell its inputs, and the door contact of {wired.Id} is one: let it take turns, or wire the contact elsewhere.");
            if (reader is { SelfCheck: not null, Family: ReaderFamily.Llrp or ReaderFamily.M100 })
                yield return new SettingsFault($"{path}.SelfCheck", $"readers of the family {reader.Family} cannot be asked for their temperature and their antennas' return loss.");
            if (reader.Family != ReaderFamily.M100 && reader.Marks != ModuleMarks.Standard)
                yield return new SettingsFault($"{path}.Marks", "only modules of the family M100 have frames of two kinds.");
            HashSet<int> ports = [];
            for (int a = 0; a < reader.Antennas.Count; a++)
            {
                AntennaSection antenna = reader.Antennas[a];
                if (!ports.Add(antenna.Port)) yield return Twice($"{path}.Antennas[{a}].Port", $"{antenna.Port}");
                if (antenna.LookDbm < antenna.PowerDbm)
                    yield return new SettingsFault(
                        $"{path}.Antennas[{a}].LookDbm", $"{antenna.LookDbm} dBm is less than the antenna's PowerDbm of {antenna.PowerDbm}; to look harder takes more.");
                if (!IsPlace(settings, antenna.Place))
                    yield return new SettingsFault(
                        $"{path}.Antennas[{a}].Place", $"'{antenna.Place}' is no cabinet, no cabinet/shelf and no desk of this file.");
            }
        }
    }

    private static IEnumerable<SettingsFault> CheckDesks(SiteSettings settings)
    {
        HashSet<string> ids = [.. settings.Cabinets.Select(static cabinet => cabinet.Id)];
        for (int i = 0; i < settings.Desks.Count; i++)
        {
            string id = settings.Desks[i].Id;
            if (!ids.Add(id)) yield return Twice($"Desks[{i}].Id", id);
            if (settings.Readers.Sum(reader => reader.Antennas.Count(antenna => antenna.Place == id)) != 1)
                yield return new SettingsFault($"Desks[{i}]", $"exactly one antenna must have the place '{id}'.");
        }
    }

    private static IEnumerable<SettingsFault> CheckModbus(SiteSettings settings)
    {
        HashSet<string> ids = [], ports = [.. settings.Readers.Select(static reader => reader.Port)];
        for (int i = 0; i < settings.ModbusLines.Count; i++)
        {
            ModbusLineSection line = settings.ModbusLines[i];
            if (!ids.Add(line.Id)) yield return Twice($"ModbusLines[{i}].Id", line.Id);
            if (!ports.Add(line.Port)) yield return Twice($"ModbusLines[{i}].Port", line.Port);
        }
        for (int c = 0; c < settings.Cabinets.Count; c++)
            for (int p = 0; p < settings.Cabinets[c].Probes.Count; p++)
            {
                if (settings.Cabinets[c].Probes[p].Modbus is not { } modbus) continue;
                string path = $"Cabinets[{c}].Probes[{p}].Modbus";
                if (!ids.Contains(modbus.Line)) yield return new SettingsFault($"{path}.Line", $"there is no Modbus line '{modbus.Line}'.");
                if (modbus.Invalid.Find(static text => !RegisterMap.TryParseBits(text, out _)) is { } bad)
                    yield return new SettingsFault($"{path}.Invalid", $"'{bad}' is no register content in hexadecimal, such as 7FFF.");
            }
    }

    private static IEnumerable<SettingsFault> CheckOutputs(SiteSettings settings)
    {
        HashSet<string> ids = [.. settings.Readers.Select(static reader => reader.Id)], lines = [.. settings.Cabinets
            .Where(static cabinet => cabinet.Door is not null).Select(cabinet => Terminal(settings, cabinet.Door!.Reader, cabinet.Door.Line, cabinet.Door.Source))];
        IEnumerable<(OutputSection Output, string Path)> outputs = settings.Signals.Select(static (signal, i) => ((OutputSection)signal, $"Signals[{i}]"))
            .Concat(settings.Lights.Select(static (light, i) => ((OutputSection)light, $"Lights[{i}]")));
        foreach ((OutputSection output, string path) in outputs)
        {
            if (!ids.Add(output.Id)) yield return Twice($"{path}.Id", output.Id);
            if (CheckLine(settings, path, output.Reader, output.Line, output.Gpio is not null, "outputs") is { } fault) yield return fault;
            else if (!lines.Add(Terminal(settings, output.Reader, output.Line, output.Source))) yield return Twice(path, output.Source);
        }
        HashSet<string> places = [];
        for (int i = 0; i < settings.Lights.Count; i++)
        {
            string place = settings.Lights[i].Place;
            if (!IsPlace(settings, place)) yield return new SettingsFault($"Lights[{i}].Place", $"'{place}' is no cabinet, no cabinet/shelf and no desk of this file.");
            else if (!places.Add(place)) yield return Twice($"Lights[{i}].Place", place);
        }
    }

    private static IEnumerable<SettingsFault> CheckPosition(SiteSettings settings)
    {
        if (settings.Position is not { } position) yield break;
        if (settings.Readers.Exists(reader => reader.Id == position.Id) || settings.Signals.Exists(signal => signal.Id == position.Id)
            || settings.Lights.Exists(light => light.Id == position.Id))
            yield return Twice("Position.Id", position.Id);
        if (settings.Readers.Exists(reader => reader.Port == position.Port) || settings.ModbusLines.Exists(line => line.Port == position.Port))
            yield return Twice("Position.Port", position.Port);
        if (position.Port.Length > 0 && !TransportAddress.TryParse(position.Port, out _))
            yield return new SettingsFault("Position.Port", $"'{position.Port}' is no port: write /dev/ttyUSB2, COM5 or tcp://host:port.");
    }

    /// <summary>A line is one of this machine, or one that its reader can have.</summary>
    /// <param name="what">"inputs" or "outputs".</param>
    private static SettingsFault? CheckLine(SiteSettings settings, string path, string? reader, int line, bool ownLine, string what)
    {
        if ((reader is null) != ownLine) return new SettingsFault(path, "must name exactly one of Reader, Gpio.");
        if (reader is null) return null;
        if (settings.Readers.Find(known => known.Id == reader) is not { } found) return new SettingsFault($"{path}.Reader", $"there is no reader '{reader}'.");
        int lines = ReaderFamilies.LinesAtMost(found.Family);
        if (line <= lines) return null;
        return lines == 0
            ? new SettingsFault($"{path}.Reader", $"reader '{reader}' is of a family without {what}; wire it to another reader or to a line of this machine.")
            : new SettingsFault($"{path}.Line", $"reader '{reader}' has {lines} {what} at most.");
    }

    /// <summary>What is wired to it: one thing only.</summary>
    private static string Terminal(SiteSettings settings, string? reader, int line, string source) =>
        settings.Readers.Find(known => known.Id == reader) is { } found && ReaderFamilies.SharesPins(found.Family) ? $"{reader}/pin/{line}" : source;

    private static IEnumerable<SettingsFault> CheckHub(HubSection? hub, string folder)
    {
        if (hub is null) yield break;
        if (hub.ReconnectMinSeconds > hub.ReconnectMaxSeconds)
            yield return new SettingsFault("Hub.ReconnectMinSeconds", "must not be greater than ReconnectMaxSeconds.");
        if (hub.CertificateFile is null != hub.KeyFile is null)
            yield return new SettingsFault("Hub.CertificateFile", "CertificateFile and KeyFile belong together: give both or none.");
        if (!hub.Tls && (hub.CertificateFile ?? hub.AuthorityFile) is not null)
            yield return new SettingsFault("Hub.Tls", "must be true when certificates are given.");
        if (hub is { Version: MqttVersion.V311, User: null, PasswordFile: not null })
            yield return new SettingsFault("Hub.User", "is needed with PasswordFile: MQTT 3.1.1 knows no password without a user.");
        (string Name, string? Value)[] files =
        [
            ("PasswordFile", hub.PasswordFile), ("AuthorityFile", hub.AuthorityFile),
            ("CertificateFile", hub.CertificateFile), ("KeyFile", hub.KeyFile),
        ];
        foreach ((string name, string? value) in files)
            if (value is not null && !File.Exists(Path.Combine(folder, value)))
                yield return new SettingsFault($"Hub.{name}", $"the file '{value}' does not exist.");
    }

    private static bool IsPlace(SiteSettings settings, string place) =>
        settings.Desks.Exists(desk => desk.Id == place)
        || (PlaceId.TryParse(place, out PlaceId id)
        && settings.Cabinets.Find(cabinet => cabinet.Id == id.Cabinet.ToString()) is { } found
        && (id.Shelf is not { } shelf || found.Shelves.Contains(shelf)));

    private static SettingsFault Twice(string path, string value) => new(path, $"'{value}' is used twice.");
}
