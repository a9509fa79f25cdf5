using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using HardwareSim;
using HardwareSim.Heat;
using Readers.Sensors.Modbus;
using CabinetKind = Inventory.Presence.CabinetKind;

namespace Edge.Operations.Demo;

/// <summary>Writes the configuration file that a technician would write for the simulated site; the service reads it like any other.</summary>
internal static class DemoConfiguration
{
    private const int ShelfCapacity = 50;

    /// <summary>More than a transmitter needs: in fast time the machine has a fraction of it.</summary>
    private const int ReplyTimeoutMs = 2000;

    private const int PowerDbm = 30, LookDbm = 33, M100PowerDbm = 26;

    /// <summary>Of both fridges: what lies in them must be kept like red cells.</summary>
    public const string StorageClass = "red-cells";

    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <param name="brokerPort">Null: no hub.</param>
    public static void Write(string file, SimulatedSite site, int webPort, int? brokerPort)
    {
        SiteSettings settings = new()
        {
            Site = new SiteSection
            {
                Id = "demo", Region = "ah",
                NameZh = site.PositionPort is null ? "演示血库" : "演示送血车", NameEn = site.PositionPort is null ? "Demonstration blood bank" : "Demonstration vehicle",
                Kind = site.PositionPort is null ? SiteKind.Hospital : SiteKind.Vehicle,
            },
            Position = site.PositionPort is { } receiver
                ? new PositionSection { Id = receiver.Id, Port = receiver.Address, BaudRate = receiver.BaudRate }
                : null,
            Web = new WebSection { Port = webPort },
            Hub = brokerPort is { } port ? new HubSection { Host = "127.0.0.1", Port = port } : null,
            Cabinets = [.. site.Cabinets.Select((cabinet, index) => Cabinet(site, cabinet, index + 1))],
            Readers = [.. site.ReaderPorts.Select(Reader)],
            ModbusLines = site.TransmitterLine is { } line
                ? [new ModbusLineSection { Id = line.Id, Port = line.Address, BaudRate = line.BaudRate, ReplyTimeoutMs = ReplyTimeoutMs }]
                : [],
            Signals = [.. site.Lamps.Where(static lamp => lamp.Shows is null).Select(lamp => new SignalSection
            {
                Id = lamp.Id, Reader = lamp.Reader, Line = lamp.Reader is null ? 1 : lamp.Line, Gpio = Output(site, lamp),
            })],
            Lights = [.. site.Lamps.Where(static lamp => lamp.Shows is not null).Select(lamp => new LightSection
            {
                Id = lamp.Id, Reader = lamp.Reader, Line = lamp.Line, Place = lamp.Shows!,
            })],
        };
        File.WriteAllText(file, JsonSerializer.Serialize(settings, s_json));
    }

    private static CabinetSection Cabinet(SimulatedSite site, CabinetPlace cabinet, int number) => new()
    {
        Id = cabinet.Id,
        NameZh = $"{number}号冰箱",
        NameEn = $"Fridge {number}",
        StorageClass = StorageClass,
        Kind = CabinetKind.MetalDrawers,
        Shelves = [.. cabinet.Shelves],
        Capacity = cabinet.Shelves.Count * ShelfCapacity,
        Door = Door(site, cabinet.Id),
        Probes = [.. site.Probes.Where(probe => probe.Cabinet == cabinet.Id).Select(probe => Probe(site, probe))],
    };

    private static DoorSection? Door(SimulatedSite site, string cabinet)
    {
        if (site.MachineDoors.FirstOrDefault(door => door.Cabinet == cabinet) is { } own)
            return new DoorSection { Gpio = new GpioInputSection { Chip = own.Chip, Line = own.Line }, OpenWhenHigh = true };
        return site.DoorLines.FirstOrDefault(door => door.Cabinet == cabinet) is { } line
            ? new DoorSection { Reader = line.Reader, Line = line.Line, OpenWhenHigh = true }
            : null;
    }

    private static GpioOutputSection? Output(SimulatedSite site, LampPlace lamp) =>
        lamp.Reader is null ? new GpioOutputSection { Chip = site.GpioRoot!, Line = lamp.Line } : null;

    private static ProbeSection Probe(SimulatedSite site, ProbePlace probe) => probe.Make switch
    {
        ProbeMake.Transmitter => new()
        {
            Name = probe.Name, SampleSeconds = 5,
            Modbus = new ModbusProbeSection { Line = site.TransmitterLine!.Id, Unit = probe.Unit!.Value, Function = ModbusFunction.InputRegisters },
        },
        ProbeMake.Monitor => new()
        {
            Name = probe.Name, SampleSeconds = 5, Hwmon = new HwmonSection { Root = site.HwmonRoot!, Chip = "lm75", Address = probe.Device },
        },
        ProbeMake.Converter => new()
        {
            Name = probe.Name, SampleSeconds = 5, Iio = new IioSection { Root = site.IioRoot!, Chip = "max31865", Address = probe.Device },
        },
        _ => new() { Name = probe.Name, SampleSeconds = 5, Device = probe.Device, OneWireRoot = site.OneWireRoot },
    };

    private static ReaderSection Reader(ReaderPort reader) => new()
    {
        Id = reader.Id,
        Family = Family(reader.Kind),
        Port = reader.Address,
        Region = reader.Kind is ReaderKind.ThingMagic or ReaderKind.M100 or ReaderKind.R200 ? Readers.RadioRegion.China : null, // the others keep theirs
        HandHeld = reader.HandHeld,
        Marks = reader.Kind == ReaderKind.R200 ? ModuleMarks.R200 : ModuleMarks.Standard,
        Antennas = [.. reader.Antennas.Select(antenna => new AntennaSection
        {
            Port = antenna.Port, Place = antenna.Place,
            PowerDbm = Family(reader.Kind) == ReaderFamily.M100 ? M100PowerDbm : PowerDbm,
            LookDbm = Family(reader.Kind) == ReaderFamily.M100 ? null : LookDbm,
        })],
    };

    private static ReaderFamily Family(ReaderKind kind) => kind switch
    {
        ReaderKind.R2000 => ReaderFamily.R2000,
        ReaderKind.ThingMagic => ReaderFamily.ThingMagic,
        ReaderKind.M100 or ReaderKind.R200 => ReaderFamily.M100,
        _ => ReaderFamily.Llrp,
    };
}
