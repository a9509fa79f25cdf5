using Edge.Devices;
using Inventory.ColdChain;
using Testing;

namespace Edge.Tests.Devices;

/// <summary>Every code that a device can show has words in both languages on the devices page, and says what to do.</summary>
public sealed class FindingWordsTests
{
    private static readonly string s_words = File.ReadAllText(
        Repository.File("src", "Edge", "Web", "ClientApp", "src", "i18n", "devices.ts"));

    [Fact]
    public void SampleFaults_EachOne_HasWordsAndAFix()
    {
        foreach (SampleFault fault in Enum.GetValues<SampleFault>())
            if (fault != SampleFault.None) AssertWords(fault.ToString());
    }

    [Fact]
    public void ProbeStates_EachOneThatIsNotGood_HasWordsAndAFix()
    {
        foreach (ProbeState state in Enum.GetValues<ProbeState>())
            if (state != ProbeState.Good) AssertWords(state.ToString());
    }

    [Fact]
    public void ReaderTroubles_EachOne_HasWordsAndAFix()
    {
        foreach (Readers.ReaderTrouble trouble in Enum.GetValues<Readers.ReaderTrouble>()) AssertWords(trouble.ToString());
    }

    [Fact]
    public void FixFaults_EachOne_HasWordsAndAFix()
    {
        foreach (Readers.Gnss.FixFault fault in Enum.GetValues<Readers.Gnss.FixFault>())
            if (fault != Readers.Gnss.FixFault.None) AssertWords(fault.ToString());
        AssertWords(PositionJudge.StalePosition);
    }

    [Theory]
    [InlineData("silent")]
    [InlineData("noise")]
    [InlineData("unplugged")]
    [InlineData("busy")]
    [InlineData("turned-away")]
    [InlineData("closed")]
    [InlineData("not-answering")]
    [InlineData("no-permission")]
    [InlineData("reader-lost")]
    [InlineData("no-such-line")]
    public void LossesOfALine_EachOne_HasWordsAndAFix(string finding) => AssertWords(finding);

    [Theory]
    [InlineData("unreachable")]
    [InlineData("rejected")]
    [InlineData("parked")]
    [InlineData("certificateEnds")]
    [InlineData("nobodyListens")]
    [InlineData("knowsMore")]
    public void HubFindings_EachOne_HasWordsAndAFix(string finding) => AssertWords(finding);

    private static void AssertWords(string finding)
    {
        string code = char.ToLowerInvariant(finding[0]) + finding[1..];
        Assert.Contains($"'finding.{code}': [", s_words, StringComparison.Ordinal);
        Assert.Contains($"'fix.{code}': [", s_words, StringComparison.Ordinal);
    }
}
