using System.Text.Json.Nodes;
using BotCrm.Bot.Api.Fields;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Opportunities;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace BotCrm.Bot.Api.OpenApi;

/// <summary>The OpenAPI 3.1 document, made from the endpoints.</summary>
internal static class ApiDocument
{
    private const string Name = "v1";
    private const string Security = "bearer";

    public static void AddApiDocument(this IServiceCollection services) =>
        services.AddOpenApi(Name, static options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = static endpoint => endpoint.RelativePath?.StartsWith("api/v1", StringComparison.OrdinalIgnoreCase) == true;
            options.AddSchemaTransformer(static (schema, context, _) =>
            {
                OwnFieldsSchema.Describe(schema, context);
                return DescribeType(schema, context.JsonTypeInfo.Type);
            });
            options.AddOperationTransformer(static (operation, context, _) => DescribeOperation(operation, context));
            options.AddDocumentTransformer(static (document, _, _) => DescribeDocument(document));
        });

    public static void MapApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json");

    private static Task DescribeDocument(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "BotCrm",
            Version = Name,
            Description = "The CRM's nouns. Every answer shows only what the user of the token may see; what is hidden answers 404.",
        };
        // Relative: the document is served by the API that it describes, whatever that is called from outside.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Security] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "In demo mode POST /api/v1/demo/token gives one." },
        };
        return Task.CompletedTask;
    }

    private static Task DescribeOperation(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (!metadata.OfType<IAllowAnonymous>().Any())
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Security, context.Document)] = [] }];

        operation.Parameters ??= [];
        if (context.Description.RelativePath?.Contains("{id}", StringComparison.Ordinal) == true && operation.Parameters.All(static parameter => parameter.Name != "id"))
            operation.Parameters.Add(new OpenApiParameter { Name = "id", In = ParameterLocation.Path, Required = true, Description = "Id of the record.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        foreach (var parameter in metadata.OfType<QueryParameters>().SelectMany(static parameters => parameters.All))
            operation.Parameters.Add(new OpenApiParameter { Name = parameter.Name, In = ParameterLocation.Query, Description = parameter.Description, Schema = SchemaOf(parameter.Type) });
        if (context.Description.HttpMethod is "PATCH" or "DELETE")
            operation.Parameters.Add(new OpenApiParameter { Name = "If-Match", In = ParameterLocation.Header, Description = "ETag of the version that the change is based on.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        if (operation.RequestBody is OpenApiRequestBody body)
            body.Required = true;
        return Task.CompletedTask;
    }

    /// <summary>Types that write themselves have no members from which a schema could be made.</summary>
    private static Task DescribeType(OpenApiSchema schema, Type type)
    {
        if (type == typeof(Reference))
            (schema.Type, schema.Description) = (JsonSchemaType.String | JsonSchemaType.Integer, "An id, a user's login, or the name of exactly one visible record.");
        else if (type == typeof(DueValue))
            (schema.Type, schema.Description) = (JsonSchemaType.String, "A day (2026-12-01) or an instant with offset (2026-12-01T15:00:00+01:00).");
        else if (type == typeof(Stage) || type == typeof(Stage?))
            (schema.Type, schema.Description) = (Nullable(type, JsonSchemaType.String), "The code of a stage; GET /api/v1/pipelines says which there are.");
        else if (type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
            (schema.Type, schema.Format) = (Nullable(type, JsonSchemaType.String), "date-time");
        else if (type == typeof(DateOnly) || type == typeof(DateOnly?))
            (schema.Type, schema.Format) = (Nullable(type, JsonSchemaType.String), "date");
        else if (type == typeof(ProblemDetails))
            DescribeProblem(schema);
        return Task.CompletedTask;
    }

    private static void DescribeProblem(OpenApiSchema schema)
    {
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        schema.Properties["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable name of what went wrong." };
        schema.Properties["field"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The field or parameter that it is about." };
        schema.Properties["conflicts"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Description = "The records that stand in the way of an undo: entity, id, name, by, at.",
            Items = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["entity"] = new OpenApiSchema { Type = JsonSchemaType.String },
                    ["id"] = new OpenApiSchema { Type = JsonSchemaType.String },
                    ["name"] = new OpenApiSchema { Type = JsonSchemaType.String },
                    ["by"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null },
                    ["at"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Format = "date-time" },
                },
            },
        };
        schema.Properties["policy"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The rule that refused." };
    }

    private static JsonSchemaType Nullable(Type type, JsonSchemaType schema) => System.Nullable.GetUnderlyingType(type) is null ? schema : schema | JsonSchemaType.Null;

    private static OpenApiSchema SchemaOf(Type type) => type switch
    {
        _ when type.IsEnum => new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Enum.GetNames(type).Select(static name => (JsonNode)name.ToLowerInvariant())] },
        _ when type == typeof(bool) => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        _ when type == typeof(int) => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
        _ when type == typeof(long) => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
        _ when type == typeof(decimal) => new OpenApiSchema { Type = JsonSchemaType.Number },
        _ when type == typeof(DateOnly) => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
        _ => new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
