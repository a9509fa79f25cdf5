using System.Buffers;
using System.Text.Json;
using Edge.Ledger;
using Inventory;
using Inventory.Identification;
using Inventory.Units;
using Microsoft.Extensions.Logging.Abstractions;
using Testing;

namespace Edge.Tests.Ledger;

/// <summary>A ledger in a folder of its own, that can be closed and opened again.</summary>
internal sealed class LedgerTestBed : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ManualTime Time { get; } = new();

    public string Folder => _folder.Path;

    public string DatabaseFile => System.IO.Path.Combine(Options.Folder, "ledger.db");

    public LedgerOptions Options { get; set; }

    public SqliteLedger Ledger { get; private set; } = null!;

    public LedgerTestBed() => Options = new LedgerOptions(_folder.Path);

    public static async Task<LedgerTestBed> OpenAsync(Func<LedgerOptions, LedgerOptions>? change = null)
    {
        LedgerTestBed bed = new();
        if (change is not null) bed.Options = change(bed.Options);
        await bed.ReopenAsync();
        return bed;
    }

    public async Task ReopenAsync()
    {
        await CloseAsync();
        Ledger = await SqliteLedger.OpenAsync(Options, Time, NullLogger<SqliteLedger>.Instance, default);
    }

    public async Task CloseAsync()
    {
        if (Ledger is not null) await Ledger.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Dispose();
    }

    /// <summary>Records one door opening under the key.</summary>
    public ValueTask<CommandAnswer> OpenDoorAsync(string key, string cabinet = "fridge-1") =>
        Ledger.ExecuteAsync(Accept(key, new Inventory.Presence.DoorOpened(PlaceId.Parse(cabinet), Time.GetUtcNow())), default);

    public static LedgerCommand Accept(string key, params DomainEvent[] events) =>
        new(key, Actor.Service, _ => new Decision.Accepted(events));

    /// <summary>Receives the unit once; refuses it the second time, as the real decision does.</summary>
    public LedgerCommand Receive(string key, UnitKey unit) => new(key, new Actor(ActorKind.Person, "mei"), state =>
        state.Units.ContainsKey(unit)
            ? new Decision.Refused(Refusal.AlreadyKnown, unit.ToString())
            : new Decision.Accepted(Received(unit, Time.GetUtcNow())), "a delivery, 收货");

    public static UnitReceived Received(UnitKey unit, DateTimeOffset at) => new(
        unit, new BloodGroup(Abo.O, RhD.Negative), "9500", ComponentClass.RedCells, new UnitAmount(UnitKind.U, 1.5m), "red-cells",
        at.AddDays(35), QuarantineReason.None, null, at);

    /// <summary>The bytes that the ledger would record.</summary>
    public static byte[] Json(DomainEvent happened)
    {
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter writer = new(bytes, EventCatalog.WriterOptions);
        EventCatalog.Of(happened).Write(writer, happened);
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    public static UnitKey Unit(int number) => UnitKey.Parse($"G1234{number:D8}E0304V00");
}
