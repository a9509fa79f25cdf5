using Edge.Web.Guard;
using Microsoft.Extensions.FileProviders;

namespace Edge.Web;

/// <summary>The built staff pages. Files with a hash in their name are kept for a year, the page itself is asked about each time.</summary>
internal sealed class StaticPages : IDisposable
{
    private const string Entry = "index.html";

    private static readonly string[] s_machines = ["/api", "/openapi", "/health", "/metrics"];

    private readonly PhysicalFileProvider? _files;

    /// <param name="folder">Null: beside the program, or in the source tree when run from there.</param>
    public StaticPages(string? folder)
    {
        Folder = folder ?? Find();
        if (Folder is not null) _files = new PhysicalFileProvider(Folder);
    }

    /// <summary>Where the pages are; null when there are none.</summary>
    public string? Folder { get; }

    public bool Exist => _files?.GetFileInfo(Entry).Exists ?? false;

    public void Dispose() => _files?.Dispose();

    public void Use(WebApplication app)
    {
        if (_files is null) return;
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = _files,
            OnPrepareResponse = static context => context.Context.Response.Headers.CacheControl =
                context.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }

    /// <summary>Addresses of the pages' own making (<c>/find</c>) are answered with the entry page; an unknown API address never is.</summary>
    public Task FallBackAsync(HttpContext http, RequestDelegate next)
    {
        bool isPage = http.GetEndpoint() is null
            && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            && !Path.HasExtension(http.Request.Path)
            && !Array.Exists(s_machines, prefix => http.Request.Path.StartsWithSegments(prefix));
        return isPage ? EntryAsync(http) : next(http);
    }

    private async Task EntryAsync(HttpContext http)
    {
        if (_files?.GetFileInfo(Entry) is not { Exists: true } entry)
        {
            await Problem.WriteAsync(http, ProblemKind.NoPages);
            return;
        }
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.ContentLength = entry.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.SendFileAsync(entry, http.RequestAborted);
    }

    private static string? Find()
    {
        string beside = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (Directory.Exists(beside)) return beside;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
            {
                string built = Path.Combine(folder.FullName, "src", "Edge", "wwwroot");
                return Directory.Exists(built) ? built : null;
            }
        return null;
    }
}
