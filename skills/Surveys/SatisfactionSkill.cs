using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Surveys;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Surveys;

[Skill("satisfaction", Effect.Read, Risk.None, "How content customers are: CSAT, NPS, average score, response rate of a period.")]
public static class SatisfactionSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("From.")] DateOnly? from = null,
        [Description("To, inclusive.")] DateOnly? to = null,
        [Description("Only of this customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Only of this colleague's tickets and customers."), Record(Kinds.User)] string? owner = null,
        CancellationToken ct = default)
    {
        var of = await context.Resolve.OptionalAsync(Kinds.Customer, "customer", customer, ct);
        if (of?.Problem is { } noCustomer) return noCustomer;
        var by = await context.Resolve.OptionalAsync(Kinds.User, "owner", owner, ct);
        if (by?.Problem is { } noUser) return noUser;
        var figures = await context.Session.AskAsync(new SatisfactionFigures { From = from, To = to, CustomerId = of?.Id, UserId = by?.Id }, ct);
        if (!figures.Ok) return new Refused(figures.Failure);
        var words = context.Words;
        var (csat, nps) = (figures.Value[0], figures.Value[1]);
        var reading = new ListAnswer(context, "satisfaction").Between("period", from, to).Where("customer", of?.Name).Where("owner", by?.Name).Reading;
        var facts = new FactList(words)
            .Add("csat", csat.Csat is { } share ? words.Percent(share) : words.Say("no_answers"))
            .Add("average_score", csat.Average is { } average ? words.Number(decimal.Round(average, 2)) : null)
            .Add("answers", csat.Answers)
            .Add("response_rate", csat.ResponseRate is { } rate ? words.Percent(rate) : null)
            .Add("nps", nps.Nps is { } score ? decimal.Round(score, MidpointRounding.AwayFromZero).ToString("+0;-0;0", CultureInfo.InvariantCulture) : words.Say("no_answers"))
            .Add("promoters", nps.Answers > 0 ? nps.Promoters : null)
            .Add("detractors", nps.Answers > 0 ? nps.Detractors : null)
            .Add("nps_answers", nps.Answers > 0 ? nps.Answers : null);
        var bars = csat.Counts.Select((count, i) => new ChartBar(words.Say("survey.stars", ("score", Show(i + 1))), count, Show(count))).ToList();
        var text = string.Join('\n', [reading, .. facts.All.Select(f => $"{f.Label}: {f.Value}")]);
        var reply = new ChartReply(words.Language, text, words.Say("satisfaction.title"), reading, ChartKind.VerticalBar, bars, facts.All);
        return new Answered(reply, of is null ? [] : [of.Value.Record!]);
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}
