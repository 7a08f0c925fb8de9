using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Fields;

namespace BotCrm.Bot.Api.Fields;

internal static class FieldEndpoints
{
    public static void MapFields(this IEndpointRouteBuilder api) =>
        api.MapGet("/fields", ListAsync).Describe("listFields", "The company's own fields, which configuration adds to the nouns.", "Fields")
            .Filters(QueryParameter.Of<string>("noun", $"Only of one of: {string.Join(", ", FieldBook.Nouns)}."))
            .Produces<FieldList>().Fails(400, 401, 403, 429);

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new ListFields { Noun = call.Query.Text("noun") }, ct), static fields => new FieldList([.. fields.Select(FieldResource.From)]));
}

internal sealed record FieldList(IReadOnlyList<FieldResource> Items);

internal sealed record ChoiceResource(string Code, string NameEn, string NameZh);

/// <summary>A field of the company's own. Its values stand in <c>custom</c> under its code; lists filter by <c>custom.code</c>.</summary>
internal sealed record FieldResource(string Noun, string Code, string NameEn, string NameZh, string Type, IReadOnlyList<ChoiceResource> Choices, bool Required, bool Sensitive, bool Searchable)
{
    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    public int? MaxLength { get; init; }

    public string? Pattern { get; init; }

    public string? Currency { get; init; }

    public static FieldResource From(CustomField field) => new(
        field.Noun, field.Code, field.Name.En, field.Name.Zh, TypeName(field.Type),
        [.. field.Choices.Select(static choice => new ChoiceResource(choice.Code, choice.Name.En, choice.Name.Zh))],
        field.Required, field.Sensitive, field.Searchable)
    {
        Min = field.Min,
        Max = field.Max,
        MaxLength = field.MaxLength,
        Pattern = field.Pattern,
        Currency = field.Currency,
    };

    /// <summary>As the configuration writes it: <c>yes_no</c>, <c>multi_choice</c>.</summary>
    public static string TypeName(CustomFieldType type) => type switch
    {
        CustomFieldType.YesNo => "yes_no",
        CustomFieldType.MultiChoice => "multi_choice",
        _ => type.ToString().ToLowerInvariant(),
    };
}
