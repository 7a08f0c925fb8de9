using System.Globalization;
using BotCrm.Core;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Quotes;

/// <summary>What every change of one quote has in common: find it, remember how it was, change it, say what changed.</summary>
internal static class QuoteChange
{
    /// <summary>
    /// The only quote that waits for approval, of the customer named or of all where no quote is being talked about: no other can be meant.
    /// What was said stays as it is when it names a quote, and when none or several wait.
    /// </summary>
    public static async Task<string?> WaitingAsync(SkillContext context, string? quote, string? customer, CancellationToken ct)
    {
        if (quote is not null || (customer is null && context.Focus.Any(record => record.Kind == Kinds.Quote))) return quote;
        var of = await context.Resolve.OptionalAsync(Kinds.Customer, "customer", customer, ct);
        if (of?.Problem is not null) return quote;
        var waiting = await context.Session.AskAsync(new ListQuotes { CustomerId = of?.Id, Status = QuoteStatus.Waiting, Open = true, Paging = new Paging(2) }, ct);
        return waiting.Ok && waiting.Value.Items is [{ } only] ? string.Create(CultureInfo.InvariantCulture, $"{Kinds.Quote}:{only.Id}") : quote;
    }

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
