using System.Buffers;
using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Edge.Ledger;
using Inventory;
using Inventory.Identification;

namespace Edge.Tests.Ledger;

public sealed class EventCatalogTests
{
    public static TheoryData<Type> EventTypes =>
        [.. typeof(DomainEvent).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(DomainEvent)) && !type.IsAbstract)];

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Catalogue_EveryEventOfTheBank_IsKnownAndComesBackFromItsBytes(Type type)
    {
        DomainEvent happened = (DomainEvent)Sample(type, 1)!;

        EventKind kind = EventCatalog.Of(happened);
        byte[] json = Write(kind, happened);
        DomainEvent back = EventCatalog.Find(kind.TypeUtf8.Span)!.Read(json);

        Assert.Equal(type, back.GetType());
        Assert.Equal(Encoding.UTF8.GetString(json), Encoding.UTF8.GetString(Write(kind, back)));
        Assert.All(
            type.GetProperties().Where(static property => property.Name != "EqualityContract"),
            property => Assert.Equal(property.GetValue(happened), property.GetValue(back)));
    }

    /// <summary>Ledgers hold these names for ever: a renamed record must keep its name in the catalogue. Add lines, change none.</summary>
    [Fact]
    public void Catalogue_NamesOnceRecorded_AreStillThere()
    {
        string[] released =
        [
            "UnitReceived/1", "UnitQuarantined/1", "UnitReleased/1", "UnitIssued/1", "UnitReturned/1", "UnitDiscarded/1",
            "TagAssociated/1", "TagDissociated/1", "TagPlaced/1", "DoorOpened/1", "DoorClosed/1",
            "ExcursionBegan/1", "ExcursionWorsened/1", "ExcursionEnded/1",
            "AlarmRaised/1", "AlarmAcknowledged/1", "AlarmReturned/1", "AlarmRecurred/1",
            "PersonSignedIn/1", "SignInRefused/1", "AccountAdded/1", "AccountChanged/1", "ServiceStarted/1",
        ];

        Assert.Empty(released.Except(EventCatalog.All.Select(static kind => kind.Type)));
    }

    [Fact]
    public void Read_MemberThatTheTypeDoesNotHave_IsRefused() =>
        Assert.Throws<JsonException>(() => EventCatalog.Find("AlarmReturned/1"u8)!.Read(
            """{"alarm":1,"occurredAt":"2026-11-22T06:00:00Z","surprise":1}"""u8));

    [Fact]
    public void Read_MemberIsMissing_IsRefused() =>
        Assert.Throws<JsonException>(() => EventCatalog.Find("AlarmReturned/1"u8)!.Read("""{"occurredAt":"2026-11-22T06:00:00Z"}"""u8));

    [Fact]
    public void Write_OneInstantInAnotherZone_HasOneSpelling()
    {
        Inventory.ColdChain.AlarmReturned returned = new(1, new DateTimeOffset(2026, 11, 22, 14, 0, 0, TimeSpan.FromHours(8)));

        Assert.Equal(
            """{"alarm":1,"occurredAt":"2026-11-22T06:00:00Z"}""", Encoding.UTF8.GetString(Write(EventCatalog.Of(returned), returned)));
    }

    private static byte[] Write(EventKind kind, DomainEvent happened)
    {
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter writer = new(bytes);
        kind.Write(writer, happened);
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>A value of any type that stands in an event, none of them its default: what is lost on the way shows.</summary>
    private static object? Sample(Type type, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Sample(inner, depth);
        if (type == typeof(string)) return $"text \"{depth}\" 文字 <é>";
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 11, 22, 6, 0, depth, TimeSpan.Zero).AddTicks(1234567);
        if (type == typeof(DateOnly)) return new DateOnly(2026, 11, depth);
        if (type == typeof(TimeSpan)) return TimeSpan.FromSeconds(90 + depth);
        if (type == typeof(UnitKey)) return LedgerTestBed.Unit(depth);
        if (type == typeof(TagUii)) return TagUii.Parse("E2801105200072A1");
        if (type == typeof(PlaceId)) return PlaceId.Parse("fridge-1/shelf-3");
        if (type == typeof(DonationNumber)) return LedgerTestBed.Unit(depth).Din;
        if (type == typeof(ProductCode)) return LedgerTestBed.Unit(depth).Product;
        if (type == typeof(Guid)) return new Guid(depth, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        if (type == typeof(bool)) return true;
        if (type == typeof(decimal)) return 1.50m;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1);
        if (type.IsPrimitive) return Convert.ChangeType(depth + 40, type, System.Globalization.CultureInfo.InvariantCulture);
        if (type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable))) return List(type.GetGenericArguments()[0], depth);
        return Composite(type, depth);
    }

    private static Array List(Type of, int depth)
    {
        Array list = Array.CreateInstance(of, 2);
        for (int i = 0; i < list.Length; i++) list.SetValue(Sample(of, depth + i), i);
        return list;
    }

    private static object Composite(Type type, int depth)
    {
        ConstructorInfo constructor = type.GetConstructors().OrderByDescending(static found => found.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select((parameter, i) => Sample(parameter.ParameterType, depth + i))]);
    }
}
