using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;

namespace Edge.Web.Guard;

/// <summary>
/// An enumeration in an address is written as in JSON: <c>?state=open</c>. The framework binds it only by the exact name of the
/// member, so the names are put right before it looks. Runs after routing.
/// </summary>
internal static class QueryEnums
{
    public static void Apply(HttpContext http)
    {
        if (!http.Request.QueryString.HasValue || http.GetEndpoint() is not { } endpoint) return;
        Dictionary<string, StringValues>? changed = null;
        foreach (IParameterBindingMetadata parameter in endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>())
        {
            Type type = Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) ?? parameter.ParameterInfo.ParameterType;
            if (!type.IsEnum || http.Request.Query[parameter.Name] is not [{ Length: > 0 } text]) continue;
            if (char.IsAsciiDigit(text[0]) || !Enum.TryParse(type, text, ignoreCase: true, out object? value)) continue; // a bad value is told as such
            changed ??= new Dictionary<string, StringValues>(http.Request.Query, StringComparer.OrdinalIgnoreCase);
            changed[parameter.Name] = value.ToString();
        }
        if (changed is not null) http.Request.Query = new QueryCollection(changed);
    }
}
