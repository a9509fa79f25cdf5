using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Edge.Operations;

/// <summary>A setting of the file that people may change while the service runs.</summary>
/// <param name="Path">As in the file: <c>Units.MinutesOutAtMost</c>.</param>
/// <param name="NeedsSecond">A limit or a delay: it waits for a second person.</param>
/// <param name="Low">Range of a number; null for text.</param>
internal sealed record ChangeableSetting(string Path, bool NeedsSecond, int? Low, int? High);

/// <summary>Which settings people may change, and settings as they hold after that. All others belong to their file and to a start.</summary>
internal static class ChangeableSettings
{
    /// <summary>Of a text, so that a name still fits the head of a page.</summary>
    public const int LongestText = 60;

    public static readonly IReadOnlyList<ChangeableSetting> All =
    [
        Of("Site.NameZh"), Of("Site.NameEn"),
        Of("Stock.WholeBloodMillilitres"), Of("Stock.RedCellMillilitres"), Of("Stock.DemandDays"), Of("Units.ReserveHours"), Of("Units.ReserveHoursAtMost"),
        Of("Units.MinutesOutAtMost", true), Of("Units.TimesOutAtMost", true), Of("Units.UnaccountedAfterSeconds", true), Of("ColdChain.SilenceAlarmSeconds", true),
    ];

    public static ChangeableSetting? Find(string path) => All.FirstOrDefault(one => one.Path == path);

    public static string Value(SiteSettings settings, string path)
    {
        (PropertyInfo section, PropertyInfo property) = Properties(path);
        return Convert.ToString(property.GetValue(section.GetValue(settings)), CultureInfo.InvariantCulture) ?? "";
    }

    /// <summary>The settings with some values in the place of the file's. What was given stays as it is.</summary>
    /// <param name="values">By path; each is one of <see cref="All"/>.</param>
    /// <param name="faults">Gets what does not fit; such a value is left out.</param>
    public static SiteSettings With(SiteSettings filed, IEnumerable<KeyValuePair<string, string>> values, List<SettingsFault> faults)
    {
        SiteSettings settings = Copy(filed);
        foreach (IGrouping<string, KeyValuePair<string, string>> each in values.GroupBy(static pair => pair.Key.Split('.')[0]))
        {
            PropertyInfo sectionOf = Properties(each.First().Key).Section;
            object section = Copy(sectionOf.GetValue(filed)!);
            foreach ((string path, string value) in each)
            {
                PropertyInfo property = Properties(path).Property;
                using JsonDocument json = JsonDocument.Parse(
                    property.PropertyType == typeof(string) ? JsonSerializer.Serialize(value) : int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number.ToString(CultureInfo.InvariantCulture) : "{}");
                if (SettingsBinder.Bind(json.RootElement, property.PropertyType, path, faults) is { } bound) property.SetValue(section, bound);
            }
            SettingsBinder.Validate(section, each.Key, faults);
            sectionOf.SetValue(settings, section);
        }
        if (faults.Count == 0) faults.AddRange(SettingsRules.CheckUnits(settings.Units));
        return settings;
    }

    private static ChangeableSetting Of(string path, bool needsSecond = false)
    {
        RangeAttribute? range = Properties(path).Property.GetCustomAttribute<RangeAttribute>();
        return new ChangeableSetting(path, needsSecond, (int?)range?.Minimum, (int?)range?.Maximum);
    }

    private static (PropertyInfo Section, PropertyInfo Property) Properties(string path)
    {
        string[] parts = path.Split('.');
        PropertyInfo section = typeof(SiteSettings).GetProperty(parts[0]) ?? throw new ArgumentException($"There is no section of '{path}'.", nameof(path));
        return (section, section.PropertyType.GetProperty(parts[1]) ?? throw new ArgumentException($"There is no setting '{path}'.", nameof(path)));
    }

    private static T Copy<T>(T of) where T : class
    {
        object copy = Activator.CreateInstance(of.GetType())!;
        foreach (PropertyInfo property in of.GetType().GetProperties().Where(static one => one.CanWrite)) property.SetValue(copy, property.GetValue(of));
        return (T)copy;
    }
}
