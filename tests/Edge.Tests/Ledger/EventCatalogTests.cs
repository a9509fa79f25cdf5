using System.Text;
using System.Text.Json;
using Edge.Ledger;
using Inventory;
using Inventory.Settings;
using Inventory.Stocktaking;

namespace Edge.Tests.Ledger;

public sealed class EventCatalogTests
{
    public static TheoryData<Type> EventTypes =>
        [.. typeof(DomainEvent).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(DomainEvent)) && !type.IsAbstract)];

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Catalogue_EveryEventOfTheBank_IsKnownAndComesBackFromItsBytes(Type type)
    {
        DomainEvent happened = (DomainEvent)Samples.Of(type, 1)!;

        EventKind kind = EventCatalog.Of(happened);
        byte[] json = LedgerTestBed.Json(happened);
        DomainEvent back = EventCatalog.Find(kind.TypeUtf8.Span)!.Read(json);

        Assert.Equal(type, back.GetType());
        Assert.Equal(Encoding.UTF8.GetString(json), Encoding.UTF8.GetString(LedgerTestBed.Json(back)));
        Assert.All( // these hold lists, which compare by reference: their bytes were compared
            type.GetProperties().Where(static property => property.Name != "EqualityContract" && property.PropertyType != typeof(StocktakeReport) && property.PropertyType != typeof(SettingsDraft)
                && property.PropertyType != typeof(IReadOnlyList<HeardTag>) && property.PropertyType != typeof(IReadOnlyList<ListenedPlace>)),
            property => Assert.Equal(property.GetValue(happened), property.GetValue(back)));
    }

    /// <summary>Ledgers hold these names for ever: a renamed record must keep its name in the catalogue. Add lines, change none.</summary>
    [Fact]
    public void Catalogue_NamesOnceRecorded_AreStillThere()
    {
        string[] released =
        [
            "UnitReceived/1", "UnitQuarantined/1", "UnitRecalled/1", "UnitReleased/1", "UnitIssued/1", "UnitReturned/1", "UnitDiscarded/1",
            "UnitReserved/1", "ReservationEnded/1",
            "UnitHandedToWaste/1", "UnitTransfused/1", "UnitReturnedToSupplier/1", "UnitLost/1",
            "UnitFound/1", "UnitDispatched/1", "UnitTransferConfirmed/1", "UnitTransferReturned/1",
            "UnitExpected/1", "ExpectedCancelled/1", "UnitIssuedInEmergency/1", "EmergencySettled/1",
            "MassiveTransfusionBegan/1", "MassiveTransfusionEnded/1", "RemovalCaptured/1", "CaptureDropped/1",
            "RemovalUnaccounted/1", "RemovalExplained/1", "StepTakenBack/1", "ReceiptTakenBack/1", "UnitExpiryCorrected/1",
            "UnitVoided/1", "StorageTimeCorrected/1", "CorrectionAsked/1", "CorrectionDropped/1", "WrongStorageFound/1",
            "TagAssociated/1", "TagDissociated/1", "TagPlaced/1", "DoorOpened/1", "DoorClosed/1",
            "ExcursionBegan/1", "ExcursionWorsened/1", "ExcursionEnded/1",
            "AlarmRaised/1", "AlarmAcknowledged/1", "AlarmReturned/1", "AlarmRecurred/1",
            "StocktakeBegan/1", "StocktakeRoundEnded/1", "StocktakePaused/1", "StocktakeContinued/1", "StocktakeCounted/1",
            "DifferenceDecided/1", "StocktakeSigned/1", "StocktakeClosed/1", "StocktakeAbandoned/1",
            "WalkBegan/1", "WalkPointHeard/1", "WalkPointSkipped/1", "WalkAbandoned/1", "CabinetQualified/1", "PlaceModelActivated/1",
            "PersonSignedIn/1", "SignatureGiven/1", "SignInRefused/1", "AccountAdded/1", "AccountChanged/1", "ServiceStarted/1", "LedgerRestored/1", "AuditRead/1", "EntryLost/1",
            "SettingsChanged/1", "ChangeAsked/1", "ChangeAccepted/1", "ChangeRejected/1",
        ];

        Assert.Empty(released.Except(EventCatalog.All.Select(static kind => kind.Type)));
    }

    [Fact]
    public void Read_MemberThatTheTypeDoesNotHave_IsRefused() =>
        Assert.Throws<JsonException>(() => EventCatalog.Find("AlarmReturned/1"u8)!.Read(
            """{"alarm":1,"occurredAt":"2026-11-22T06:00:00Z","surprise":1}"""u8));

    [Fact]
    public void Read_MemberIsMissing_IsRefused() =>
        Assert.Throws<JsonException>(() => EventCatalog.Find("AlarmReturned/1"u8)!.Read("""{"occurredAt":"2026-11-22T06:00:00Z"}"""u8));

    [Fact]
    public void Write_OneInstantInAnotherZone_HasOneSpelling()
    {
        Inventory.ColdChain.AlarmReturned returned = new(1, new DateTimeOffset(2026, 11, 22, 14, 0, 0, TimeSpan.FromHours(8)));

        Assert.Equal(
            """{"alarm":1,"occurredAt":"2026-11-22T06:00:00Z"}""", Encoding.UTF8.GetString(LedgerTestBed.Json(returned)));
    }
}
