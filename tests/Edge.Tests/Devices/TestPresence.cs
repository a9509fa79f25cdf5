using Edge.Devices;
using Edge.Operations;
using Edge.RawReads;
using Inventory;
using Inventory.Presence;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Tests.Devices;

/// <summary>The presence engine of a site, as the composition root makes it, without a ring of raw reads on disk.</summary>
internal static class TestPresence
{
    public static PresenceEngine Engine(PresenceLayout layout, SiteSettings settings)
    {
        HeardNames names = new(layout.Antennas, [.. settings.Cabinets.Select(static cabinet => PlaceId.Parse(cabinet.Id))]);
        return new PresenceEngine(
            new AntennaIndex(layout), new PresenceTracker(layout, PresenceModel.Prior(layout), SiteLayout.Options(settings.Presence)),
            new RawReadRing(
                new RawReadSection { MaxMegabytes = 0 }, Path.GetTempPath(), names, new Metrics(), TimeProvider.System,
                NullLogger<RawReadRing>.Instance),
            names, TimeProvider.System);
    }
}
