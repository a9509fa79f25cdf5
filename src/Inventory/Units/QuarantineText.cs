namespace Inventory.Units;

/// <summary>Why a bag is held, in both languages: a few words that stand inside a sentence.</summary>
public static class QuarantineText
{
    public static Words Of(QuarantineReason reason) => reason switch
    {
        QuarantineReason.None => new("无", "none"),
        QuarantineReason.ReceivingCheck => new("入库核对", "receiving check"),
        QuarantineReason.UnknownProduct => new("产品码不在目录", "unknown product"),
        QuarantineReason.TemperatureExposure => new("温度暴露", "temperature exposure"),
        QuarantineReason.DuplicateTag => new("标签重复", "duplicate tag"),
        QuarantineReason.Recall => new("收回", "recall"),
        QuarantineReason.Returned => new("退血", "returned"),
        QuarantineReason.LabelStatus => new("标签状态不允许发血", "the label says hold"),
        QuarantineReason.NotGeneralStock => new("非通用库存", "not general stock"),
        QuarantineReason.Found => new("失而复得", "found again"),
        QuarantineReason.Other => new("其他", "another reason"),
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "A reason without words."),
    };

    /// <param name="detail">A refusal's detail: the reason's name; anything else says nothing.</param>
    internal static Words? In(string? detail) =>
        Enum.TryParse(detail, out QuarantineReason reason) && Enum.IsDefined(reason) && reason != QuarantineReason.None ? Of(reason) : null;
}
