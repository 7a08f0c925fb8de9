using BotCrm.Bot.Api.Requests;
using BotCrm.Core;
using BotCrm.Core.Fields;

namespace BotCrm.Bot.Api.Fields;

/// <summary>What lists take to filter by the company's own fields.</summary>
internal static class OwnFields
{
    public static IEnumerable<QueryParameter> Filters(IEndpointRouteBuilder api, string noun) =>
        api.ServiceProvider.GetRequiredService<CrmOptions>().Fields.Of(noun).Select(static field => QueryParameter.Of<string>(field.Path, Describe(field)));

    private static string Describe(CustomField field)
    {
        var values = field switch
        {
            { IsChoice: true } => $"one or more of {string.Join(", ", field.Choices.Select(static choice => choice.Code))}, parted by commas",
            { HasRange: true, Sensitive: false } => "a value, or a range such as `10..50`, `10..` or `..50`",
            _ => "a whole value",
        };
        return $"{field.Name.En} ({field.Name.Zh}): {values}; `*` any value, `!*` none.";
    }
}
