using System.Globalization;

namespace Inventory.Units;

/// <summary>What stands against a command, and what to do now, in both languages.</summary>
public sealed record RefusalWords(Words Why, Words Do);

/// <summary>The words of every refusal. A sentence each, no blame; the bag or the tag stands beside it on the page.</summary>
public static class RefusalText
{
    /// <param name="detail">The refusal's detail: an instant (<see cref="Instant"/>), a bag's key, a code, a name; may be null.</param>
    /// <param name="zone">The site's zone, for instants.</param>
    public static RefusalWords Of(Refusal why, string? detail, TimeZoneInfo zone) => why switch
    {
        Refusal.UnknownUnit => new(
            new("本站点没有这袋血。", "This bag is not known here."),
            new("请核对献血码与产品码；新到的血请先入库。", "Check donation number and product code; receive it first if it is new.")),
        Refusal.AlreadyKnown => new(
            new("已有记录。", "This is already recorded."),
            new("无需再做；如有疑问请查看追溯。", "Nothing to do; look at its history if in doubt.")),
        Refusal.AlreadyIssued => new(
            new("这袋血已发出。", "This bag is issued."),
            new("如已送回，请先退血。", "If it came back, return it first.")),
        Refusal.NotIssued => new(
            new("这袋血没有发出，不能退血。", "This bag is not issued, so it cannot be returned."),
            new("请核对血袋；在库的血无需退血。", "Check the bag; what is in stock needs no return.")),
        Refusal.NotReleased => new(
            new($"这袋血在隔离中{Zh(QuarantineText.In(detail)?.Zh)}，尚未放行。", $"This bag is in quarantine{En(QuarantineText.In(detail)?.En)} and not released."),
            new("请留在隔离区，由主管放行或报废。", "Keep it apart until a supervisor releases or discards it.")),
        Refusal.Expired => Expired(detail, zone),
        Refusal.Closed => new(
            new("这袋血的记录已结束，不能再操作。", "This bag's record is closed."),
            new("请核对血袋；如记录有误，请主管更正。", "Check the bag; ask a supervisor to correct the record if it is wrong.")),
        Refusal.TagInUse => new(
            new($"标签正用于另一袋在库血{Zh(detail)}。", $"The tag belongs to another bag in stock{En(detail)}."),
            new("请换一个标签，或先从那袋血上解除。", "Take another tag, or take this one off that bag first.")),
        Refusal.UnknownTag => new(
            new("这个标签没有绑定血袋。", "This tag is bound to no bag."),
            new("请核对标签后重读。", "Check the tag and read it again.")),
        Refusal.UnknownAlarm => new(
            new("没有这条报警，或已结束。", "There is no such alarm, or it is over."),
            new("请刷新报警列表。", "Look at the list of alarms again.")),
        Refusal.AlreadyAcknowledged => new(
            new($"报警已由他人确认{Zh(detail)}。", $"The alarm is already acknowledged{En(detail)}."),
            new("无需再确认。", "Nothing to do.")),
        Refusal.UnknownStocktake => new(
            new("没有这次盘点，或已结束。", "There is no such count, or it is over."),
            new("请刷新盘点列表。", "Look at the list of counts again.")),
        Refusal.StocktakeStage => new(
            new("盘点已进入另一步骤。", "The count is at another step."),
            new("请刷新本页后再操作。", "Look at the count again, then go on.")),
        Refusal.NothingToCount => new(
            new("没有选择盘点范围。", "Nothing was chosen to be counted."),
            new("请至少选择一台冰箱。", "Choose at least one fridge.")),
        Refusal.CountedAlready => new(
            new($"另一次盘点正占用{Zh(detail)}。", $"Another count holds a fridge of this one{En(detail)}."),
            new("请先结束那次盘点，或换一个范围。", "End that count first, or choose other fridges.")),
        Refusal.NoTagToHear => new(
            new("这袋血没有电子标签，天线无法查找。", "The bag has no tag: no antenna can hear it."),
            new("请按血袋标签逐袋查看。", "Look for its label by eye.")),
        Refusal.NoAntennaThere => new(
            new("此处没有天线。", "There is no antenna at that place."),
            new("请换一台冰箱查找。", "Choose another fridge.")),
        Refusal.SearchedAlready => new(
            new($"这些天线正用于另一次查找{Zh(detail)}。", $"These antennas search for another bag now{En(detail)}."),
            new("请等那次查找结束，或与该同事联系。", "Wait until that search ends, or speak with that person.")),
        Refusal.NoSuchDifference => new(
            new("这项差异已不存在，或不能这样处理。", "This difference is gone, or cannot be decided so."),
            new("请刷新差异列表。", "Look at the differences again.")),
        Refusal.DifferencesOpen => new(
            new($"还有差异未处理{Zh(detail)}。", $"Differences are still open{En(detail)}."),
            new("请逐项处理后再签名。", "Decide each of them, then sign.")),
        Refusal.SecondPersonNeeded => new(
            new("复核人须是另一个人。", "The second person must be another one than the first."),
            new("请另一位同事登录后复核。", "Have another person sign in and do it.")),
        Refusal.ReasonMissing => new(
            new("没有填写原因。", "The reason is missing."),
            new("请选择或填写原因。", "Choose or write a reason.")),
        Refusal.WrongStatus => new(
            new("血袋当前状态不允许这项操作。", "The bag's status does not allow this."),
            new("请先查看血袋状态与追溯。", "Look at its status and history first.")),
        Refusal.TubeLabel => new(
            new("这是试管或单据标签，不是血袋。", "This label is a tube's or a paper's, not a bag's."),
            new("请扫血袋本身的标签。", "Scan the label of the bag itself.")),
        Refusal.DivisionMissing => new(
            new("产品码另有分割码，尚未读到。", "The product code keeps its division on another label, which was not read."),
            new("本站点不能区分这样的分袋，请由主管处理。", "This site cannot tell such parts apart: ask a supervisor.")),
        Refusal.UnknownProduct => new(
            new($"产品表中没有这个产品{Zh(detail)}。", $"The product table does not know this product{En(detail)}."),
            new("请管理员先把它加入产品表，再放行。", "Have an administrator add it to the product table, then release it.")),
        Refusal.LabelHold => new(
            new($"标签本身标明不得使用{Zh(detail)}。", $"The label itself says that the bag must not be used{En(detail)}."),
            new("请留在隔离区；只有换贴新标签并更正后才能放行。", "Keep it apart; it can be released only after relabelling and a correction.")),
        Refusal.NotGeneralStock => new(
            new("这袋血有指定用途或受血者，不能进入普通库存。", "This bag has a named recipient or use and is no general stock."),
            new("请隔离存放，按其专门流程处理。", "Keep it apart and follow its own procedure.")),
        Refusal.DestinationMissing => new(
            new("没有填写去向。", "The destination is missing."),
            new("请选择病区或接收站点。", "Choose the ward or the receiving site.")),
        Refusal.AlreadyQuarantined => new(
            new("这袋血已因同一原因隔离。", "This bag is already in quarantine for that reason."),
            new("无需再隔离。", "Nothing to do.")),
        Refusal.AlreadyRecalled => new(
            new("这袋血不在库，收回已登记。", "This bag is not here, and its recall is recorded."),
            new("它一旦到达即被隔离；请确认持有方已知。", "It is held as soon as it comes; make sure that whoever has it knows.")),
        Refusal.TagSaysOtherBag => new(
            new($"标签内容写的是另一袋在库血{Zh(detail)}。", $"The tag's own content names another bag in stock{En(detail)}."),
            new("请核对血袋与标签，或换一个标签。", "Compare bag and tag, or take another tag.")),
        Refusal.RequestMissing => new(
            new("没有填写用血申请单。", "The request is missing."),
            new("请扫描或填写申请单号。", "Scan or type the number of the request.")),
        Refusal.TimeLimitWrong => new(
            new($"预留时限不对{Zh(detail, "最长", "小时")}。", $"The time limit does not fit{En(detail, "at most ", " h")}."),
            new("请选择较短的时限。", "Choose a shorter one.")),
        Refusal.ReservedForOther => new(
            new($"这袋血已为另一申请单预留{Zh(detail)}。", $"This bag is reserved for another request{En(detail)}."),
            new("请换一袋，或先取消该预留。", "Take another bag, or end that reservation first.")),
        Refusal.NotReserved => new(
            new("这袋血没有预留。", "This bag is not reserved."),
            new("无需取消。", "Nothing to do.")),
        Refusal.OtherExpiresFirst => new(
            new($"另有同类血袋先到期{Zh(detail)}。", $"Another bag of the same kind expires first{En(detail)}."),
            new("请先用那一袋，或填写更改理由。", "Take that one, or give a reason for this one.")),
        Refusal.OutTooLong => new(
            new($"离库时间或次数超过规定{Zh(detail, "最长一次", "分钟")}。", $"It was out of storage for too long or too often{En(detail, "longest ", " min")}."),
            new("请隔离并报废；若其实未曾离库，请两人更正离库时间。",
                "Quarantine and discard it; if it never left its place, two people correct its time out of storage.")),
        Refusal.NotIntact => new(
            new("退回时外观检查不合格。", "It came back damaged or opened."),
            new("请报废；不得放行。", "Discard it; it cannot be released.")),
        _ => RefusalTextMore.Of(why, detail, zone),
    };

