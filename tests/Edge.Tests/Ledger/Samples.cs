using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Inventory;
using Inventory.Identification;

namespace Edge.Tests.Ledger;

/// <summary>A value of any type that stands in an event or a state, none of them its default: what is lost on the way shows.</summary>
internal static class Samples
{
    /// <summary>What is being made: a bag that keeps how it was announced holds a bag, and that one holds none.</summary>
    private static readonly ThreadLocal<HashSet<Type>> s_making = new(static () => []);
    private static readonly Type[] s_maps = [typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>)];

    public static object? Of(Type type, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Of(inner, depth);
        if (type == typeof(string)) return $"text \"{depth}\" 文字 <é>";
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 11, 22, 6, 0, depth, TimeSpan.Zero).AddTicks(1234567);
        if (type == typeof(DateOnly)) return new DateOnly(2026, 11, depth);
        if (type == typeof(TimeSpan)) return TimeSpan.FromSeconds(90 + depth);
        if (type == typeof(UnitKey)) return LedgerTestBed.Unit(depth);
        if (type == typeof(TagUii)) return TagUii.Parse($"E2801105200072{depth:X2}");
        if (type == typeof(PlaceId)) return PlaceId.Parse($"fridge-1/shelf-{depth}");
        if (type == typeof(DonationNumber)) return LedgerTestBed.Unit(depth).Din;
        if (type == typeof(ProductCode)) return LedgerTestBed.Unit(depth).Product;
        if (type == typeof(Guid)) return new Guid(depth, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        if (type == typeof(bool)) return true;
        if (type == typeof(decimal)) return 1.50m;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1);
        if (type.IsPrimitive) return Convert.ChangeType(depth + 40, type, System.Globalization.CultureInfo.InvariantCulture);
        if (type.IsGenericType && s_maps.Contains(type.GetGenericTypeDefinition())) return Map(type, depth);
        if (type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable))) return List(type, depth);
        return Composite(type, depth);
    }

    private static object Map(Type type, int depth)
    {
        object map = type.GetField("Empty")!.GetValue(null)!;
        MethodInfo add = type.GetMethod("SetItem")!;
        for (int i = 0; i < 3; i++)
            map = add.Invoke(map, [Of(type.GetGenericArguments()[0], depth + i), Of(type.GetGenericArguments()[1], depth + i)])!;
        return map;
    }

    private static object List(Type type, int depth)
    {
        Type of = type.GetGenericArguments()[0];
        Array list = Array.CreateInstance(of, 2);
        for (int i = 0; i < list.Length; i++) list.SetValue(Of(of, depth + i), i);
        if (type.IsInstanceOfType(list)) return list;
        MethodInfo create = typeof(Samples).GetMethod(nameof(Immutable), BindingFlags.NonPublic | BindingFlags.Static)!;
        return create.MakeGenericMethod(of).Invoke(null, [list, type])!;
    }

    private static object Immutable<T>(T[] list, Type type) =>
        type == typeof(ImmutableArray<T>) ? ImmutableArray.Create(list)
        : type == typeof(ImmutableHashSet<T>) ? ImmutableHashSet.Create(list)
        : type == typeof(ImmutableSortedSet<T>) ? ImmutableSortedSet.Create(list)
        : type == typeof(ImmutableList<T>) ? ImmutableList.Create(list)
        : throw new NotSupportedException($"A sample of {type} is needed.");

    private static object? Composite(Type type, int depth)
    {
        if (!s_making.Value!.Add(type)) return null;
        ConstructorInfo constructor = type.GetConstructors().OrderByDescending(static found => found.GetParameters().Length).First();
        object made = constructor.Invoke(
            [.. constructor.GetParameters().Select((parameter, i) => Of(parameter.ParameterType, depth + i))]);
        foreach (PropertyInfo member in type.GetProperties().Where(static property => property.CanWrite))
            if (!constructor.GetParameters().Any(parameter => parameter.Name == member.Name))
                member.SetValue(made, Of(member.PropertyType, depth));
        s_making.Value.Remove(type);
        return made;
    }
}
