using System.Collections;
using System.Reflection;
using Edge.Ledger;
using Inventory;

namespace Edge.Tests.Ledger;

/// <summary>A state that lost something in its snapshot would differ from the fold. Every member is tried, also those of the future.</summary>
public sealed class StateBytesTests
{
    [Fact]
    public void Write_EveryMemberFilled_ComesBackAsItWas()
    {
        SiteState state = new();
        foreach (PropertyInfo member in typeof(SiteState).GetProperties().Where(static property => property.CanWrite))
            member.SetValue(state, Samples.Of(member.PropertyType, 1));

        SiteState back = StateBytes.Assemble(StateBytes.Write(state).Select(static part => StateBytes.Parse(part.Kind, part.Content, part.Content.Length)).Reverse());

        foreach (PropertyInfo member in typeof(SiteState).GetProperties().Where(static property => property.CanWrite))
            AssertSame(member.GetValue(state), member.GetValue(back), member.Name);
    }

    [Fact]
    public void Write_SameStateBuiltInAnotherOrder_HasTheSameBytes()
    {
        SiteState one = SiteState.Empty, other = SiteState.Empty;
        for (int i = 0; i < 2500; i++)
        {
            one = one.Apply(LedgerTestBed.Received(LedgerTestBed.Unit(i), DateTimeOffset.UnixEpoch), Actor.Service);
            other = other.Apply(LedgerTestBed.Received(LedgerTestBed.Unit(2499 - i), DateTimeOffset.UnixEpoch), Actor.Service);
        }

        Assert.Equal(StateBytes.Digest(one), StateBytes.Digest(other));
        Assert.NotEqual(StateBytes.Digest(one), StateBytes.Digest(one with { LastAlarm = 1 }));
    }

    private static void AssertSame(object? expected, object? actual, string path)
    {
        if (expected is IDictionary dictionary)
        {
            IDictionary found = Assert.IsType<IDictionary>(actual, exactMatch: false);
            Assert.Equal(dictionary.Count, found.Count);
            foreach (object key in dictionary.Keys) AssertSame(dictionary[key], found[key], $"{path}[{key}]");
        }
        else if (expected is IEnumerable list and not string)
        {
            object?[] left = [.. list.Cast<object?>()], right = [.. ((IEnumerable)actual!).Cast<object?>()];
            Assert.Equal(left.Length, right.Length);
            for (int i = 0; i < left.Length; i++) AssertSame(left[i], right[i], $"{path}[{i}]");
        }
        else if (expected is not null && expected.GetType() is { IsClass: true } type && type != typeof(string) && actual is not null)
        {
            foreach (PropertyInfo member in type.GetProperties())
                AssertSame(member.GetValue(expected), member.GetValue(actual), $"{path}.{member.Name}");
        }
        else
        {
            Assert.True(Equals(expected, actual), $"{path}: {expected} became {actual}");
        }
    }
}
