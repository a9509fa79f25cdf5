using System.Text;
using System.Text.Json;
using Edge.Hub.Epcis;
using Edge.Ledger;
using Inventory;
using Inventory.ColdChain;
using Inventory.Identification;
using Inventory.People;
using Inventory.Presence;
using Inventory.Units;
using Testing;

namespace Edge.Tests.Hub.Epcis;

public sealed class EpcisMapperTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 15, 30, 120, TimeSpan.Zero);
    private static readonly UnitKey Unit = UnitKey.Parse("A999926000001E0382V00");
    private static readonly UnitKey Other = UnitKey.Parse("A999926000002E0382V00");
    private static readonly PlaceId Fridge = PlaceId.Parse("fridge-07");
    private static readonly PlaceId Shelf = PlaceId.Parse("fridge-07/shelf-2");
    private static readonly ExcursionOrigin Warm = new(Fridge, "top", ExcursionSide.TooWarm, 6, At);
    private static readonly ExcursionOrigin Cold = new(Fridge, "top", ExcursionSide.TooCold, 2, At);

    /// <summary>Everything that is published, with a secret wherever a person could have typed one.</summary>
    private static readonly DomainEvent[] Published =
    [
        new UnitReceived(Unit, new BloodGroup(Abo.A, RhD.Positive), "6200", ComponentClass.RedCells, new UnitAmount(UnitKind.Bag, 1),
            "red-cells", At.AddDays(35), QuarantineReason.None, "Mrs Secret", At),
        new UnitReceived(Unit, new BloodGroup(Abo.A, RhD.Positive), "6200", ComponentClass.RedCells, new UnitAmount(UnitKind.Bag, 1),
            "red-cells", At.AddDays(35), QuarantineReason.ReceivingCheck, null, At),
        new TagPlaced(TagUii.Parse("E200"), PresenceChange.Arrived, Shelf, null, 0.97, Unit, At),
        new TagPlaced(TagUii.Parse("E200"), PresenceChange.Removed, null, Shelf, 0.99, Unit, At),
        new UnitQuarantined(Unit, QuarantineReason.Recall, At),
        new UnitQuarantined(Unit, QuarantineReason.TemperatureExposure, At),
        new UnitReleased(Unit, At),
        new UnitIssued(Unit, "Ward Secret", "order-Secret", At),
        new UnitReturned(Unit, At),
        new UnitDiscarded(Unit, "expired", At),
        new UnitDiscarded(Unit, "dropped by Mr Secret", At),
        new ExcursionBegan(117, Fridge, "top", ExcursionSide.TooWarm, 6, 6.4, [Unit, Other, Unit], At),
        new ExcursionBegan(118, Fridge, "top", ExcursionSide.TooWarm, 6, 6.4, [], At),
        new ExcursionWorsened(117, 8.25, [Unit], At.AddMinutes(5)) { Origin = Warm },
        new ExcursionEnded(117, Fridge, 10.7, 8.35, 1860, 0, At.AddMinutes(31)) { Origin = Warm, UnitsInside = [Unit, Other] },
        new ExcursionEnded(119, Fridge, -1.5, 0.4, 600, 0, At.AddMinutes(10)) { Origin = Cold },
        new UnitReturned(Unit, At) { Quarantine = QuarantineReason.TemperatureExposure },
        new UnitReserved(Unit, "order-Secret", At.AddDays(1), At),
        new ReservationEnded(Unit, "order-Secret", ReservationEnd.Lapsed, At),
        new UnitTransfused(Unit, At),
        new UnitReturnedToSupplier(Unit, "Mrs Secret", At),
        new UnitLost(Unit, "Mr Secret had it", At),
        new UnitFound(Unit, At),
        new UnitDispatched(Unit, "T-Secret", "site-Secret", "box-Secret", null, At),
        new UnitTransferConfirmed(Unit, "T-Secret", At),
        new UnitTransferReturned(Unit, "T-Secret", "Mrs Secret refused", At),
        new UnitIssuedInEmergency(Unit, "Ward Secret", "Dr Secret", "order-Secret", At),
        new StepTakenBack(Unit, 7, UnitStatus.Issued, UnitStatus.Available, At),
        new UnitVoided(Unit, "Mr Secret", At),
        new UnitExpiryCorrected(Unit, At.AddDays(3), At.AddDays(2), At),
        new UnitRecalled(Unit, At),
        new ReceiptTakenBack(Unit, 7, UnitStatus.EnteredInError, At),
    ];

    private static readonly DomainEvent[] Kept =
    [
        new TagPlaced(TagUii.Parse("E200"), PresenceChange.Arrived, Shelf, null, 0.97, null, At), // a tag that is no bag
        new TagAssociated(TagUii.Parse("E200"), Unit, At),
        new DoorOpened(Fridge, At),
        new AlarmRaised(1, AlarmKind.TemperatureHigh, AlarmPriority.Critical, "fridge-07/top", 7, 3, At),
        new AlarmAcknowledged(1, "Secret", At),
        new RemovalUnaccounted(Unit, Shelf, At, At),
        new CorrectionAsked(Unit, At.AddDays(3), At),
        new MassiveTransfusionBegan(1, "Ward Secret", "Dr Secret", At),
        new RemovalCaptured(Unit, 1, At),
        new PersonSignedIn("Secret", At),
        new ServiceStarted("1", Guid.Empty, At),
        new ExcursionEnded(117, Fridge, 10.7, 8.35, 1860, 0, At), // recorded before its origin was kept
    ];

    [Fact]
    public void Map_BagPlaced_IsStoringWithItsPlaceAndNoClaimOnItsStatus()
    {
        JsonElement json = Write(Published[2]);

        Assert.Equal("storing", json.GetProperty("bizStep").GetString());
        Assert.Equal("2026-03-02T08:15:30.120Z", json.GetProperty("eventTime").GetString());
        Assert.Equal("+08:00", json.GetProperty("eventTimeZoneOffset").GetString());
        Assert.Equal("https://id.example.org/isbt128/obj/A999926000001.E0382V00", json.GetProperty("epcList")[0].GetString());
        Assert.Equal("https://id.example.org/site/0042/loc/fridge-07.shelf-2", json.GetProperty("bizLocation").GetProperty("id").GetString());
        Assert.Equal(0.97, json.GetProperty("bl:chance").GetDouble());
        Assert.False(json.TryGetProperty("disposition", out _));
    }

    [Fact]
    public void Map_BagRemoved_WasReadThereAndHasNoPlaceAfterwards()
    {
        JsonElement json = Write(Published[3]);

        Assert.Equal("https://id.example.org/site/0042/loc/fridge-07.shelf-2", json.GetProperty("readPoint").GetProperty("id").GetString());
        Assert.False(json.TryGetProperty("bizLocation", out _));
        Assert.Equal("removed", json.GetProperty("bl:change").GetString());
    }

    [Theory]
    [InlineData(0, "receiving", "available", "OBSERVE")]
    [InlineData(1, "receiving", "unavailable", "OBSERVE")]
    [InlineData(4, "holding", "recalled", "OBSERVE")]
    [InlineData(5, "holding", "unavailable", "OBSERVE")]
    [InlineData(6, "inspecting", "available", "OBSERVE")]
    [InlineData(7, "dispensing", "dispensed", "OBSERVE")]
    [InlineData(8, "receiving", "returned", "OBSERVE")]
    [InlineData(9, "destroying", "destroyed", "DELETE")]
    public void Map_EachAct_HasItsStepAndDisposition(int index, string step, string disposition, string action)
    {
        JsonElement json = Write(Published[index]);

        Assert.Equal(step, json.GetProperty("bizStep").GetString());
        Assert.Equal(disposition, json.GetProperty("disposition").GetString());
        Assert.Equal(action, json.GetProperty("action").GetString());
    }

    [Fact]
    public void Map_RecallOfABagThatIsNotHere_IsHeldAndRecalled()
    {
        JsonElement json = Write(new UnitRecalled(Unit, At));

        Assert.Equal(("holding", "recalled", "OBSERVE"), (json.GetProperty("bizStep").GetString(), json.GetProperty("disposition").GetString(), json.GetProperty("action").GetString()));
    }

    [Fact]
    public void Map_Excursion_NamesProbeLimitsAndTheBagsThatLayThere()
    {
        JsonElement began = Write(Published[11]), ended = Write(Published[14]);

        Assert.Equal(2, began.GetProperty("epcList").GetArrayLength()); // each once
        JsonElement element = began.GetProperty("sensorElementList")[0];
        Assert.Equal("https://id.example.org/site/0042/dev/fridge-07.top", element.GetProperty("sensorMetadata").GetProperty("deviceID").GetString());
        Assert.Equal(6.4, element.GetProperty("sensorReport")[0].GetProperty("value").GetDouble());
        Assert.Equal("ALARM_CONDITION", element.GetProperty("sensorReport")[0].GetProperty("exception").GetString());
        Assert.Equal("https://id.example.org/site/0042/bt/EX-000117", began.GetProperty("bizTransactionList")[0].GetProperty("bizTransaction").GetString());
        JsonElement summary = ended.GetProperty("sensorElementList")[0];
        Assert.Equal("2026-03-02T08:15:30.120Z", summary.GetProperty("sensorMetadata").GetProperty("startTime").GetString());
        Assert.Equal("2026-03-02T08:46:30.120Z", summary.GetProperty("sensorMetadata").GetProperty("endTime").GetString());
        Assert.Equal(10.7, summary.GetProperty("sensorReport")[0].GetProperty("maxValue").GetDouble());
        Assert.Equal(1860, summary.GetProperty("sensorReport")[1].GetProperty("value").GetDouble());
    }

    [Fact]
    public void Map_SummerAndWinter_EachHasItsOwnOffset()
    {
        EpcisMapper paris = new(new EpcisIds("id.example.org", "0042"), TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"));

        Assert.Equal(TimeSpan.FromHours(1), paris.Map(Entry(new UnitReleased(Unit, At)))!.ZoneOffset);
        Assert.Equal(TimeSpan.FromHours(2), paris.Map(Entry(new UnitReleased(Unit, At.AddMonths(4))))!.ZoneOffset);
    }

    [Fact]
    public void Write_EachEvent_CarriesTheHashOfItselfAndIsTheSameEachTime()
    {
        foreach (DomainEvent happened in Published)
        {
            byte[] bytes = EpcisWriter.Write(Mapper().Map(Entry(happened))!, out string id);
            using JsonDocument json = JsonDocument.Parse(bytes);
            Assert.Equal(id, json.RootElement.GetProperty("eventID").GetString());
            Assert.Equal(id, EventHashId.Of(json.RootElement, EpcisIds.Prefix, EpcisIds.Namespace));
            Assert.Equal(bytes, EpcisWriter.Write(Mapper().Map(Entry(happened, seq: 99))!, out _)); // where it stands is not part of it
        }
    }

    [Fact]
    public void Map_WhatPersonsTypedOrWhoActed_NeverLeaves()
    {
        foreach (DomainEvent happened in Published)
            Assert.DoesNotContain("ecret", Encoding.UTF8.GetString(EpcisWriter.Write(Mapper().Map(Entry(happened))!, out _)), StringComparison.Ordinal);
    }

    [Fact]
    public void Map_NoNewsToTheHub_IsNull() => Assert.All(Kept, static happened => Assert.Null(Mapper().Map(Entry(happened))));

    [Fact]
    public async Task Compose_AllEvents_PassTheProfileByAnotherValidator()
    {
        byte[][] events = [.. Published.Select(static happened => EpcisWriter.Write(Mapper().Map(Entry(happened))!, out _))];
        byte[] document = EpcisDocument.Compose(new EpcisIds("id.example.org", "0042").Document(1, 16), At, events);
        string text = Encoding.UTF8.GetString(document);
        byte[][] broken =
        [
            Encoding.UTF8.GetBytes(text.Replace("+08:00", "Z", StringComparison.Ordinal)),
            Encoding.UTF8.GetBytes(text.Replace("\"storing\"", "\"urn:epcglobal:cbv:bizstep:storing\"", StringComparison.Ordinal)),
            Encoding.UTF8.GetBytes(text.Replace("https://id.example.org/isbt128/obj/", "", StringComparison.Ordinal)),
            Encoding.UTF8.GetBytes(text.Replace("\"bl:chance\"", "\"chance\"", StringComparison.Ordinal)),
        ];
        byte[][] examples = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "data", "epcis")).Select(File.ReadAllBytes)];

        IReadOnlyList<string> verdicts = await ProfileSchema.CheckAsync([document, .. broken, .. examples]);

        Assert.Equal("ok", verdicts[0]);
        Assert.All(verdicts.Skip(1).Take(broken.Length), static verdict => Assert.NotEqual("ok", verdict));
        Assert.All(verdicts.Skip(1 + broken.Length), static verdict => Assert.Equal("ok", verdict));
        Assert.Equal(8, examples.Length);
    }

    private static JsonElement Write(DomainEvent happened) =>
        JsonDocument.Parse(EpcisWriter.Write(Mapper().Map(Entry(happened))!, out _)).RootElement;

    private static EpcisMapper Mapper() => new(new EpcisIds("id.example.org", "0042"), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    private static LedgerEntry Entry(DomainEvent happened, long seq = 1) => new(
        seq, "", happened.OccurredAt, At, new Actor(ActorKind.Person, "secretary-Secret"), "because Secret", "k", default, default, happened);
}
