using Edge.Web;

namespace Edge.Desks;

/// <summary>What went wrong between the desk and the tag, and what to do now, in both languages.</summary>
internal static class DeskText
{
    public static RefusalView Of(DeskFault fault) => fault switch
    {
        DeskFault.ReaderAway => Say("deskReaderAway", "读写台的读写器没有应答。", "The reader of the desk does not answer.",
            "请检查电源与连线；其间可扫条码继续。", "Check its power and cable; meanwhile go on with bar codes."),
        DeskFault.NotOnTray => Say("notOnTray", "标签已不在读写台上。", "The tag is not on the tray any more.",
            "请放回血袋后重试。", "Lay the bag down again, then try again."),
        DeskFault.NotHere => Say("tagNotFound", "读写器在台上找不到这个标签。", "The reader does not find this tag on the tray.",
            "请将标签放在台面中央后重试。", "Lay the tag in the middle of the plate and try again."),
        DeskFault.Several => Say("twoTagsOneNumber", "台上有两个号码相同的标签。", "Two tags with the same number lie on the tray.",
            "请只留一袋再试；若分属两袋，两袋都请隔离。", "Leave one bag only; if they are on two bags, quarantine both."),
        DeskFault.NumberTaken => Say("numberTaken", "台上另一个标签已写有这袋血的号码。", "Another tag on the tray wears this bag's number already.",
            "请拿开那个标签；一袋要两个标签时，第二个请用“绑定”。", "Take that tag away; for a second tag on one bag, bind it without writing."),
        DeskFault.TagRefused => Say("tagLocked", "标签拒绝写入。", "The tag refuses to be written.",
            "标签可能已锁定：请用“绑定”，或换一个标签。", "It may be locked: bind it without writing, or take another tag."),
        DeskFault.LeftField => Say("tagLeft", "写入时标签离开了台面，内容不明。", "The tag left the tray while it was written: what it wears is not known.",
            "请放回后再写一次，核对成功才可使用。", "Lay it down and write again; use it only when it was verified."),
        DeskFault.NotVerified => Say("notVerified", "写入后核对不符。", "What was read back is not what was written.",
            "请换一个标签。", "Take another tag."),
        DeskFault.ReaderFailed => Say("readerFailed", "读写器没有完成写入。", "The reader did not finish.",
            "请重新读出标签核对后再用。", "Read the tag again before it is used."),
        DeskFault.NumberDoesNotFit => Say("numberDoesNotFit", "这袋血的产品码不能写入标签。", "This bag's product code does not fit into a tag.",
            "请用“绑定”。", "Bind the tag without writing."),
        DeskFault.ProfileOff => Say("profileOff", "本站点不使用标签内的血袋号码。", "This site does not use numbers of bags inside tags.",
            "请用“绑定”。", "Bind the tag without writing."),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "A fault without words."),
    };

    private static RefusalView Say(string code, string zh, string en, string doZh, string doEn) => new(code, zh, en, doZh, doEn);
}
