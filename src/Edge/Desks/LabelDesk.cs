using Edge.Devices;
using Edge.Ledger;
using Edge.Operations;
using Inventory;
using Inventory.Identification;
using Inventory.Units;
using Readers;
using Readers.Writing;

namespace Edge.Desks;

/// <summary>Labels a bag: asks the ledger, writes or looks at the chip, and records what was read back.</summary>
/// <remarks>
/// The ledger is asked first, so that no tag is written for a bag that may not wear it; and again when it is recorded. What happens
/// between a writing and its record leaves a tag that names its bag by itself, which is harmless.
/// </remarks>
internal sealed class LabelDesk(ILedger ledger, SiteSettings settings, TimeProvider time)
{
    /// <param name="record">Records one decision as the caller.</param>
    /// <exception cref="LedgerUnavailableException">Nothing was recorded; a tag may have been written.</exception>
    public async Task<LabelAnswer> LabelAsync(
        Tray tray, LabelOrder order, Func<Func<SiteState, Decision>, Task<CommandAnswer>> record, CancellationToken ct)
    {
        if (tray.Writer is not { } writer || !tray.IsListening) return Fault(DeskFault.ReaderAway);
        if (!tray.Tags.Any(tag => tag.Tag == order.Tag)) return Fault(DeskFault.NotOnTray);
        BagTagRules rules = settings.BagTagRules();
        TagUii wanted = order.Tag;
        if (order.Write && !rules.Accept) return Fault(DeskFault.ProfileOff);
        if (order.Write && !BagTag.TryEncode(order.Unit, FlagCharacters.Unused, BagTagForm.Bt96, out wanted)) return Fault(DeskFault.NumberDoesNotFit);

        SiteState before = ledger.Current.State;
        AssociateTag command = new(wanted, order.Unit, rules, time.GetUtcNow()) { Beside = order.Beside };
        if (order.Write && AssociatingTag.AgainstRenumbering(before, order.Tag, order.Unit, rules, command.At) is { } busy) return Refuse(busy);
        // The tag's present number goes with the writing: it is no second tag of its bag.
        AssociateTag asked = command with { Beside = order.Beside || IsOnlyTag(before, order) };
        if (AssociatingTag.Decide(before, asked) is Decision.Refused { Why: not Refusal.AlreadyKnown } refused) return Refuse(refused);

        TagWriteReport report = await writer.WriteAsync(
            new TagWriteOrder(TagChoice.WithEpc(EpcOf(order.Tag)), EpcOf(wanted), tray.AntennaFor(order.Tag), PowerOf(tray))
            {
                ApplicationFamily = order.Write ? settings.ApplicationFamily() : null,
            }, ct);
        if (report.Outcome != TagWriteOutcome.Written) return Fault(FaultOf(report.Outcome)) with { Detail = report.Words };
        TagUii? chip = report.Tid is { } tid ? UiiOf(tid) : null;
        AssociateTag final = asked with { Chip = chip, At = time.GetUtcNow() };
        CommandAnswer answer = await record(state => Renumbered(state, order, wanted, final));
        bool known = answer.Decision is Decision.Refused { Why: Refusal.AlreadyKnown };
        if (answer.Decision is Decision.Refused { Why: not Refusal.AlreadyKnown } late) return Refuse(late);
        return new LabelAnswer
        {
            Seq = answer.LastSeq, Uii = wanted, Chip = chip, Former = FormerOf(before, order, rules), Notes = Notes(before, order, wanted, known),
        };
    }

    /// <summary>The number that the tag wore is nobody's any more once it wears another.</summary>
    private static Decision Renumbered(SiteState state, LabelOrder order, TagUii wanted, AssociateTag command)
    {
        Decision bound = AssociatingTag.Decide(state, command);
        bool freed = order.Tag != wanted && state.Tags.TryGetValue(order.Tag, out SiteTag? worn) && worn.Unit is not null;
        if (!freed || bound is not Decision.Accepted accepted) return bound;
        TagDissociated end = new(order.Tag, state.Tags[order.Tag].Unit!.Value, command.At);
        return accepted.Events.Contains(end) ? accepted : new Decision.Accepted([end, .. accepted.Events]);
    }

    private static bool IsOnlyTag(SiteState state, LabelOrder order) =>
        state.Units.TryGetValue(order.Unit, out BloodUnit? unit) && unit.Tags is [{ } only] && only == order.Tag;

    private static List<LabelNote> Notes(SiteState before, LabelOrder order, TagUii wanted, bool known)
    {
        List<LabelNote> notes = [];
        if (known) notes.Add(LabelNote.WasIts);
        if (before.Tags.GetValueOrDefault(order.Tag) is { } worn && (worn.Unit ?? worn.Former) is { } former && former != order.Unit)
            notes.Add(LabelNote.UsedBefore);
        if (before.Units[order.Unit].Tags.Any(tag => tag != order.Tag && tag != wanted)) notes.Add(LabelNote.SecondTag);
        return notes;
    }

    private static UnitKey? FormerOf(SiteState before, LabelOrder order, BagTagRules rules)
    {
        SiteTag? worn = before.Tags.GetValueOrDefault(order.Tag);
        UnitKey? former = worn?.Unit ?? worn?.Former ?? (BagTag.TryDecode(order.Tag, rules, out BagTagIdentity said) ? said.Unit : null);
        return former is { } key && key != order.Unit && before.Units.ContainsKey(key) ? key : null;
    }

    private int PowerOf(Tray tray) => settings.Desks.First(desk => desk.Id == tray.Id).WritePowerDbm;

    private static LabelAnswer Fault(DeskFault fault) => new() { Fault = fault };

    private static LabelAnswer Refuse(Decision.Refused refused) => new() { Refused = refused };

    private static DeskFault FaultOf(TagWriteOutcome outcome) => outcome switch
    {
        TagWriteOutcome.NotFound => DeskFault.NotHere,
        TagWriteOutcome.Several => DeskFault.Several,
        TagWriteOutcome.NumberTaken => DeskFault.NumberTaken,
        TagWriteOutcome.Refused => DeskFault.TagRefused,
        TagWriteOutcome.LeftField => DeskFault.LeftField,
        TagWriteOutcome.NotVerified => DeskFault.NotVerified,
        TagWriteOutcome.ReaderFailed => DeskFault.ReaderFailed,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "No fault."),
    };

    private static Epc EpcOf(TagUii uii)
    {
        Span<byte> bytes = stackalloc byte[TagUii.MaxBytes];
        return Epc.TryCreate(uii.WriteTo(bytes), out Epc epc) ? epc : throw new ArgumentException("Both hold 32 bytes.", nameof(uii));
    }

    private static TagUii UiiOf(Epc epc)
    {
        Span<byte> bytes = stackalloc byte[Epc.MaxBytes];
        return new TagUii(epc.CopyTo(bytes));
    }
}
