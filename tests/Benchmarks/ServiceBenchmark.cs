using System.Diagnostics;
using System.Globalization;
using Edge.Ledger;
using Edge.Operations.Demo;
using HardwareSim;
using Inventory;
using Inventory.Identification;
using Inventory.Units;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarks;

/// <summary>
/// The whole service as a process of its own, as it is installed, with 10,000 bags in its ledger and four LLRP readers that the simulator in
/// this process plays on TCP sockets: its memory, and how much of a core it needs.
/// </summary>
internal static class ServiceBenchmark
{
    private const int Known = 10_000, InRoom = 1_600;
    private static readonly TimeSpan s_settles = TimeSpan.FromSeconds(30), s_lasts = TimeSpan.FromSeconds(30);

    public static IEnumerable<Figure> Run(string[] arguments)
    {
        string folder = Directory.CreateTempSubdirectory("edge-bench-").FullName;
        try
        {
            return MeasureAsync(folder).GetAwaiter().GetResult();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(string folder)
    {
        SimulationOptions room = new()
        {
            Cabinets = 4, Bags = InRoom, Activity = 0, Readers = [ReaderKind.Llrp], SerialPorts = false, Seed = new Seed(1),
        };
        await using SimulatedSite site = await SimulatedSite.StartAsync(room, TimeProvider.System, Path.Combine(folder, "devices"), default);
        string file = Path.Combine(folder, "site.json");
        DemoConfiguration.Write(file, site, webPort: 0, brokerPort: null);
        await ReceiveAsync(Path.Combine(folder, "data"), site);
        site.World.Truth.Reads.IsOn = true;
        using Process service = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!, [Path.Combine(AppContext.BaseDirectory, "Edge.dll"), "run", "--config", file])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        service.OutputDataReceived += static (_, _) => { };
        service.BeginOutputReadLine();
        Task<string> errors = service.StandardError.ReadToEndAsync();
        try
        {
            await Task.Delay(s_settles, TimeProvider.System);
            (TimeSpan Cpu, int Reads, long At) before = Look();
            await Task.Delay(s_lasts, TimeProvider.System);
            (TimeSpan Cpu, int Reads, long At) after = Look();
            double seconds = Stopwatch.GetElapsedTime(before.At, after.At).TotalSeconds;
            service.Refresh();
            return
            [
                new("service/reads", Math.Round((after.Reads - before.Reads) / seconds), "reads/s from four readers"),
                new("service/processor", Math.Round((after.Cpu - before.Cpu).TotalSeconds / seconds * 100, 1), "% of a core"),
                new("service/working-set", Math.Round(service.WorkingSet64 / 1e6, 1), "MB"),
                new("service/peak-working-set", Math.Round(service.PeakWorkingSet64 / 1e6, 1), "MB"),
            ];
        }
        finally
        {
            bool ran = !service.HasExited;
            if (ran) service.Kill();
            await service.WaitForExitAsync();
            if (!ran) await Console.Error.WriteLineAsync(await errors);
        }

        (TimeSpan, int, long) Look()
        {
            service.Refresh();
            lock (site.World.Gate) return (service.TotalProcessorTime, site.World.Truth.Reads.Reads.Count, Stopwatch.GetTimestamp());
        }
    }

    /// <summary>All bags of the room, and as many that lie nowhere as there have to be.</summary>
    private static async Task ReceiveAsync(string folder, SimulatedSite site)
    {
        await using SqliteLedger ledger = await SqliteLedger.OpenAsync(
            new LedgerOptions(folder), TimeProvider.System, NullLogger<SqliteLedger>.Instance, default);
        List<UnitKey> units = [];
        foreach (string uii in site.World.Tags.Select(static tag => tag.Bag?.TagUiiHex).OfType<string>())
        {
            if (BagTag.TryDecode(TagUii.Parse(uii), BagTagRules.All, out BagTagIdentity said)) units.Add(said.Unit);
        }
        for (int i = units.Count; i < Known; i++) units.Add(UnitKey.Parse(string.Create(CultureInfo.InvariantCulture, $"G123426{i:D6}E0304V00")));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        List<Task> received = [];
        foreach (UnitKey unit in units.Distinct())
        {
            UnitReceived happened = new(
                unit, new BloodGroup(Abo.O, RhD.Positive), "5100", ComponentClass.RedCells, new UnitAmount(UnitKind.U, 2), "red-cells",
                now.AddDays(30), QuarantineReason.None, null, now);
            received.Add(ledger.ExecuteAsync(new LedgerCommand($"receive/{unit}", Actor.Service, _ => new Decision.Accepted(happened)), default).AsTask());
        }
        await Task.WhenAll(received);
    }
}
