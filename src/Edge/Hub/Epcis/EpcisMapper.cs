using Edge.Ledger;
using Inventory;
using Inventory.ColdChain;
using Inventory.Presence;
using Inventory.Units;

namespace Edge.Hub.Epcis;

/// <summary>From what the ledger recorded to what the hub is told. Pure: the same entry gives the same event for ever.</summary>
/// <remarks>
/// Only what stands in the entry is used, never the state of the moment, so that a message sent again is the same message.
/// Nothing that a person typed or did by name leaves the site: no actor, reason, order number, destination or supplier.
/// The table of steps and dispositions: docs/protocols/hub.md.
/// </remarks>
public sealed partial class EpcisMapper(EpcisIds ids, TimeZoneInfo zone)
{
    private const string ExcursionType = EpcisIds.Namespace + "btt/excursion";

    /// <returns>Null for what is no news to the hub: sign-ins, doors, tags that are no bag, alarms.</returns>
    public EpcisEvent? Map(LedgerEntry entry) => entry.Event switch
    {
        UnitReceived e => Of(e, "receiving", e.Unit) with
        {
            // the receiving check is part of the act: no later event would say that the bag may be used
            Disposition = e.Quarantine == QuarantineReason.None ? "available" : Unavailable(e.Quarantine),
            Extensions = [Text("groupCode", e.GroupCode), Text("expiresAt", HubText.Instant(e.ExpiresAt)), .. Reason(e.Quarantine)],
        },
        TagPlaced { Unit: { } unit } e => Placed(e, Of(e, "storing", unit)),
        UnitQuarantined e => Of(e, "holding", e.Unit) with
        {
            Disposition = Unavailable(e.Reason),
            PersistentSet = e.Reason == QuarantineReason.TemperatureExposure ? "non_conformant" : null,
            Extensions = [.. Reason(e.Reason)],
        },
        UnitRecalled e => Of(e, "holding", e.Unit) with { Disposition = "recalled", Extensions = [.. Reason(QuarantineReason.Recall)] },
        UnitReleased e => Of(e, "inspecting", e.Unit) with { Disposition = "available", PersistentUnset = "non_conformant" },
        UnitIssued e => Of(e, "dispensing", e.Unit) with { Disposition = "dispensed" },
        UnitReturned e => Of(e, "receiving", e.Unit) with
        {
            Disposition = "returned",
            PersistentSet = e.Quarantine == QuarantineReason.TemperatureExposure ? "non_conformant" : null,
        },
        UnitDiscarded e => Of(e, "destroying", e.Unit) with
        {
            Action = "DELETE", Disposition = "destroyed", Extensions = IsCode(e.Cause) ? [Text("reason", e.Cause)] : [],
        },
        ExcursionBegan e => Excursion(
            e, e.Excursion, new ExcursionOrigin(e.Cabinet, e.Probe, e.Side, e.LimitCelsius, e.OccurredAt), e.UnitsInside, e.OccurredAt,
            "began", [new SensorReport("Temperature", "CEL") { Value = e.Celsius, IsAlarm = true }]),
        ExcursionWorsened { Origin: { } origin } e => Excursion(
            e, e.Excursion, origin, e.UnitsInside, e.OccurredAt, "worsened",
            [new SensorReport("Temperature", "CEL") { Value = e.WorstCelsius, IsAlarm = true }]),
        ExcursionEnded { Origin: { } origin } e => Excursion(
            e, e.Excursion, origin, e.UnitsInside, origin.BeganAt, "ended", [Worst(e, origin), Seconds(e.SecondsOutside)]),
        _ => LifeCycle(entry.Event),
    };

    /// <summary>
    /// An antenna says where a bag is, never whether it may be used: no disposition, the one before goes on. What was taken out
    /// has no place after the event.
    /// </summary>
    private EpcisEvent Placed(TagPlaced e, EpcisEvent happened) => (e.Place ?? e.Was) is not { } seen ? happened : happened with
    {
        ReadPoint = ids.Place(seen),
        BizLocation = e.Place is { } place ? ids.Place(place) : null,
        Extensions = [Text("change", Lower(e.Change)), new("chance", Math.Round(e.Chance, 4))],
    };

    private EpcisEvent Excursion(
        DomainEvent e, int number, ExcursionOrigin origin, IReadOnlyList<Inventory.Identification.UnitKey> units, DateTimeOffset from,
        string phase, IReadOnlyList<SensorReport> reports) => Of(e, "sensor_reporting") with
        {
            EpcList = [.. units.Distinct().Select(ids.Unit)],
            ReadPoint = ids.ProbePlace(origin.Cabinet, origin.Probe),
            BizLocation = ids.Place(origin.Cabinet),
            Transaction = (ExcursionType, ids.Excursion(number)),
            Sensor = new SensorElement(from, e.OccurredAt, ids.Probe(origin.Cabinet, origin.Probe), reports),
            // said in our own words too: some repositories cannot give back a report with an exception
            Extensions = [Text("excursion", phase), Text("side", Lower(origin.Side)), new("limitCelsius", origin.LimitCelsius)],
        };

    /// <summary>On the cold side the limit is the upper bound of what was measured outside; the profile wants one beside a minimum.</summary>
    private static SensorReport Worst(ExcursionEnded e, ExcursionOrigin origin) => new("Temperature", "CEL")
    {
        MinValue = origin.Side == ExcursionSide.TooCold ? e.WorstCelsius : null,
        MaxValue = origin.Side == ExcursionSide.TooCold ? origin.LimitCelsius : e.WorstCelsius,
        MeanValue = e.MeanCelsius,
    };

    private static SensorReport Seconds(int outside) => new("Time", "SEC") { Value = outside };

    private EpcisEvent Of(DomainEvent e, string bizStep, params IEnumerable<Inventory.Identification.UnitKey> units) => new()
    {
        EventTime = e.OccurredAt,
        ZoneOffset = zone.GetUtcOffset(e.OccurredAt),
        BizStep = bizStep,
        EpcList = [.. units.Select(ids.Unit)],
    };

    private static string Unavailable(QuarantineReason reason) => reason == QuarantineReason.Recall ? "recalled" : "unavailable";

    private static IEnumerable<KeyValuePair<string, object>> Reason(QuarantineReason reason) =>
        reason == QuarantineReason.None ? [] : [Text("reason", Lower(reason))];

    private static KeyValuePair<string, object> Text(string name, string value) => new(name, value);

    private static string Lower<T>(T word) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(word.ToString());

    /// <summary>One word of a list. A sentence is a person's and stays here.</summary>
    private static bool IsCode(string text) =>
        text.Length is > 0 and <= 32 && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
