namespace Edge.Web;

/// <summary>What a route answers, for the OpenAPI document.</summary>
internal static class AnswerMetadata
{
    /// <summary>A route that reads.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route) => route.Produces<T>().Problems(400, 401, 403);

    /// <summary>A route that records: it needs an idempotency key and can find the ledger unable to record.</summary>
    public static RouteHandlerBuilder Writes<T>(this RouteHandlerBuilder route) =>
        route.Produces<T>().Problems(400, 401, 403, 503).WithMetadata(IdempotencyKey.Required);

    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (int status in statuses) route.Produces<ProblemView>(status, "application/problem+json");
        return route;
    }
}
