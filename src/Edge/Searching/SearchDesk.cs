using System.Collections.Immutable;
using Edge.Devices;
using Edge.Ledger;
using Edge.Operations;
using Inventory;
using Inventory.Commissioning;
using Inventory.Units;
using Readers;

namespace Edge.Searching;

/// <summary>
/// Lets the antennas of a cabinet look for one bag, and sees to it that they watch again as soon as nobody looks at the number any more.
/// </summary>
/// <remarks>
/// While an antenna searches, the others of its reader pause: silence in that time says nothing of the stock, and the tracker is told so.
/// One search a reader. It is of the moment and in no ledger: a restart ends it.
/// </remarks>
internal sealed class SearchDesk(
    ILedger ledger, SiteSettings settings, IBeliefs beliefs, ReaderOrders orders, LiveSite live, TimeProvider time) : BackgroundService
{
    /// <summary>A page says every few seconds that it is still looked at.</summary>
    public static readonly TimeSpan EndsUnwanted = TimeSpan.FromSeconds(15);

    /// <summary>Whoever has not found it by then needs another idea; the stock wants to be watched.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private const double UsualLimitDbm = -68; // before an antenna has heard enough to know its own
    private static readonly TimeSpan s_passOverAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private ImmutableArray<BagSearch> _all = [];
    private int _last;

    public ImmutableArray<BagSearch> All => _all;

    public BagSearch? Find(int number) => _all.FirstOrDefault(search => search.Number == number);

    /// <summary>Begins, or goes on where the same was asked for before.</summary>
    /// <returns>The search, or why there is none.</returns>
    public (BagSearch? Search, Decision.Refused? Refused) Begin(SearchOrder order)
    {
        SiteState state = ledger.Current.State;
        if (!state.Units.TryGetValue(order.Unit, out BloodUnit? unit)) return (null, new Decision.Refused(Refusal.UnknownUnit));
        if (unit.Tags.IsEmpty) return (null, new Decision.Refused(Refusal.NoTagToHear));
        lock (_gate)
        {
            if (_all.FirstOrDefault(search => search.Order == order) is { } same)
            {
                same.WantedAt = time.GetTimestamp();
                return (same, null);
            }
            SearchAntenna[] antennas = order.Reader is { } hand ? HandHeld(hand) : Antennas(order.Place is { } chosen ? [chosen] : Believed(unit));
            if (antennas.Length == 0) return (null, new Decision.Refused(Refusal.NoAntennaThere));
            foreach (PlaceId cabinet in antennas.Select(static antenna => antenna.Place.Cabinet))
                if (Walking.IsCounted(state, cabinet)) return (null, new Decision.Refused(Refusal.CountedAlready, cabinet.ToString()));
            foreach (BagSearch own in _all.Where(search => search.Order.By == order.By)) End(own); // a person looks for one thing at a time
            if (_all.FirstOrDefault(other => antennas.Any(antenna => other.Uses(antenna.Reader))) is { } taken)
                return (null, new Decision.Refused(Refusal.SearchedAlready, taken.Order.Name));
            BagSearch search = new(++_last, order, unit.Tags, antennas, time);
            _all = _all.Add(search);
            Order(search);
            live.SearchChanged(search.Number);
            return (search, null);
        }
    }

    public void End(BagSearch search)
    {
        lock (_gate)
        {
            if (!_all.Contains(search)) return;
            _all = _all.Remove(search);
            orders.Seek(search.Reading.Reader, null);
        }
        live.SearchChanged(search.Number);
    }

    /// <summary>Takes what one reader told, in order.</summary>
    public void Process(string reader, ReadOnlySpan<ReaderEvent> events)
    {
        if (_all.IsEmpty) return;
        Span<byte> bytes = stackalloc byte[Epc.MaxBytes];
        foreach (BagSearch search in _all)
        {
            if (!search.Uses(reader)) continue;
            foreach (ref readonly ReaderEvent told in events)
            {
                if (told.Kind == ReaderEventKind.TagRead)
                {
                    TagRead read = told.Read;
                    search.Hears(reader, read.AntennaPort, new TagUii(read.Epc.CopyTo(bytes)), read.RssiDbm ?? double.NaN);
                }
                else if (told.Fit is { } fit)
                {
                    search.Tuned(reader, port => fit.Count is not null ? null : fit.Antennas.FirstOrDefault(antenna => antenna.Port == port)?.MoreDb);
                }
                else if (told.Kind == ReaderEventKind.Listened && !told.Listening.Counting && search.Listened(reader, told.Listening.AntennaPort))
                {
                    TakeTurns(search, reader);
                }
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (BagSearch search in _all) End(search);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer look = new(s_look, time);
        while (await look.WaitForNextTickAsync(stoppingToken))
        {
            SiteState state = ledger.Current.State;
            foreach (BagSearch search in _all)
            {
                bool counted = settings.Cabinets.Exists(cabinet => PlaceId.Parse(cabinet.Id) is var id && search.Uses(id) && Walking.IsCounted(state, id));
                if (counted || time.GetElapsedTime(search.WantedAt) >= EndsUnwanted || time.GetUtcNow() - search.BeganAt >= Longest)
                {
                    End(search);
                }
                else if (search.Waiting >= s_passOverAfter)
                {
                    string silent = search.Reading.Reader;
                    search.PassOver();
                    TakeTurns(search, silent);
                }
                live.SearchChanged(search.Number); // ages and the course move even where nothing is heard
            }
        }
    }

    /// <param name="former">The reader whose antenna has had its turn.</param>
    private void TakeTurns(BagSearch search, string former)
    {
        lock (_gate)
        {
            if (!_all.Contains(search)) return;
            if (search.Reading.Reader != former) orders.Seek(former, null);
            Order(search);
        }
        live.SearchChanged(search.Number);
    }

    private void Order(BagSearch search)
    {
        SearchAntenna next = search.Reading;
        bool told = orders.Seek(next.Reader, new SoughtAntenna(next.Port, next.StepDb));
        search.Begin(inForce: !told);
    }

    /// <summary>The likeliest place first; where nobody knows, everywhere.</summary>
    private PlaceId[] Believed(BloodUnit unit)
    {
        List<PlaceId> places = [];
        foreach (TagUii tag in unit.Tags)
            if (beliefs.Find(tag, time.GetUtcNow()) is { } belief)
                places.AddRange(new[] { belief.Zone, belief.Next }.OfType<PlaceId>());
        if (unit.Location is { } location) places.AddRange(new[] { location.Place, location.LastPlace }.OfType<PlaceId>());
        return places.Count > 0 ? [.. places.Distinct()] : [.. settings.Cabinets.Select(static cabinet => PlaceId.Parse(cabinet.Id))];
    }

    private SearchAntenna[] HandHeld(string id) =>
        [.. from reader in settings.Readers
            where reader.HandHeld && reader.Id == id
            from antenna in reader.Antennas
            select new SearchAntenna(id, (byte)antenna.Port, PlaceId.Parse(antenna.Place), UsualLimitDbm)];

    private SearchAntenna[] Antennas(PlaceId[] places)
    {
        SearchAntenna[] all =
        [
            .. from reader in settings.Readers
               from antenna in reader.Antennas
               where PlaceId.TryParse(antenna.Place, out PlaceId place) && Array.Exists(places, wanted => wanted.Cabinet == place.Cabinet)
                     && settings.Cabinets.Exists(cabinet => cabinet.Id == place.Cabinet.ToString())
               select new SearchAntenna(
                   reader.Id, (byte)antenna.Port, PlaceId.Parse(antenna.Place), beliefs.LimitDbm(reader.Id, (byte)antenna.Port) ?? UsualLimitDbm),
        ];
        return [.. all.OrderBy(antenna => Rank(antenna.Place))];

        int Rank(PlaceId place)
        {
            int exactly = Array.IndexOf(places, place), roughly = Array.FindIndex(places, wanted => wanted.Cabinet == place.Cabinet);
            return exactly >= 0 ? exactly : places.Length + roughly;
        }
    }
}
