using System.Text.Json.Serialization;
using Inventory;

namespace Edge.Web;

/// <summary>One page of a list.</summary>
/// <param name="Next">Give it back as <c>cursor</c> to read on; null at the end.</param>
/// <param name="AsOf">The service's clock when the answer was made.</param>
/// <param name="Seq">Sequence number of the ledger that the answer stands on.</param>
public sealed record ItemList<T>(IReadOnlyList<T> Items, string? Next, DateTimeOffset AsOf, long Seq);

/// <summary>Why a command was refused.</summary>
/// <param name="Code">The refusal in camelCase: <c>alreadyIssued</c>.</param>
/// <param name="Zh">One sentence for the screen, Chinese.</param>
/// <param name="En">The same in English.</param>
/// <param name="DoZh">What to do now.</param>
public sealed record RefusalView(string Code, string Zh, string En, string DoZh, string DoEn);

/// <summary>What became of one bag of a writing call. The others of the call go on.</summary>
/// <param name="Unit">The key as it was sent; for a receipt that could not be read, what was sent as number and product.</param>
/// <param name="Seq">Last ledger entry of this act; 0 when refused.</param>
public sealed record ActionResult(string Unit, bool Accepted, RefusalView? Refusal, long Seq)
{
    /// <summary>What is left to do for an accepted one: after an undo, that its tag speaks for another bag now.</summary>
    public RefusalView? Note { get; init; }
}

public sealed record ActionResults(IReadOnlyList<ActionResult> Results);

/// <summary>A single act was recorded.</summary>
/// <param name="Repeated">The same idempotency key had been answered before; this is the first answer again.</param>
public sealed record Recorded(long Seq, bool Repeated);

/// <summary>RFC 9457 problem details with words for both languages.</summary>
/// <param name="Instance">The path that was asked.</param>
/// <param name="DoEn">What to do now.</param>
/// <param name="Number">To be given to support; the same number stands in the log.</param>
/// <param name="TriesLeft">After a wrong password: how many are left before the account is locked.</param>
/// <param name="LockedUntil">When a locked account opens again.</param>
/// <param name="Refusal">When a decision refused: its code.</param>
/// <param name="Faults">Of settings: what is wrong, beside which field.</param>
public sealed record ProblemView(
    string Type, string Title, int Status, string? Detail, string Instance,
    string TitleZh, string TitleEn, string DoZh, string DoEn, string Number,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? TriesLeft = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? LockedUntil = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Refusal = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<SettingFaultView>? Faults = null);

/// <summary>One ledger entry for people to read.</summary>
/// <param name="Type">Name and version: <c>UnitIssued/1</c>.</param>
/// <param name="ActorName">Display name of the account, where the actor is a person.</param>
/// <param name="Data">The event as recorded.</param>
public sealed record EventItem(
    long Seq, string Type, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, ActorKind ActorKind, string Actor, string? ActorName,
    string? Reason, System.Text.Json.JsonElement Data);
