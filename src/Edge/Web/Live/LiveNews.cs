using Inventory;
using Inventory.ColdChain;
using Inventory.Commissioning;
using Inventory.Identification;
using Inventory.Presence;
using Inventory.Settings;
using Inventory.Stocktaking;
using Inventory.Units;

namespace Edge.Web.Live;

/// <summary>What a page may want to hear of.</summary>
[Flags]
internal enum Topics : ushort
{
    None = 0,
    Stock = 1,
    Unit = 2,
    Fridge = 4,
    Alarm = 8,
    Device = 16,
    Hub = 32,
    Stocktake = 64,
    Tray = 128,
    Search = 256,
    Walk = 512,
    All = Stock | Unit | Fridge | Alarm | Device | Hub | Stocktake | Tray | Search | Walk,
}

internal static class LiveNews
{
    /// <param name="text"><c>stock,unit</c>; null or empty means all. Names that are not known here are passed over: a newer page may ask.</param>
    public static Topics Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return Topics.All;
        Topics topics = Topics.None;
        foreach (string name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (!char.IsAsciiDigit(name[0]) && Enum.TryParse(name, ignoreCase: true, out Topics topic))
                topics |= topic;
        return topics;
    }

    /// <summary>Tells a client what a recorded event changes for it.</summary>
    /// <param name="excursionCabinet">Looks up where an excursion is: its later events name only the number.</param>
    public static void Tell(LiveClient client, DomainEvent happened, Func<int, PlaceId?> excursionCabinet)
    {
        switch (happened)
        {
            case IUnitEvent e: Changed(e.Unit); break;
            case MassiveTransfusionBegan or MassiveTransfusionEnded or SettingsChanged: client.AddStock(); break;
            case TagPlaced e:
                if (e.Unit is { } unit) Changed(unit);
                Fridge(e.Place);
                Fridge(e.Was);
                break;
            case DoorOpened e: Fridge(e.Cabinet); break;
            case DoorClosed e: Fridge(e.Cabinet); break;
            case ExcursionBegan e: Fridge(e.Cabinet); break;
            case ExcursionWorsened e: Fridge(excursionCabinet(e.Excursion)); break;
            case ExcursionEnded e: Fridge(e.Cabinet); break;
            case AlarmRaised e: client.AddAlarm(e.Alarm); break;
            case AlarmAcknowledged e: client.AddAlarm(e.Alarm); break;
            case AlarmReturned e: client.AddAlarm(e.Alarm); break;
            case AlarmRecurred e: client.AddAlarm(e.Alarm); break;
            case StocktakeBegan e: client.AddStocktake(e.Stocktake); break;
            case StocktakeRoundEnded e: client.AddStocktake(e.Stocktake); break;
            case StocktakePaused e: client.AddStocktake(e.Stocktake); break;
            case StocktakeContinued e: client.AddStocktake(e.Stocktake); break;
            case StocktakeCounted e: client.AddStocktake(e.Stocktake); break;
            case DifferenceDecided e: client.AddStocktake(e.Stocktake); break;
            case StocktakeSigned e: client.AddStocktake(e.Stocktake); break;
            case StocktakeClosed e: client.AddStocktake(e.Stocktake); break;
            case StocktakeAbandoned e: client.AddStocktake(e.Stocktake); break;
            case WalkBegan e: client.AddWalk(e.Walk); break;
            case WalkPointHeard e: client.AddWalk(e.Walk); break;
            case WalkPointSkipped e: client.AddWalk(e.Walk); break;
            case WalkAbandoned e: client.AddWalk(e.Walk); break;
            case CabinetQualified e: client.AddWalk(e.Walk); break;
            case PlaceModelActivated: client.AddWalk(0); break;
            default: break; // nothing that a page shows by itself
        }

        void Changed(UnitKey key)
        {
            client.AddUnit(key);
            client.AddStock();
        }

        void Fridge(PlaceId? place)
        {
            if (place is { } known) client.AddFridge(known.Cabinet.ToString());
        }
    }
}
