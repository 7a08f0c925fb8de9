using BotCrm.Core;
using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Contracts;

/// <summary>What every change of one contract has in common: find it, remember how it was, change it, say what changed.</summary>
internal static class ContractChange
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context, string? contract, string? customer, Func<ContractView, Command<ContractView>> change, CancellationToken ct)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Contract, contract, customer, true, ct);
        if (which.Problem is { } unclear) return unclear;
        var before = await context.Session.AskAsync(new GetContract { Id = which.Id }, ct);
        if (!before.Ok) return new Refused(before.Failure);
        var after = await context.Session.RunAsync(change(before.Value), ct);
        if (!after.Ok) return new Refused(after.Failure);
        return new Done([ContractLines.Changed(context.Words, before.Value, after.Value)], ContractLines.Focus(after.Value));
    }
}
