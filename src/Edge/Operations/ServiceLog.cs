using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Edge.Operations;

/// <summary>Console and a file a day. The only place that knows Serilog.</summary>
internal static class ServiceLog
{
    private const string Line = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} [{Level:u3}] {SourceContext} {Message:lj}{NewLine}{Exception}";

    /// <param name="folder">Log files go there, one a day, the oldest removed.</param>
    /// <param name="console">False where stdout belongs to a program.</param>
    public static Logger Create(LogSection settings, string folder, bool console)
    {
        LoggerConfiguration log = new LoggerConfiguration()
            .MinimumLevel.Is(Enum.Parse<LogEventLevel>(settings.Level))
            .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .WriteTo.File(
                Path.Combine(folder, "edge-.log"), outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture,
                rollingInterval: RollingInterval.Day, retainedFileCountLimit: settings.KeepDays,
                fileSizeLimitBytes: 100_000_000, rollOnFileSizeLimit: true);
        if (console) log = log.WriteTo.Console(outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture);
        return log.CreateLogger();
    }
}
