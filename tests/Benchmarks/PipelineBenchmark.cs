using System.Diagnostics;
using Edge.Devices;
using Edge.Ledger;
using Edge.Operations;
using Edge.RawReads;
using Inventory;
using Inventory.ColdChain;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Units;
using Microsoft.Extensions.Logging.Abstractions;
using Readers;

namespace Benchmarks;

/// <summary>
/// Reads → presence → ledger → snapshot with 10,000 bags: the real tracker, the real recorder, the real ledger on the disk of the
/// working folder. A share of the bags moves to another shelf all the time, so that the ledger has something to do.
/// </summary>
internal static class PipelineBenchmark
{
    private const int Bags = 10_000, Cabinets = 10, Shelves = 4, BatchLength = 512;
    private const int MovingPerSecond = 20; // 20 bags a simulated second: far more than people can carry
    private static readonly TimeSpan s_lasts = TimeSpan.FromMinutes(4);

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
        SiteSettings settings = Site();
        await using SqliteLedger ledger = await SqliteLedger.OpenAsync(
            new LedgerOptions(folder), TimeProvider.System, NullLogger<SqliteLedger>.Instance, CancellationToken.None);
        TagUii[] tags = await ReceiveAsync(ledger);
        PresenceLayout layout = SiteLayout.Of(settings);
        HeardNames names = new(layout.Antennas, []);
        PresenceEngine engine = new(
            new AntennaIndex(layout), new PresenceTracker(layout, PresenceModel.Prior(layout), SiteLayout.Options(settings.Presence)),
            new RawReadRing(
                new RawReadSection { MaxMegabytes = 0 }, folder, names, new Metrics(), TimeProvider.System, NullLogger<RawReadRing>.Instance),
            names, TimeProvider.System);
        Stream stream = new(tags, settings, DateTimeOffset.UnixEpoch.AddYears(56));
        List<PlaceChange> concluded = [];
        BagTagRules rules = BagTagRules.All;
        StorageFit storage = SiteTables.Load(settings, folder, out _).Fit;
        long from = ledger.Current.Seq, reads = 0;
        Stopwatch working = new(); // making up the reads is not the product's work
        List<Task<CommandAnswer>> recorded = [];
        while (stream.Elapsed < s_lasts)
        {
            foreach ((string reader, ReaderEvent[] events, int count) in stream.NextSecond())
            {
                working.Start();
                engine.Process(reader, events.AsSpan(0, count));
                working.Stop();
                reads += count;
            }
            working.Start();
            for (int sweep = 0; sweep < 5; sweep++) engine.Sweep(stream.Now);
            engine.TakeConcluded(concluded);
            foreach (PlaceChange change in concluded)
                recorded.Add(ledger.ExecuteAsync(new LedgerCommand(
                    $"bench/{ledger.Current.Seq}/{recorded.Count}/{stream.Elapsed.Ticks}", Actor.Service,
                    state => Placing.Decide(state, change, rules, storage)), CancellationToken.None).AsTask());
            concluded.Clear();
            await Task.WhenAll(recorded); // in the snapshot before the next second counts
            recorded.Clear();
            working.Stop();
        }
        double seconds = working.Elapsed.TotalSeconds;
        return
        [
            new Figure("pipeline reads to snapshot, 10,000 bags", Math.Round(reads / seconds), "reads/s"),
            new Figure("pipeline events recorded meanwhile", ledger.Current.Seq - from, "events"),
            new Figure("pipeline recorded per simulated second", Math.Round((ledger.Current.Seq - from) / s_lasts.TotalSeconds, 1), "events/s"),
        ];
    }

    private static SiteSettings Site() => new()
    {
        Cabinets = [.. Enumerable.Range(1, Cabinets).Select(static c => new CabinetSection
        {
            Id = $"fridge-{c}", Shelves = [.. Enumerable.Range(1, Shelves).Select(static s => $"shelf-{s}")], Kind = CabinetKind.MetalDrawers,
        })],
        Readers = [.. Enumerable.Range(1, Cabinets).Select(static c => new ReaderSection
        {
            Id = $"reader-{c}",
            Antennas = [.. Enumerable.Range(1, Shelves).Select(s => new AntennaSection { Port = s, Place = $"fridge-{c}/shelf-{s}" })],
        })],
    };

    private static async Task<TagUii[]> ReceiveAsync(SqliteLedger ledger)
    {
        TagUii[] tags = new TagUii[Bags];
        Task[] received = new Task[Bags];
        for (int i = 0; i < Bags; i++)
        {
            UnitKey unit = UnitKey.Parse($"G123426{i:D6}E0304V00");
            BagTag.TryEncode(unit, FlagCharacters.Unused, BagTagForm.Bt96, out tags[i]);
            UnitReceived happened = new(
                unit, new BloodGroup(Abo.O, RhD.Positive), "5100", ComponentClass.RedCells, new UnitAmount(UnitKind.U, 2), "red-cells",
                DateTimeOffset.UnixEpoch.AddYears(60), QuarantineReason.None, null, DateTimeOffset.UnixEpoch.AddYears(56));
            received[i] = ledger.ExecuteAsync(
                new LedgerCommand($"receive/{i}", Actor.Service, _ => new Decision.Accepted(happened)), CancellationToken.None).AsTask();
        }
        await Task.WhenAll(received);
        return tags;
    }

    /// <summary>What forty antennas would tell: each listens a quarter of the time and hears most of its bags once a turn.</summary>
    private sealed class Stream(TagUii[] tags, SiteSettings settings, DateTimeOffset start)
    {
        private readonly Random _dice = new(7);
        private readonly Epc[] _epcs = [.. tags.Select(static tag => ToEpc(tag))];
        private readonly int[] _shelf = [.. Enumerable.Range(0, Bags).Select(static i => i % (Cabinets * Shelves))];
        private readonly ReaderEvent[] _events = new ReaderEvent[BatchLength * 4];

        public TimeSpan Elapsed { get; private set; }
        public DateTimeOffset Now => start + Elapsed;

        public IEnumerable<(string Reader, ReaderEvent[] Events, int Count)> NextSecond()
        {
            for (int moved = 0; moved < MovingPerSecond; moved++) _shelf[_dice.Next(Bags)] = _dice.Next(Cabinets * Shelves);
            for (int cabinet = 0; cabinet < Cabinets; cabinet++)
            {
                int count = 0;
                for (int shelf = 0; shelf < Shelves; shelf++)
                {
                    int zone = (cabinet * Shelves) + shelf;
                    DateTimeOffset from = Now.AddMilliseconds(shelf * 250);
                    for (int bag = 0; bag < Bags && count < _events.Length - Shelves; bag++)
                    {
                        if (_shelf[bag] != zone || _dice.NextDouble() > 0.8) continue;
                        _events[count++] = ReaderEvent.Of(new TagRead
                        {
                            Epc = _epcs[bag], AntennaPort = (byte)(shelf + 1), RssiDbm = -52 - (_dice.NextSingle() * 10),
                            ObservedAt = from.AddMilliseconds(125), Count = 1,
                        });
                    }
                    _events[count++] = ReaderEvent.Of(new ListeningPeriod((byte)(shelf + 1), from, from.AddMilliseconds(250), count));
                }
                yield return (settings.Readers[cabinet].Id, _events, count);
            }
            Elapsed += TimeSpan.FromSeconds(1);
        }

        private static Epc ToEpc(TagUii tag)
        {
            Span<byte> bytes = stackalloc byte[TagUii.MaxBytes];
            Epc.TryCreate(tag.WriteTo(bytes), out Epc epc);
            return epc;
        }
    }
}
