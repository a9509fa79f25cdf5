using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Edge.Web;

/// <summary>The document at <c>/openapi/v1.json</c>, from which the pages' client is generated.</summary>
internal static class OpenApiDocumentSetup
{
    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "RFID blood inventory edge service",
                Version = "1",
                Description = "Errors are RFC 9457 problem details. Instants are RFC 3339 in UTC. Writing calls of a signed-in person carry"
                    + " X-Csrf-Token from getSession; machines send Authorization: Bearer KEY.",
            };
            document.Servers = []; // wherever it was fetched from: the document must not depend on the port
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(async (operation, context, ct) =>
        {
            AddHeaders(operation, context);
            await NameWordsAsync(operation, context, ct);
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Describe(schema, context.JsonTypeInfo);
            return Task.CompletedTask;
        });
    }

    private static void AddHeaders(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<IdempotencyKey>().Any()) return;
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = IdempotencyKey.Header,
            In = ParameterLocation.Header,
            Required = true,
            Description = "Unique to the intent: the same key twice gives the first answer.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 128 },
        });
    }

    /// <summary>An enumeration in the address has the same schema as in the JSON.</summary>
    private static async Task NameWordsAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        foreach (OpenApiParameter parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            Type? type = context.Description.ParameterDescriptions.FirstOrDefault(known => known.Name == parameter.Name)?.ParameterDescriptor?.ParameterType;
            type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
            if (type is not { IsGenericType: true } || type.GetGenericTypeDefinition() != typeof(Word<>) || context.Document is not { } document) continue;
            Type words = type.GetGenericArguments()[0];
            document.AddComponent(words.Name, await context.GetOrCreateSchemaAsync(words, null, ct));
            parameter.Schema = new OpenApiSchemaReference(words.Name, document);
        }
    }

    private static void Describe(OpenApiSchema schema, JsonTypeInfo type)
    {
        if ((Nullable.GetUnderlyingType(type.Type) ?? type.Type) == typeof(DateTimeOffset))
        {
            schema.Type = JsonSchemaType.String | (type.Type == typeof(DateTimeOffset) ? 0 : JsonSchemaType.Null);
            schema.Format = "date-time";
        }
        if (type.ElementType == typeof(DateTimeOffset)) // the generator leaves the items of such a list out
            schema.Items ??= new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" };
        if ((Nullable.GetUnderlyingType(type.Type) ?? type.Type).IsEnum && schema.Enum is { } names)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. names.OfType<System.Text.Json.Nodes.JsonNode>().Where(static name => name.GetValueKind() == System.Text.Json.JsonValueKind.String)];
        }
        // An answer has all its members, null where absent; only a request may leave some out.
        if (type.Kind == JsonTypeInfoKind.Object && !type.Type.Name.EndsWith("Request", StringComparison.Ordinal)
            && type.Type != typeof(ReceiptUnit) && type.Type != typeof(ProblemView))
            schema.Required = type.Properties.Select(static property => property.Name).ToHashSet();
    }
}
