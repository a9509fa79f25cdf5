using static Inventory.Units.RefusalText;

namespace Inventory.Units;

/// <summary>The words of transfers, emergencies, corrections and tags on a desk.</summary>
internal static class RefusalTextMore
{
    public static RefusalWords Of(Refusal why, string? detail) => why switch
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
            new("隔离原因不允许紧急发血。", "It is held for a reason that no emergency overrules."),
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
        _ => throw new ArgumentOutOfRangeException(nameof(why), why, "A refusal without words."),
    };
}
