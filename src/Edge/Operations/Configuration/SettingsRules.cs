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
            yield return new SettingsFault("Tags.ApplicationFamily", $"“{tags.ApplicationFamily}”是图书馆藏书的标识，图书馆门禁会误报；请改用其他值，如0B。",
                $"'{tags.ApplicationFamily}' marks the books of libraries: their gates would answer to bags. Take another, like 0B.");
    }

    private static IEnumerable<SettingsFault> CheckStock(StockSection stock)
    {
        HashSet<Inventory.Units.ComponentClass> components = [];
        for (int i = 0; i < stock.ShortDated.Count; i++)
            if (!components.Add(stock.ShortDated[i].Component)) yield return Twice($"Stock.ShortDated[{i}].Component", stock.ShortDated[i].Component.ToString());
        for (int i = 0; i < stock.RareIfNegative.Count; i++)
            if (!Inventory.Identification.RedCellAntigens.IsName(stock.RareIfNegative[i]))
                yield return new SettingsFault($"Stock.RareIfNegative[{i}]", $"“{stock.RareIfNegative[i]}”不是标签上的抗原名；请照标签书写，如k、Kp(b)、Jr(a)。", $"'{stock.RareIfNegative[i]}' is no antigen that labels tell of; write it as there, like k, Kp(b), Jr(a).");
    }

    internal static IEnumerable<SettingsFault> CheckUnits(UnitSection units)
    {
        if (units.ReserveHours > units.ReserveHoursAtMost)
            yield return new SettingsFault("Units.ReserveHours", "不得大于ReserveHoursAtMost。", "must not be more than ReserveHoursAtMost.");
        HashSet<Inventory.Units.ComponentClass> components = [];
        for (int i = 0; i < units.OutLimits.Count; i++)
            if (!components.Add(units.OutLimits[i].Component)) yield return Twice($"Units.OutLimits[{i}].Component", units.OutLimits[i].Component.ToString());
    }

    private static IEnumerable<SettingsFault> CheckSite(SiteSection site)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out _))
            yield return new SettingsFault("Site.TimeZone", $"“{site.TimeZone}”不是本机的时区；请用IANA名称，如Asia/Shanghai；没有这些名称的Windows用China Standard Time。", $"'{site.TimeZone}' is no time zone of this machine; use an IANA name such as Asia/Shanghai, or on a Windows without them China Standard Time.");
    }

    private static IEnumerable<SettingsFault> CheckLedger(LedgerSection ledger, string folder)
    {
        if (ledger.Backup is { } backup && Path.GetFullPath(backup.Folder, folder) == Path.GetFullPath(ledger.Folder, folder))
            yield return new SettingsFault("Ledger.Backup.Folder", "不得与台账同一目录；最好放在另一块磁盘。", "must not be the ledger's own folder; better take another disk.");
    }

    private static IEnumerable<SettingsFault> CheckWeb(WebSection web)
    {
        if (!string.Equals(web.Address, "localhost", StringComparison.OrdinalIgnoreCase) && !IPAddress.TryParse(web.Address, out _))
            yield return new SettingsFault(
                "Web.Address", $"“{web.Address}”不是本机地址；请用127.0.0.1、表示全部的0.0.0.0，或本机自己的地址。", $"'{web.Address}' is no address of this machine: use 127.0.0.1, 0.0.0.0 for all, or one of its own.");
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
                    yield return new SettingsFault($"{path}.Shelves[{s}]", "须为小写字母、数字和连字符。", "must be lower-case letters, digits and hyphens.");
                if (!shelves.Add(cabinet.Shelves[s])) yield return Twice($"{path}.Shelves[{s}]", cabinet.Shelves[s]);
            }
            for (int p = 0; p < cabinet.Probes.Count; p++)
            {
                if (!probes.Add(cabinet.Probes[p].Name)) yield return Twice($"{path}.Probes[{p}].Name", cabinet.Probes[p].Name);
                if (ProbeSources.Places(cabinet.Probes[p]) is not [string device])
                    yield return new SettingsFault($"{path}.Probes[{p}]", $"须从{ProbeSources.Choices}中恰好写一项。", $"must name exactly one of {ProbeSources.Choices}.");
                else if (!devices.Add(device)) yield return Twice($"{path}.Probes[{p}]", device);
            }
            if (cabinet.Door is not { } door) continue;
            if (CheckLine(settings, $"{path}.Door", door.Reader, door.Line, door.Gpio is not null, "inputs") is { } fault) yield return fault;
            else if (!contacts.Add(door.Source))
                yield return new SettingsFault($"{path}.Door", "已是另一台冰箱的门磁。", "is the contact of another cabinet already.");
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
                yield return new SettingsFault($"{path}.Region", "须填写：未指明地区前，此模块不得发射。", "must be given: this module must not transmit before it is told its region.");
            if (reader is { Family: ReaderFamily.M100, Region: RadioRegion.EuropeUpper })
                yield return new SettingsFault($"{path}.Region", "此模块没有这个地区。", "the module does not have this region.");
            if (reader is { Llrp: not null, Family: not ReaderFamily.Llrp })
                yield return new SettingsFault($"{path}.Llrp", $"只用于Llrp系列读写器；此读写器为{reader.Family}系列。", $"is for readers of the family Llrp; this one is of {reader.Family}.");
            if (reader is { ThingMagic: not null, Family: not ReaderFamily.ThingMagic })
                yield return new SettingsFault($"{path}.ThingMagic", $"只用于ThingMagic系列模块；此模块为{reader.Family}系列。", $"is for modules of the family ThingMagic; this one is of {reader.Family}.");
            if (reader.ThingMagic is { Continuous: true } && settings.Cabinets.FirstOrDefault(cabinet => cabinet.Door is { Gpio: null } door && door.Reader == reader.Id) is { } wired)
                yield return new SettingsFault(
                    $"{path}.ThingMagic.Continuous", $"连续读取的模块不报告输入口，而{wired.Id}的门磁接在其上：请改为轮流读取，或把门磁接到别处。", $"a module that streams does not tell its inputs, and the door contact of {wired.Id} is one: let it take turns, or wire the contact elsewhere.");
            if (reader is { SelfCheck: not null, Family: ReaderFamily.Llrp or ReaderFamily.M100 })
                yield return new SettingsFault($"{path}.SelfCheck", $"{reader.Family}系列读写器不能查询温度和天线回波损耗。", $"readers of the family {reader.Family} cannot be asked for their temperature and their antennas' return loss.");
            if (reader.Family != ReaderFamily.M100 && reader.Marks != ModuleMarks.Standard)
                yield return new SettingsFault($"{path}.Marks", "只有M100系列模块有两种帧。", "only modules of the family M100 have frames of two kinds.");
            HashSet<int> ports = [];
            for (int a = 0; a < reader.Antennas.Count; a++)
            {
                AntennaSection antenna = reader.Antennas[a];
                if (!ports.Add(antenna.Port)) yield return Twice($"{path}.Antennas[{a}].Port", $"{antenna.Port}");
                if (antenna.LookDbm < antenna.PowerDbm)
                    yield return new SettingsFault(
                        $"{path}.Antennas[{a}].LookDbm", $"{antenna.LookDbm} dBm低于该天线的PowerDbm（{antenna.PowerDbm}）；加强查找须更大功率。", $"{antenna.LookDbm} dBm is less than the antenna's PowerDbm of {antenna.PowerDbm}; to look harder takes more.");
                if (reader.HandHeld && antenna.Place != reader.Id)
                    yield return new SettingsFault(
                        $"{path}.Antennas[{a}].Place", $"手持读写器没有固定位置：请填写“{reader.Id}”。", $"a hand-held reader has no place: write '{reader.Id}'.");
                if (!reader.HandHeld && !IsPlace(settings, antenna.Place))
                    yield return new SettingsFault(
                        $"{path}.Antennas[{a}].Place", $"“{antenna.Place}”不是本文件中的冰箱、冰箱/货架或读写台。", $"'{antenna.Place}' is no cabinet, no cabinet/shelf and no desk of this file.");
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
            if (settings.Readers.Count(reader => reader.Antennas.Exists(antenna => antenna.Place == id)) != 1)
                yield return new SettingsFault($"Desks[{i}]", $"须有一根或几根天线的位置为“{id}”，且属于同一台读写器。", $"one antenna or more must have the place '{id}', all of one reader.");
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
                if (!ids.Contains(modbus.Line)) yield return new SettingsFault($"{path}.Line", $"没有Modbus线路“{modbus.Line}”。", $"there is no Modbus line '{modbus.Line}'.");
                if (modbus.Invalid.Find(static text => !RegisterMap.TryParseBits(text, out _)) is { } bad)
                    yield return new SettingsFault($"{path}.Invalid", $"“{bad}”不是十六进制的寄存器内容，如7FFF。", $"'{bad}' is no register content in hexadecimal, such as 7FFF.");
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
            if (!IsPlace(settings, place)) yield return new SettingsFault($"Lights[{i}].Place", $"“{place}”不是本文件中的冰箱、冰箱/货架或读写台。", $"'{place}' is no cabinet, no cabinet/shelf and no desk of this file.");
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
            yield return new SettingsFault("Position.Port", $"“{position.Port}”不是端口；请写/dev/ttyUSB2、COM5或tcp://主机:端口。", $"'{position.Port}' is no port: write /dev/ttyUSB2, COM5 or tcp://host:port.");
    }

    /// <summary>A line is one of this machine, or one that its reader can have.</summary>
    /// <param name="what">"inputs" or "outputs".</param>
    private static SettingsFault? CheckLine(SiteSettings settings, string path, string? reader, int line, bool ownLine, string what)
    {
        if ((reader is null) != ownLine) return new SettingsFault(path, "须从Reader、Gpio中恰好写一项。", "must name exactly one of Reader, Gpio.");
        if (reader is null) return null;
        if (settings.Readers.Find(known => known.Id == reader) is not { } found) return new SettingsFault($"{path}.Reader", $"没有读写器“{reader}”。", $"there is no reader '{reader}'.");
        int lines = ReaderFamilies.LinesAtMost(found.Family);
        if (line <= lines) return null;
        return lines == 0
            ? new SettingsFault($"{path}.Reader", $"读写器“{reader}”所属系列没有{Lines(what)}；请接到另一读写器或本机。", $"reader '{reader}' is of a family without {what}; wire it to another reader or to a line of this machine.")
            : new SettingsFault($"{path}.Line", $"读写器“{reader}”最多有{lines}路{Lines(what)}。", $"reader '{reader}' has {lines} {what} at most.");
    }

    /// <summary>What is wired to it: one thing only.</summary>
    private static string Terminal(SiteSettings settings, string? reader, int line, string source) =>
        settings.Readers.Find(known => known.Id == reader) is { } found && ReaderFamilies.SharesPins(found.Family) ? $"{reader}/pin/{line}" : source;

    private static IEnumerable<SettingsFault> CheckHub(HubSection? hub, string folder)
    {
        if (hub is null) yield break;
        if (hub.ReconnectMinSeconds > hub.ReconnectMaxSeconds)
            yield return new SettingsFault("Hub.ReconnectMinSeconds", "不得大于ReconnectMaxSeconds。", "must not be greater than ReconnectMaxSeconds.");
        if (hub.CertificateFile is null != hub.KeyFile is null)
            yield return new SettingsFault("Hub.CertificateFile", "CertificateFile与KeyFile须同时填写或都不填。", "CertificateFile and KeyFile belong together: give both or none.");
        if (!hub.Tls && (hub.CertificateFile ?? hub.AuthorityFile) is not null)
            yield return new SettingsFault("Hub.Tls", "填写证书时须为true。", "must be true when certificates are given.");
        if (hub is { Version: MqttVersion.V311, User: null, PasswordFile: not null })
            yield return new SettingsFault("Hub.User", "有PasswordFile时须填写：MQTT 3.1.1没有用户名就不能用密码。", "is needed with PasswordFile: MQTT 3.1.1 knows no password without a user.");
        (string Name, string? Value)[] files =
        [
            ("PasswordFile", hub.PasswordFile), ("AuthorityFile", hub.AuthorityFile),
            ("CertificateFile", hub.CertificateFile), ("KeyFile", hub.KeyFile),
        ];
        foreach ((string name, string? value) in files)
            if (value is not null && !File.Exists(Path.Combine(folder, value)))
                yield return new SettingsFault($"Hub.{name}", $"文件“{value}”不存在。", $"the file '{value}' does not exist.");
    }

    private static string Lines(string what) => what == "inputs" ? "输入" : "输出";

    private static bool IsPlace(SiteSettings settings, string place) =>
        settings.Desks.Exists(desk => desk.Id == place)
        || (PlaceId.TryParse(place, out PlaceId id)
        && settings.Cabinets.Find(cabinet => cabinet.Id == id.Cabinet.ToString()) is { } found
        && (id.Shelf is not { } shelf || found.Shelves.Contains(shelf)));

    private static SettingsFault Twice(string path, string value) => new(path, $"“{value}”重复。", $"'{value}' is used twice.");
}
