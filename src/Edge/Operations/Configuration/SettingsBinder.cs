using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Inventory;

namespace Edge.Operations;

/// <summary>
/// Fills settings objects from JSON and collects every fault with its path: an unknown name, a wrong kind of value, a value out of
/// its range. The framework's binder passes over unknown names, and a misspelt limit would then silently be the default.
/// </summary>
internal static class SettingsBinder
{
    /// <returns>The value; null when it is null in the file or of the wrong kind (then a fault was added).</returns>
    public static object? Bind(JsonElement json, Type type, string path, List<SettingsFault> faults)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (json.ValueKind == JsonValueKind.Null) return null;
        if (plain.IsEnum) return BindEnum(json, plain, path, faults);
        if (IsList(plain)) return BindList(json, plain, path, faults);
        object? value = (Type.GetTypeCode(plain), json.ValueKind) switch
        {
            (TypeCode.String, JsonValueKind.String) => json.GetString(),
            (TypeCode.Boolean, JsonValueKind.True or JsonValueKind.False) => json.GetBoolean(),
            (TypeCode.Int32, JsonValueKind.Number) when json.TryGetInt32(out int number) => number,
            (TypeCode.Double, JsonValueKind.Number) => json.GetDouble(),
            (TypeCode.Object, JsonValueKind.Object) => BindObject(json, plain, path, faults),
            _ => null,
        };
        if (value is null) faults.Add(new SettingsFault(path, $"须为{DescribeZh(plain)}。", $"must be {Describe(plain)}."));
        return value;
    }

    private static object BindObject(JsonElement json, Type type, string path, List<SettingsFault> faults)
    {
        object target = Activator.CreateInstance(type)!;
        foreach (JsonProperty member in json.EnumerateObject())
        {
            PropertyInfo? property = type.GetProperty(
                member.Name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            if (property is null)
                faults.Add(new SettingsFault(Join(path, member.Name), $"此处没有这一项。可用：{Names(type)}。", $"is not known here. Known: {Names(type)}."));
            else if (Bind(member.Value, property.PropertyType, Join(path, property.Name), faults) is { } value)
                property.SetValue(target, value);
        }
        return target;
    }

    /// <summary>Checks the rules on every property, also of sections that the file does not mention.</summary>
    public static void Validate(object target, string path, List<SettingsFault> faults)
    {
        foreach (PropertyInfo property in target.GetType().GetProperties())
        {
            object? value = property.GetValue(target);
            string name = Join(path, property.Name);
            foreach (ValidationAttribute rule in property.GetCustomAttributes<ValidationAttribute>())
                if (!rule.IsValid(value) || (rule is RegularExpressionAttribute && value is ""))
                    AddOnce(faults, new SettingsFault(name, Describe(rule)));
            if (value is IList list) ValidateList(list, name, faults);
            else if (value is not null && IsSection(property.PropertyType)) Validate(value, name, faults);
        }
    }

    private static void ValidateList(IList list, string path, List<SettingsFault> faults)
    {
        for (int i = 0; i < list.Count; i++)
            if (list[i] is { } item && IsSection(item.GetType()))
                Validate(item, $"{path}[{i}]", faults);
    }

    private static void AddOnce(List<SettingsFault> faults, SettingsFault fault)
    {
        if (!faults.Exists(known => known.Path == fault.Path)) faults.Add(fault);
    }

    private static IList? BindList(JsonElement json, Type type, string path, List<SettingsFault> faults)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            faults.Add(new SettingsFault(path, "须为[ ]中的列表。", "must be a list in [ ]."));
            return null;
        }
        IList list = (IList)Activator.CreateInstance(type)!;
        int index = 0;
        foreach (JsonElement item in json.EnumerateArray())
            if (Bind(item, type.GetGenericArguments()[0], $"{path}[{index++}]", faults) is { } value)
                list.Add(value);
        return list;
    }

    private static object? BindEnum(JsonElement json, Type type, string path, List<SettingsFault> faults)
    {
        if (json.ValueKind == JsonValueKind.String && Enum.TryParse(type, json.GetString(), ignoreCase: true, out object? value)
            && Enum.IsDefined(type, value) && !char.IsAsciiDigit(json.GetString()![0]))
            return value;
        faults.Add(new SettingsFault(path, $"须为以下之一：{string.Join(", ", Enum.GetNames(type))}。", $"must be one of {string.Join(", ", Enum.GetNames(type))}."));
        return null;
    }

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>);

    private static bool IsSection(Type type) => type.IsClass && type.Assembly == typeof(SiteSettings).Assembly;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Names(Type type) => string.Join(", ", type.GetProperties().Select(static p => p.Name));

    private static string Describe(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => "text in quotes",
        TypeCode.Boolean => "true or false",
        TypeCode.Int32 => "a whole number",
        TypeCode.Double => "a number",
        _ => "an object in { }",
    };

    private static string DescribeZh(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => "引号中的文字",
        TypeCode.Boolean => "true或false",
        TypeCode.Int32 => "整数",
        TypeCode.Double => "数",
        _ => "{ }中的对象",
    };

    private static Words Describe(ValidationAttribute rule) => rule switch
    {
        RequiredAttribute => new("须填写。", "must be given."),
        RangeAttribute range => new($"须在{range.Minimum}至{range.Maximum}之间。", $"must lie between {range.Minimum} and {range.Maximum}."),
        RegularExpressionAttribute pattern => new($"须填写，且符合{pattern.Pattern}。", $"must be given and match {pattern.Pattern}."),
        MinLengthAttribute length => new($"至少须有{length.Length}项。", $"must have at least {length.Length} entries."),
        _ => new("此值不被接受。", rule.FormatErrorMessage("The value")),
    };
}