    /// <summary>How an instant stands in a refusal's detail.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>How what the label and what the notice says stand in a refusal's detail.</summary>
    public static string Both(string label, string notice) => $"{label}|{notice}";

    /// <summary>How a time of minutes stands in a refusal's detail.</summary>
    public static string Minutes(TimeSpan time) => Math.Ceiling(time.TotalMinutes).ToString(CultureInfo.InvariantCulture);

    public static string Hours(TimeSpan time) => Math.Round(time.TotalHours, 1).ToString(CultureInfo.InvariantCulture);

    private static RefusalWords Expired(string? detail, TimeZoneInfo zone)
    {
        Words act = new("请隔离并报废，不得发出。", "Quarantine and discard it; it must not leave.");
        if (!DateTimeOffset.TryParse(detail, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset expired))
            return new(new("已过期。", "It is expired."), act);
        Words printed = Printed(expired, zone);
        return new(new($"已过期：有效期至{printed.Zh}。", $"It is expired: good until {printed.En}."), act);
    }

    /// <summary>An expiry as on the label, which prints the last permitted minute.</summary>
    internal static Words Printed(DateTimeOffset expiresAt, TimeZoneInfo zone)
    {
        DateTimeOffset printed = TimeZoneInfo.ConvertTime(expiresAt.AddMinutes(-1), zone);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{printed:yyyy-MM-dd HH:mm}"),
            string.Create(CultureInfo.InvariantCulture, $"{printed:dd-MMM-yyyy HH:mm}"));
    }

    internal static string Zh(string? detail, string before = "", string after = "") =>
        string.IsNullOrEmpty(detail) ? "" : $"（{before}{detail}{after}）";

    internal static string En(string? detail, string before = "", string after = "") =>
        string.IsNullOrEmpty(detail) ? "" : $" ({before}{detail}{after})";
}
