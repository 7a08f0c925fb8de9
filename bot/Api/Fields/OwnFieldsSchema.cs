using System.Text.Json.Nodes;
using BotCrm.Bot.Api.Contacts;
using BotCrm.Bot.Api.Customers;
using BotCrm.Bot.Api.Opportunities;
using BotCrm.Bot.Api.Tickets;
using BotCrm.Core;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace BotCrm.Bot.Api.Fields;

/// <summary>Describes <c>custom</c> objects by what the configuration says, so that a client knows the codes and choices.</summary>
internal static class OwnFieldsSchema
{
    private static readonly Dictionary<Type, string> Nouns = new()
    {
        [typeof(CustomerResource)] = Kinds.Customer,
        [typeof(NewCustomer)] = Kinds.Customer,
        [typeof(CustomerChange)] = Kinds.Customer,
        [typeof(ContactResource)] = Kinds.Contact,
        [typeof(NewContact)] = Kinds.Contact,
        [typeof(ContactChange)] = Kinds.Contact,
        [typeof(OpportunityResource)] = Kinds.Opportunity,
        [typeof(NewOpportunity)] = Kinds.Opportunity,
        [typeof(OpportunityChange)] = Kinds.Opportunity,
        [typeof(TicketResource)] = Kinds.Ticket,
        [typeof(NewTicket)] = Kinds.Ticket,
        [typeof(TicketChange)] = Kinds.Ticket,
    };

    public static void Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (context.JsonPropertyInfo is not { Name: "custom" } property || !Nouns.TryGetValue(property.DeclaringType, out var noun))
            return;
        var fields = context.ApplicationServices.GetRequiredService<CrmOptions>().Fields.Of(noun);
        if (fields.Count == 0)
            return;
        schema.Properties = fields.ToDictionary(static field => field.Code, static field => (IOpenApiSchema)Of(field));
    }

    private static OpenApiSchema Of(CustomField field)
    {
        var name = $"{field.Name.En} ({field.Name.Zh})";
        IList<JsonNode> codes = [.. field.Choices.Select(static choice => (JsonNode)choice.Code)];
        return field.Type switch
        {
            CustomFieldType.Number or CustomFieldType.Money => new OpenApiSchema { Type = JsonSchemaType.Number | JsonSchemaType.Null, Description = name },
            CustomFieldType.YesNo => new OpenApiSchema { Type = JsonSchemaType.Boolean | JsonSchemaType.Null, Description = name },
            CustomFieldType.Date => new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Format = "date", Description = name },
            CustomFieldType.MultiChoice => new OpenApiSchema { Type = JsonSchemaType.Array | JsonSchemaType.Null, Items = new OpenApiSchema { Type = JsonSchemaType.String, Enum = codes }, Description = name },
            CustomFieldType.Choice => new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = $"{name}: one of {string.Join(", ", field.Choices.Select(static choice => choice.Code))}" },
            _ => new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = name },
        };
    }
}
