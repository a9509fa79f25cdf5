using Inventory.Units;

namespace Inventory.Tests.Units;

public sealed class RefusalTextTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public void Of_EveryRefusal_HasWordsInBothLanguages() => Assert.All(Enum.GetValues<Refusal>(), static why =>
    {
        foreach (string? detail in (string?[])[null, "G123417654321E0304V00"])
        {
            RefusalWords words = RefusalText.Of(why, detail, Shanghai);
            foreach (Words sentence in (Words[])[words.Why, words.Do])
            {
                Assert.Matches(@"^\p{IsCJKUnifiedIdeographs}.*。$", sentence.Zh);
                Assert.Matches(@"^[A-Z][^\p{IsCJKUnifiedIdeographs}]*\.$", sentence.En);
            }
        }
    });

    [Fact]
    public void Of_HeldBag_SaysWhyInBothLanguages() => Assert.All(Enum.GetValues<QuarantineReason>().Where(static reason => reason != QuarantineReason.None), static reason =>
    {
        Words said = QuarantineText.Of(reason);
        foreach (Refusal why in (Refusal[])[Refusal.NotReleased, Refusal.NotForEmergency])
        {
            RefusalWords words = RefusalText.Of(why, reason.ToString(), Shanghai);
            Assert.Contains($"（{said.Zh}）", words.Why.Zh, StringComparison.Ordinal);
            Assert.Contains($" ({said.En})", words.Why.En, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Of_Expired_SaysTheMinuteOnTheLabel()
    {
        // usable through 23:59 in Shanghai: expired from midnight, 16:00 UTC
        string detail = RefusalText.Instant(new DateTimeOffset(2026, 11, 22, 16, 0, 0, TimeSpan.Zero));

        RefusalWords words = RefusalText.Of(Refusal.Expired, detail, Shanghai);

        Assert.Equal("已过期：有效期至2026-11-22 23:59。", words.Why.Zh);
        Assert.Equal("It is expired: good until 22-Nov-2026 23:59.", words.Why.En);
    }
}
