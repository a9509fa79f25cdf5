using Edge.Devices;
using Edge.Operations;
using Inventory;
using Readers;

namespace Edge.Desks;

/// <summary>The trays of all desks of the site. What their antennas hear is no place of a bag: it never reaches the tracker.</summary>
internal sealed class TrayBook
{
    private readonly LiveSite _live;
    private readonly Tray[] _trays;

    public TrayBook(SiteSettings settings, LiveSite live, TimeProvider time)
    {
        _live = live;
        _trays = [.. from desk in settings.Desks
            from reader in settings.Readers
            let ports = reader.Antennas.Where(antenna => antenna.Place == desk.Id).Select(static antenna => (byte)antenna.Port).ToArray()
            where ports.Length > 0
            select new Tray(desk.Id, reader.Id, ports, desk.NearbyBelowDbm, time)];
    }

    public Tray? Find(string desk) => Array.Find(_trays, tray => tray.Id == desk);

    public void Opened(string reader, ITagReader device)
    {
        foreach (Tray tray in _trays)
            if (tray.Reader == reader) tray.Opened(device);
    }

    public void Lost(string reader)
    {
        foreach (Tray tray in _trays)
            if (tray.Reader == reader && tray.Lost()) _live.TrayChanged(tray.Id);
    }

    /// <summary>Takes what one reader told, in order.</summary>
    public void Process(string reader, ReadOnlySpan<ReaderEvent> events)
    {
        foreach (Tray tray in _trays)
            if (tray.Reader == reader && Process(tray, events)) _live.TrayChanged(tray.Id);
    }

    private static bool Process(Tray tray, ReadOnlySpan<ReaderEvent> events)
    {
        Span<byte> bytes = stackalloc byte[Epc.MaxBytes];
        bool news = false;
        foreach (ref readonly ReaderEvent told in events)
        {
            if (told.Kind == ReaderEventKind.TagRead)
            {
                TagRead read = told.Read;
                if (tray.Has(read.AntennaPort)) news |= tray.Heard(in read, new TagUii(read.Epc.CopyTo(bytes)));
            }
            else if (told.Kind == ReaderEventKind.Listened && told.Listening is { } period && tray.Has(period.AntennaPort))
            {
                news |= tray.Listened(in period);
            }
        }
        return news;
    }
}
