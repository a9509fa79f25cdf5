namespace Edge.Web.Guard;

/// <summary>
/// Answers a repeated call of a route that does not go through the ledger with its first answer. The memory is short and ends with
/// the service: the ledger's own keys are for what must hold for ever.
/// </summary>
internal sealed class RepeatedCalls : IEndpointFilter
{
    private const int Kept = 512;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, object?> _answers = [];
    private readonly Queue<string> _order = [];

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        string key = IdempotencyKey.ForLedger(context.HttpContext, "");
        lock (_gate)
            if (_answers.TryGetValue(key, out object? known)) return known;
        object? answer = await next(context);
        if (answer is not IStatusCodeHttpResult { StatusCode: < 300 }) return answer;
        lock (_gate)
        {
            if (_answers.TryAdd(key, answer)) _order.Enqueue(key);
            if (_order.Count > Kept) _answers.Remove(_order.Dequeue());
        }
        return answer;
    }
}
