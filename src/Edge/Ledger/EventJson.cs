using System.Text.Json.Serialization;
using Inventory.ColdChain;
using Inventory.Commissioning;
using Inventory.People;
using Inventory.Presence;
using Inventory.Settings;
using Inventory.Stocktaking;
using Inventory.Units;

namespace Edge.Ledger;

/// <summary>
/// The events that the ledger knows: one line a type, recorded under the type's own name with version 1
/// (<see cref="EventCatalog"/> says what to do when a type is renamed or changed).
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    Converters =
    [
        typeof(UnitKeyConverter), typeof(DonationNumberConverter), typeof(ProductCodeConverter), typeof(PlaceIdConverter),
        typeof(TagUiiConverter), typeof(InstantConverter),
    ])]
// Units
[JsonSerializable(typeof(UnitReceived))]
[JsonSerializable(typeof(UnitClassified))]
[JsonSerializable(typeof(UnitQuarantined))]
[JsonSerializable(typeof(UnitRecalled))]
[JsonSerializable(typeof(UnitReleased))]
[JsonSerializable(typeof(UnitIssued))]
[JsonSerializable(typeof(UnitReturned))]
[JsonSerializable(typeof(UnitDiscarded))]
[JsonSerializable(typeof(UnitReserved))]
[JsonSerializable(typeof(ReservationEnded))]
[JsonSerializable(typeof(UnitHandedToWaste))]
[JsonSerializable(typeof(UnitTransfused))]
[JsonSerializable(typeof(UnitReturnedToSupplier))]
[JsonSerializable(typeof(UnitLost))]
[JsonSerializable(typeof(UnitFound))]
[JsonSerializable(typeof(UnitDispatched))]
[JsonSerializable(typeof(UnitTransferConfirmed))]
[JsonSerializable(typeof(UnitTransferReturned))]
[JsonSerializable(typeof(UnitExpected))]
[JsonSerializable(typeof(ExpectedCancelled))]
[JsonSerializable(typeof(UnitIssuedInEmergency))]
[JsonSerializable(typeof(EmergencySettled))]
[JsonSerializable(typeof(MassiveTransfusionBegan))]
[JsonSerializable(typeof(MassiveTransfusionEnded))]
[JsonSerializable(typeof(RemovalCaptured))]
[JsonSerializable(typeof(CaptureDropped))]
[JsonSerializable(typeof(RemovalUnaccounted))]
[JsonSerializable(typeof(RemovalExplained))]
[JsonSerializable(typeof(StepTakenBack))]
[JsonSerializable(typeof(ReceiptTakenBack))]
[JsonSerializable(typeof(UnitExpiryCorrected))]
[JsonSerializable(typeof(CorrectionAsked))]
[JsonSerializable(typeof(CorrectionDropped))]
[JsonSerializable(typeof(UnitVoided))]
[JsonSerializable(typeof(StorageTimeCorrected))]
[JsonSerializable(typeof(WrongStorageFound))]
[JsonSerializable(typeof(TagAssociated))]
[JsonSerializable(typeof(TagDissociated))]
// Presence
[JsonSerializable(typeof(TagPlaced))]
[JsonSerializable(typeof(DoorOpened))]
[JsonSerializable(typeof(DoorClosed))]
// Cold chain
[JsonSerializable(typeof(ExcursionBegan))]
[JsonSerializable(typeof(ExcursionWorsened))]
[JsonSerializable(typeof(ExcursionEnded))]
[JsonSerializable(typeof(AlarmRaised))]
[JsonSerializable(typeof(AlarmAcknowledged))]
[JsonSerializable(typeof(AlarmReturned))]
[JsonSerializable(typeof(AlarmRecurred))]
// Stocktakes
[JsonSerializable(typeof(StocktakeBegan))]
[JsonSerializable(typeof(StocktakeRoundEnded))]
[JsonSerializable(typeof(StocktakePaused))]
[JsonSerializable(typeof(StocktakeContinued))]
[JsonSerializable(typeof(StocktakeCounted))]
[JsonSerializable(typeof(DifferenceDecided))]
[JsonSerializable(typeof(StocktakeSigned))]
[JsonSerializable(typeof(StocktakeClosed))]
[JsonSerializable(typeof(StocktakeAbandoned))]
// Commissioning
[JsonSerializable(typeof(WalkBegan))]
[JsonSerializable(typeof(WalkPointHeard))]
[JsonSerializable(typeof(WalkPointSkipped))]
[JsonSerializable(typeof(WalkAbandoned))]
[JsonSerializable(typeof(CabinetQualified))]
[JsonSerializable(typeof(PlaceModelActivated))]
// Settings
[JsonSerializable(typeof(SettingsChanged))]
[JsonSerializable(typeof(ChangeAsked))]
[JsonSerializable(typeof(ChangeAccepted))]
[JsonSerializable(typeof(ChangeRejected))]
// People
[JsonSerializable(typeof(PersonSignedIn))]
[JsonSerializable(typeof(SignatureGiven))]
[JsonSerializable(typeof(SignInRefused))]
[JsonSerializable(typeof(AccountAdded))]
[JsonSerializable(typeof(AccountChanged))]
[JsonSerializable(typeof(ServiceStarted))]
[JsonSerializable(typeof(LedgerRestored))]
[JsonSerializable(typeof(EntryLost))]
[JsonSerializable(typeof(AuditRead))]
internal sealed partial class EventJson : JsonSerializerContext;
