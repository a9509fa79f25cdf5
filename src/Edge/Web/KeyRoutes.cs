using Edge.Web.Accounts;
using Edge.Web.Guard;
using Inventory;

namespace Edge.Web;

/// <summary>Keys with which machines call: a central system that reads the stock, a laboratory system that records.</summary>
internal static class KeyRoutes
{
    public static void Map(RouteGroupBuilder api, RepeatedCalls repeated)
    {
        RouteGroupBuilder keys = api.MapGroup("/keys").WithTags("keys");
        keys.MapGet("", List).WithName("listKeys").Answers<ItemList<KeyItem>>().Needs(Permission.Accounts);
        keys.MapPost("", Add).WithName("addKey").Writes<NewKey>().Problems(409).Needs(Permission.ManageAccounts).AddEndpointFilter(repeated);
        keys.MapPost("/{name}/revoke", Revoke).WithName("revokeKey").Writes<KeyItem>().Problems(404).Needs(Permission.ManageAccounts)
            .AddEndpointFilter(repeated);
    }

    private static IResult List(HttpContext http, KeyStore keys) => Answer.List(http, [.. keys.List().Select(Item)]);

    private static IResult Add(HttpContext http, NewKeyRequest request, KeyStore keys)
    {
        string name = request.Name.Trim();
        if (!AccountStore.IsName(name))
            return Problem.Bad(new Words("名称为1至32个字母、数字、点、连字符或下划线", "A key's name has 1 to 32 letters, digits, dots, hyphens or underscores."));
        if (request.Scopes.Count == 0) return Problem.Bad(new Words("请至少选一项权限", "Choose at least one thing that it may do."));
        if (!request.Scopes.All(KeyStore.MayHave)) return Problem.Bad(new Words("接口密钥不能放行血袋、更改设置或管理账户", "A key cannot release bags, change settings or manage accounts."));
        return keys.Add(name, request.Scopes, http.RequireCaller().Actor) is { } key
            ? TypedResults.Ok(new NewKey(Item(Find(keys, name)!), key))
            : Problem.Answer(ProblemKind.KeyExists);
    }

    private static IResult Revoke(HttpContext http, string name, KeyStore keys) =>
        keys.Disable(name, http.RequireCaller().Actor)
            ? TypedResults.Ok(Item(Find(keys, name)!))
            : Problem.Answer(ProblemKind.NotFound, "There is no such key.");

    private static MachineKey? Find(KeyStore keys, string name) =>
        keys.List().FirstOrDefault(key => string.Equals(key.Name, name, StringComparison.OrdinalIgnoreCase));

    private static KeyItem Item(MachineKey key) => new(key.Name, [.. key.Scopes.Order()], key.Disabled, key.LastUsedAt);
}
