using BotCrm.Core;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Quotes;

/// <summary>What every change of one quote has in common: find it, remember how it was, change it, say what changed.</summary>
internal static class QuoteChange
{
    /// <param name="open">Which of a customer's quotes come into question when only the customer is named.</param>
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context, string? quote, string? customer, bool? open, Func<QuoteView, Command<QuoteView>> change, CancellationToken ct)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Quote, quote, customer, open, ct);
        if (which.Problem is { } unclear) return unclear;
        var before = await context.Session.AskAsync(new GetQuote { Id = which.Id }, ct);
        if (!before.Ok) return new Refused(before.Failure);
        var after = await context.Session.RunAsync(change(before.Value), ct);
        if (!after.Ok) return new Refused(after.Failure);
        return new Done([QuoteLines.Changed(context.Words, before.Value, after.Value)], QuoteLines.Focus(after.Value));
    }
}
