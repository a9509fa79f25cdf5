namespace Inventory.Identification;

/// <summary>What is wrong with a scan, where, and what to do, for people.</summary>
public static class ScanErrorText
{
    public static Words Of(ScanError error)
    {
        (int place, string found) = (error.At + 1, error.Found);
        return error.Fault switch
        {
            ScanFault.Empty => new("没有内容，请重新扫码。", "Nothing was read: scan again."),
            ScanFault.UnknownIdentifier => new(
                $"无法识别“{found}”：不是献血码、产品码或标签条码，请核对或重扫。",
                $"\"{found}\" is no donation number, product code or label bar code: check it or scan again."),
            ScanFault.TooShort => new($"第{place}位起的内容不完整，请重扫。", $"What begins at character {place} is cut short: scan again."),
            ScanFault.Unexpected => new(
                $"第{place}位起有多余内容“{found}”，请重扫。",
                $"\"{found}\" at character {place} does not belong there: scan again."),
            ScanFault.WrongCharacters => new(
                $"第{place}位的“{found}”不允许，请核对字母与数字（没有字母O）。",
                $"\"{found}\" at character {place} is not allowed there: check letters and digits (there is no letter O)."),
            ScanFault.NationalNumber => new(
                "以0开头的献血码不属于本站点的编码方案，请核对；本站点若使用，请管理员修改设置。",
                "A donation number with a leading 0 is not of this site's scheme: check it; if the site has such numbers, an administrator sets the scheme."),
            ScanFault.FlagsDoNotFit => new(
                $"标识符“{found}”与献血码不符，请重扫。",
                $"The flag characters \"{found}\" do not fit the donation number: scan again."),
            ScanFault.CheckCharacterDoesNotFit => new(
                $"校验码“{found}”不符，请核对献血码的每一位。",
                $"The check character \"{found}\" does not fit: compare every character of the donation number."),
            ScanFault.UnknownGroup => new(
                $"血型代码“{found}”未定义，请核对标签。",
                $"The blood group code \"{found}\" is not assigned: check the label."),
            ScanFault.UnknownCentury => new(
                $"日期“{found}”的世纪位不是0，请核对标签。",
                $"The century of the date \"{found}\" is not 0: check the label."),
            ScanFault.NoSuchDay => new($"日期“{found}”不存在，请核对标签。", $"There is no such day as \"{found}\": check the label."),
            ScanFault.NoSuchTime => new($"时间“{found}”不存在，请核对标签。", $"There is no such time as \"{found}\": check the label."),
            ScanFault.CountDoesNotFit => new(
                $"复合码的数据项数不符（应有、实读：{found}），整条不采用，请重扫。",
                $"The compound message does not hold what it announces (announced, read: {found}); none of it is used: scan again."),
            ScanFault.CountMissing => new(
                "复合码没有数据项数，整条不采用，请重扫。",
                "The compound message does not say how much it holds; none of it is used: scan again."),
            ScanFault.Retired => new(
                $"第{place}位起的数据结构已停用，请改用新标签。",
                $"The data structure at character {place} is retired: use a new label."),
            ScanFault.Contradiction => new(
                $"第{place}位起与前面的内容矛盾：可能扫了两袋，请逐袋扫码。",
                $"What begins at character {place} contradicts what came before: perhaps two bags were scanned; scan them one by one."),
            ScanFault.DivisionMissing => new(
                "产品码要求另有分割码（032），请一并扫码。",
                "The product code needs its division label (032) too: scan both."),
            ScanFault.PhenotypeTwice => new("Rh表型重复编码，请核对标签。", "The Rh phenotype is stated twice: check the label."),
            ScanFault.UnknownTag => new(
                $"标签内容“{found}”既不是血袋标签，也不是GS1编码，请重读，或把它绑定到血袋。",
                $"The tag's content \"{found}\" is neither a bag tag nor a GS1 number: read it again, or bind it to its bag."),
            _ => throw new ArgumentOutOfRangeException(nameof(error), error.Fault, "Unknown fault."),
        };
    }
}
