using Edge.Ledger;

namespace Edge.Web.Guard;

/// <summary>Turns what a call ended with into problem details: exceptions, and bare error codes of the framework.</summary>
internal static class ErrorHandling
{
    public static async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException e)
        {
            await Problem.WriteAsync(http, ProblemKind.Of(e.StatusCode), Explain(e));
            return;
        }
        catch (LedgerUnavailableException e)
        {
            await Problem.WriteAsync(http, ProblemKind.CannotRecord, e.Message, error: e);
            return;
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return; // the asker has gone, nobody reads an answer
        }
#pragma warning disable CA1031 // the last place where an error of a call can become an answer; the log gets it whole
        catch (Exception e)
#pragma warning restore CA1031
        {
            await Problem.WriteAsync(http, ProblemKind.Internal, error: e);
            return;
        }
        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
            await Problem.WriteAsync(http, ProblemKind.Of(http.Response.StatusCode));
    }

    /// <summary>The JSON reader's own sentence says where; the framework's outer one names C# parameters.</summary>
    private static string Explain(BadHttpRequestException e) => e.InnerException is System.Text.Json.JsonException json
        ? $"The JSON is not as described, at {json.Path ?? "$"}, line {(json.LineNumber ?? 0) + 1}."
        : e.StatusCode == 400 ? "A value of the address or the body is missing or not of its form." : e.Message;
}
