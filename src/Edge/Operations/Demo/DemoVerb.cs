using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using Edge.Ledger;
using Edge.Web;
using Edge.Web.Accounts;
using HardwareSim;
using HardwareSim.Faults;
using Inventory;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Edge.Operations.Demo;

/// <summary><c>demo</c>: the service and a simulated site in one process, on one clock, with a broker where there is one.</summary>
/// <remarks>The service reads a configuration file, opens ports and answers HTTP as it does anywhere else (docs/adr/0005).</remarks>
internal static class DemoVerb
{
    private const string StaffKey = "demo-staff";

    /// <summary>Somebody who looks for five minutes should see people at work.</summary>
    private const double Busy = 20;

    public static Command Create()
    {
        Option<int> port = new("--port") { Description = "Port of the pages; 0 takes a free one.", DefaultValueFactory = static _ => 8080 };
        Option<double> speed = new("--speed") { Description = "Simulated seconds in a real one, 1 to 100.", DefaultValueFactory = static _ => 1 };
        Option<int> seed = new("--seed") { Description = "Everything random follows from it.", DefaultValueFactory = static _ => 1 };
        Option<int> bags = new("--bags") { Description = "Bags at the start.", DefaultValueFactory = static _ => 200 };
        Option<double> busy = new("--busy")
        {
            Description = "How much people do, in times a hospital's usual day; 0: nobody comes.", DefaultValueFactory = static _ => Busy,
        };
        Option<string?> folder = new("--folder") { Description = "Keeps the data here; without it a temporary folder is used and removed." };
        Option<bool> noBroker = new("--no-broker") { Description = "Starts no broker although there is one." };
        Option<string?> faults = new("--faults") { Description = "What goes wrong when, for example \"00:02:00 silence reader-1 30s\"." };
        Option<ReaderKind[]> readers = new("--readers")
        {
            Description = "Kinds of the simulated readers in order, for example r2000 llrp thingmagic m100 r200.", AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = static _ => [ReaderKind.R2000],
        };
        Option<bool> transmitters = new("--transmitters") { Description = "Puts a Modbus transmitter into each fridge, all on one RS-485 line." };
        Option<bool> chips = new("--chips") { Description = "Puts two chips with drivers of the kernel into each fridge (hwmon and IIO), in a simulated /sys." };
        Option<bool> lines = new("--gpio") { Description = "Wires door contacts and alarm lamp to lines of this machine, in a simulated /sys/class/gpio." };
        Option<bool> network = new("--tcp") { Description = "Puts every serial device behind a serial server on the network." };
        Option<bool> handHeld = new("--handheld") { Description = "Somebody walks about with a hand-held reader, to look for one bag." };
        Option<bool> vehicle = new("--vehicle") { Description = "The site is a vehicle that drives, with a position receiver." };
        speed.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<double>() is < 1 or > 100) result.AddError("--speed must lie between 1 and 100.");
        });
        busy.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<double>() is < 0 or > 1000) result.AddError("--busy must lie between 0 and 1000.");
        });
        Command verb = new("demo", "Runs the service on a simulated site.") { port, speed, seed, bags, busy, folder, noBroker, faults, readers, transmitters, chips, lines, network, handHeld, vehicle };
        verb.SetAction((parsed, ct) => RunAsync(
            new DemoOptions(
                parsed.GetValue(port), parsed.GetValue(speed), parsed.GetValue(folder), !parsed.GetValue(noBroker), parsed.GetValue(faults),
                new SimulationOptions
                {
                    Seed = new Seed(parsed.GetValue(seed)), Bags = parsed.GetValue(bags), Activity = parsed.GetValue(busy),
                    Readers = parsed.GetValue(readers)!, PortsPerReader = parsed.GetValue(readers)!.Length > 1 ? 2 : 4,
                    Transmitters = parsed.GetValue(transmitters), Vehicle = parsed.GetValue(vehicle), HandHeld = parsed.GetValue(handHeld), KernelSensors = parsed.GetValue(chips),
                    MachineLines = parsed.GetValue(lines), Lamps = true, SerialPorts = !parsed.GetValue(network) && !OperatingSystem.IsWindows(),
                }),
            Console.Out, Console.Error, ct));
        return verb;
    }

    public static async Task<int> RunAsync(DemoOptions options, TextWriter output, TextWriter errors, CancellationToken ct)
    {
        string folder = options.Folder is { } named
            ? Directory.CreateDirectory(named).FullName
            : Directory.CreateTempSubdirectory("edge-demo-").FullName;
        try
        {
            return await RunInAsync(folder, options, output, errors, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException or FormatException)
        {
            await errors.WriteLineAsync(e.Message);
            return e is FormatException ? ExitCode.WrongUse : ExitCode.EnvironmentFailed;
        }
        finally
        {
            if (options.Folder is null) Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>One kind: a reader a fridge. Several: two ports a reader, so that each kind has its shelves.</summary>
    private static async Task<int> RunInAsync(
        string folder, DemoOptions options, TextWriter output, TextWriter errors, CancellationToken ct)
    {
        TimeProvider time = options.Speed > 1 ? new ScaledTime(options.Speed) : TimeProvider.System;
        await using SimulatedSite simulated = await SimulatedSite.StartAsync(
            options.Room, time, Path.Combine(folder, "devices"), ct);
        await using DemoBroker? broker = options.Broker ? DemoBroker.Start(folder) : null;
        string file = Path.Combine(folder, "site.json");
        DemoConfiguration.Write(file, simulated, options.Port, broker?.Port);
        if (SiteConfiguration.Load(file, errors) is not { } site) return ExitCode.WrongUse;

        await using WebApplication app = await EdgeHost.BuildAsync(site, time, consoleLog: false, ct);
        await app.StartAsync(ct);
        Uri address = new(app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await SayAsync(output, address, app.Services.GetRequiredService<FirstStartCode>().Current, broker, folder, options);

        using ApiStaffDesk desk = new(address, MakeKey(app.Services.GetRequiredService<KeyStore>()));
        simulated.OpenDesk(desk);
        if (options.Faults is { } plan) simulated.Apply(FaultPlan.Parse(plan));
        TextWriter console = TextWriter.Synchronized(output);
        simulated.Said += console.WriteLine;
        ListenForFaults(simulated, console);
        await app.WaitForShutdownAsync(ct);
        await output.WriteLineAsync(await DemoScore.JudgeAsync(app.Services.GetRequiredService<ILedger>(), simulated, site));
        if (simulated.LastDeskFailure is { } failure)
            await output.WriteLineAsync($"{simulated.DeskFailures} acts at the desk failed, the last one: {failure}");
        return ExitCode.Done;
    }

    /// <summary>On a thread of its own: reading a terminal cannot be cancelled, and the process may end meanwhile.</summary>
    private static void ListenForFaults(SimulatedSite simulated, TextWriter output) => new Thread(() =>
    {
        while (Console.In.ReadLine() is { } line)
        {
            try
            {
                simulated.Apply(FaultPlan.Parse(line));
            }
            catch (FormatException e)
            {
                output.WriteLine(e.Message);
            }
        }
    })
    { IsBackground = true, Name = "demo faults" }.Start();

    /// <summary>A key for this run only: one of an earlier run in the same folder is not known any more.</summary>
    private static string MakeKey(KeyStore keys)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{StaffKey}-{keys.List().Count + 1}");
        return keys.Add(name, [Permission.Read, Permission.Units], Actor.Service)
            ?? throw new IOException($"The key {name} could not be made.");
    }

    private static async Task SayAsync(
        TextWriter output, Uri address, string? code, DemoBroker? broker, string folder, DemoOptions options)
    {
        await output.WriteLineAsync($"Pages:   {address}");
        await output.WriteLineAsync(code is null
            ? "Sign in: with the account that was made before in this folder"
            : $"Sign in: one-time code {code}");
        await output.WriteLineAsync(broker is null
            ? "Broker:  none (install mosquitto to see the hub's side)"
            : $"Broker:  mosquitto_sub -p {broker.Port} -v -t 'blood/v1/#'");
        await output.WriteLineAsync($"Data:    {folder}{(options.Folder is null ? " (removed at the end)" : "")}");
        await output.WriteLineAsync("Ctrl+C stops. A line typed here happens at once: take any, take fridge-1/shelf-2, take G1234…, silence reader-1 30s, deaf reader-1/2 5m, open fridge-1 4m");
        if (options.Room.HandHeld)
            await output.WriteLineAsync("Hand-held reader: find a bag, get nearer, look with handheld-1; then type: open fridge-2/shelf-3 2m; walk handheld-1 fridge-2/shelf-3 20s (or to fridge-2, bench, desk)");
        await output.FlushAsync();
    }
}

/// <param name="Folder">Null: a temporary one.</param>
/// <param name="Faults">Text of a fault plan; null: nothing goes wrong.</param>
internal sealed record DemoOptions(int Port, double Speed, string? Folder, bool Broker, string? Faults, SimulationOptions Room);
