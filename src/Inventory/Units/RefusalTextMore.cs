using System.Globalization;
using Inventory.Identification;
using static Inventory.Units.RefusalText;

namespace Inventory.Units;

/// <summary>The words of transfers, notices, emergencies, corrections and tags on a desk.</summary>
internal static class RefusalTextMore
{
    public static RefusalWords Of(Refusal why, string? detail, TimeZoneInfo zone) => why switch
    {
        Refusal.TransferGoesElsewhere => new(
            new($"这个调拨单号属于另一站点{Zh(detail)}。", $"This transfer number belongs to another site{En(detail)}."),
            new("请核对调拨单号。", "Check the number of the transfer.")),
        Refusal.NotInTransfer => new(
            new($"这袋血不在该调拨途中{Zh(detail)}。", $"This bag is not on its way with that transfer{En(detail)}."),
            new("请核对血袋与调拨单。", "Check bag and transfer.")),
        Refusal.PhysicianMissing => new(
            new("没有填写下令医师。", "The physician who orders it is missing."),
            new("请填写医师姓名。", "Enter the physician's name.")),
        Refusal.NotForEmergency => new(
            new($"隔离原因{Zh(QuarantineText.In(detail)?.Zh)}不允许紧急发血。", $"It is held for a reason that no emergency overrules{En(QuarantineText.In(detail)?.En)}."),
            new("请换一袋。", "Take another bag.")),
        Refusal.GroupNotForEmergency => new(
            new("血型未知时不能用这袋血。", "Its group does not fit everybody while the recipient's is not known."),
            new("红细胞请用O型，血浆请用AB型；血型已知时请正常发血。", "Take O red cells or AB plasma; when the group is known, issue it as usual.")),
        Refusal.NothingOwed => new(
            new("没有需要处理的事项。", "There is nothing to settle."),
            new("请查看血袋追溯。", "Look at its history.")),
        Refusal.NotTheLastStep => new(
            new("这不是血袋的最后一步，不能撤销。", "This was not the bag's last step, so it cannot be taken back."),
            new("请按现状再做一步操作。", "Do what is right from where it stands now.")),
        Refusal.NotJustReceived => new(
            new("入库后这袋血已有其他操作，不能撤销入库。", "Something was done with the bag since it was received, so the receipt cannot be taken back."),
            new("如从未有过这袋血，请主管在该血袋页面登记“录入错误”。", "If there never was such a bag, a supervisor enters it as an error on its page.")),
        Refusal.NeedsSupervisor => new(
            new("这项更正需要主管。", "This correction needs a supervisor."),
            new("请主管登录后操作。", "Ask a supervisor to do it.")),
        Refusal.SecondTag => new(
            new($"这袋血已有另一个标签{Zh(detail)}。", $"The bag wears another tag already{En(detail)}."),
            new("如确需两个标签，请选“两个都留”；否则先取下旧标签。", "Take the other one off first, or say that it shall wear both.")),
        Refusal.TwoChips => new(
            new($"同一标签号已由另一芯片用于在库血{Zh(detail)}。", $"Another chip with the same number is on a bag in stock{En(detail)}."),
            new("标签可能被复制：两袋都请隔离，并换用新标签。", "The tag may be a copy: quarantine both bags and take a new tag.")),
        Refusal.ChipOfOtherBag => new(
            new($"这个标签曾以另一号码用于在库血{Zh(detail)}。", $"Under another number this tag is on a bag in stock{En(detail)}."),
            new("请核对两袋血的标签，再从那袋血上解除。", "Compare the tags of both bags, then take it off that one.")),
        Refusal.KeptForEmergencies => new(
            new("同血型只剩应急储备。", "Only the emergency reserve of its group would be left."),
            new("请换相容血型的血袋，或填写动用理由；紧急时请用紧急发血。", "Take a bag of another group that fits, or give a reason; in an emergency use the emergency release.")),
        Refusal.GroupDiffers => Differs("标签血型与清单不符", "The label tells another group than the notice", detail, Group),
        Refusal.ExpiryDiffers => Differs("标签失效时间与清单不符", "The label tells another expiry than the notice", detail, text => Expiry(text, zone)),
        Refusal.UnknownWalk => new(
            new("没有这次标定或这个点位。", "There is no such walk, point or map."),
            new("请重新打开标定页面。", "Open the commissioning page again.")),
        Refusal.WalkedAlready => new(
            new($"该冰箱或标签正用于另一次标定{Zh(detail)}。", $"Another walk has this fridge or this tag{En(detail)}."),
            new("请先完成或放弃那一次。", "Finish or abandon that one first.")),
        Refusal.PointsOpen => new(
            new($"还有点位未测{Zh(detail)}。", $"A point was not listened to{En(detail)}."),
            new("请测完，或写明理由后跳过。", "Listen there, or skip it with a reason.")),
        Refusal.TagIsBag => new(
            new($"这个标签属于血袋{Zh(detail)}。", $"This tag is on a bag{En(detail)}."),
            new("请用参考标签，不要用血袋。", "Take a reference tag, not a bag.")),
        Refusal.NothingChanged => new(
            new("没有任何更改。", "Nothing would change."),
            new("请先修改，再保存。", "Change something, then save.")),
        Refusal.SettingsOvertaken => new(
            new("设置已被他人更改。", "Somebody else has changed the settings meanwhile."),
            new("请核对两者后重新保存。", "Compare both, then save again.")),
        Refusal.ChangeWaits => new(
            new($"同一设置的另一项更改待复核{Zh(detail)}。", $"Another change of the same waits for its second person{En(detail)}."),
            new("请先复核或撤回那一项。", "Have that one accepted, rejected or taken back first.")),
        Refusal.UnknownChange => new(
            new("没有这项待复核的更改。", "No such change waits."),
            new("可能已由他人处理，请刷新。", "Somebody may have decided it: look again.")),
        _ => throw new ArgumentOutOfRangeException(nameof(why), why, "A refusal without words."),
    };

    private static RefusalWords Differs(string zh, string en, string? detail, Func<string, Words> say)
    {
        Words act = new(
            "请隔离并与供血方核对；以标签为准时，请按标签入库并隔离。",
            "Keep it apart and ask the supplier; if the label is right, receive it by its label, into quarantine.");
        if (detail?.Split('|') is not [string first, string second]) return new(new($"{zh}。", $"{en}."), act);
        Words label = say(first), notice = say(second);
        return new(new($"{zh}：标签{label.Zh}，清单{notice.Zh}。", $"{en}: label {label.En}, notice {notice.En}."), act);
    }

    /// <summary>The group as every staff writes it, and the code, which also tells the intended use.</summary>
    private static Words Group(string code)
    {
        string group = BloodGroupCode.TryParse(code, out BloodGroupCode? read) && read!.Group is { Abo: Abo.A or Abo.B or Abo.AB or Abo.O } known
            ? $"{known.Abo}{(known.RhD switch { RhD.Positive => "+", RhD.Negative => "\u2212", _ => "" })}"
            : "";
        return new($"{group}（{code}）", group == "" ? code : $"{group} ({code})");
    }

    private static Words Expiry(string instant, TimeZoneInfo zone) =>
        DateTimeOffset.TryParse(instant, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset at)
            ? Printed(at, zone)
            : new(instant, instant);
}
