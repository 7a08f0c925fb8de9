using System.ComponentModel;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Payments;

[Skill("plan_payments", Effect.Write, Risk.Low, "Plans how a contract is paid; the instalments sum to its value. A plan there was is replaced.")]
public static class PlanPaymentsSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which contract, by number or title."), Record(Kinds.Contract)] string? contract = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Instalments such as \"30% now\", \"5000 2026-12-01\", \"rest end\"; or \"3 monthly\".")] IReadOnlyList<string>? instalments = null,
        [Description("So many equal instalments.")] int? count = null,
        [Description("At which interval."), OneOf("week", "month", "quarter", "year")] string? every = null,
        [Description("The day of the first of them.")] DateOnly? first = null,
        CancellationToken ct = default)
    {
        var (plan, problem) = PlanText.Read(context, instalments, count, every, first);
        if (problem is not null) return problem;
        if (plan is null) return new Ask("instalments", AnswerKind.Text, context.Words.Say("ask.instalments"), []);
        var which = await context.Resolve.OfCustomerAsync(Kinds.Contract, contract, customer, true, ct);
        if (which.Problem is { } unclear) return unclear;
        var planned = await context.Session.RunAsync(new PlanPayments { ContractId = which.Id, Plan = plan }, ct);
        if (!planned.Ok) return new Refused(planned.Failure);
        return new Done([PaymentLines.Planned(context.Words, planned.Value)], PaymentLines.Focus(planned.Value[0]));
    }
}
