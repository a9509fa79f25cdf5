using System.Reflection;
using Edge.Desks;
using Edge.Web;
using Edge.Web.Guard;

namespace Edge.Tests.Web;

/// <summary>Whatever refuses, says in both languages what is wrong and what to do now. Found by looking through the program.</summary>
public sealed class RefusalWordsTests
{
    private const BindingFlags Shared = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void EverySharedRefusal_HasBothLanguagesAndWhatToDo()
    {
        RefusalView[] refusals =
        [
            .. SharedOf<RefusalView>(), .. Enum.GetValues<DeskFault>().Select(DeskText.Of),
        ];

        Assert.True(refusals.Length >= 15, "the search found too little to be right");
        Assert.All(refusals, static refusal =>
        {
            Assert.Matches("^[a-z][A-Za-z]+$", refusal.Code);
            Assert.All((string[])[refusal.Zh, refusal.DoZh], static text => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}.*。$", text));
            Assert.All((string[])[refusal.En, refusal.DoEn], static text => Assert.Matches(@"^[A-Z][^\p{IsCJKUnifiedIdeographs}]*\.$", text));
        });
    }

    [Fact]
    public void EveryProblem_HasBothLanguagesAndWhatToDo()
    {
        ProblemKind[] kinds = [.. SharedOf<ProblemKind>()];

        Assert.True(kinds.Length >= 15);
        Assert.All(kinds, static kind =>
        {
            Assert.All((string[])[kind.TitleZh, kind.DoZh], static text => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", text));
            Assert.All((string[])[kind.TitleEn, kind.DoEn], static text => Assert.Matches(@"^[A-Z][^\p{IsCJKUnifiedIdeographs}]*$", text));
        });
        Assert.Equal(kinds.Length, kinds.DistinctBy(static kind => kind.Code).Count());
    }

    private static IEnumerable<T> SharedOf<T>() =>
        from type in typeof(RefusalView).Assembly.GetTypes()
        where !type.ContainsGenericParameters
        from field in type.GetFields(Shared)
        where field.FieldType == typeof(T)
        select (T)field.GetValue(null)!;
}
