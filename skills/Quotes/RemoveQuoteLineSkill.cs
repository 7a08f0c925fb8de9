using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Quotes;

[Skill("remove_quote_line", Effect.Write, Risk.Low, "Takes one line out of a quote that was not sent yet.")]
public static class RemoveQuoteLineSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which quote, by number."), Record(Kinds.Quote)] string? quote = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Which line, counted from 1.")] int? line = null,
        [Description("Which line, by its product.")] string? product = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Quote, quote, customer, true, ct);
        if (which.Problem is { } unclear) return unclear;
        var found = await context.Session.AskAsync(new GetQuote { Id = which.Id }, ct);
        if (!found.Ok) return new Refused(found.Failure);
        if (GivenLines.Find(found.Value, line, product) is not { } number) return GivenLines.Which(context, found.Value);
        return await QuoteChange.RunAsync(
            context, $"quote:{which.Id}", null, null,
            before => new ChangeQuoteLine { Id = before.Id, Line = number, Remove = true }, ct);
    }
}
