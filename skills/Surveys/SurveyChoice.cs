using BotCrm.Core.Primitives;
using BotCrm.Core.Surveys;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Surveys;

/// <summary>People speak of a survey by its customer: the newest one that fits is meant.</summary>
internal static class SurveyChoice
{
    public static SurveyKind? Kind(string? said) => said is null ? null : Enum.Parse<SurveyKind>(said, ignoreCase: true);

    public static async Task<SurveyView?> NewestAsync(SkillContext context, long customerId, SurveyKind? kind, bool? answered, CancellationToken ct)
    {
        var page = await context.Session.AskAsync(
            new ListSurveys { CustomerId = customerId, Kind = kind, Answered = answered, Paging = new Paging(1, Sort: "asked", Descending: true) },
            ct);
        return page.Ok && page.Value.Items is [var newest, ..] ? newest : null;
    }
}
