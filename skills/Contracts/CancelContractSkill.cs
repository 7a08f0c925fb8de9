using System.ComponentModel;
using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Contracts;

[Skill("cancel_contract", Effect.Write, Risk.High, "Ends a contract before its time; payments that nothing came in for are taken off.")]
public static class CancelContractSkill
{
    public static Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Why.")] string reason,
        [Description("Which contract, by number or title."), Record(Kinds.Contract)] string? contract = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default) =>
        ContractChange.RunAsync(context, contract, customer, before => new CancelContract { Id = before.Id, Reason = reason }, ct);
}
