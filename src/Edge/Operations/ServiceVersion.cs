using System.Reflection;

namespace Edge.Operations;

internal static class ServiceVersion
{
    /// <summary>As in Directory.Build.props, without the build's own suffix.</summary>
    public static string Text { get; } = typeof(ServiceVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
