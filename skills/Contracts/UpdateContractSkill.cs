using System.ComponentModel;
using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Payments;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Contracts;

[Skill("update_contract", Effect.Write, Risk.Low, "Changes a contract. Another value than its payments sum to needs a new plan with it.")]
public static class UpdateContractSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which contract, by number or title."), Record(Kinds.Contract)] string? contract = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Its new title.")] string? title = null,
        [Description("What it is worth.")] decimal? value = null,
        [Description("Why its value is not that of the quote.")] string? reason = null,
        [Description("Its first day.")] DateOnly? start = null,
        [Description("Its last day.")] DateOnly? end = null,
        [Description("How it is renewed."), OneOf("none", "manual", "automatic")] string? renewal = null,
        [Description("Days of notice before its end.")] int? noticeDays = null,
        [Description("Instalments such as \"30% now\", \"5000 2026-12-01\", \"rest end\"; or \"3 monthly\".")] IReadOnlyList<string>? instalments = null,
        [Description("So many equal instalments.")] int? count = null,
        [Description("At which interval."), OneOf("week", "month", "quarter", "year")] string? every = null,
        [Description("The day of the first of them.")] DateOnly? first = null,
        CancellationToken ct = default)
    {
        if (context.NamesOnly("contract", "customer")) return context.WhatToChange(contract ?? customer ?? "");
        var (plan, problem) = PlanText.Read(context, instalments, count, every, first);
        if (problem is not null) return problem;
        var outcome = await ContractChange.RunAsync(
            context, contract, customer,
            before => new UpdateContract
            {
                Id = before.Id,
                Title = title,
                Value = value,
                ValueReason = reason,
                StartsOn = start,
                EndsOn = end,
                Renewal = renewal is null ? null : Enum.Parse<Renewal>(renewal, ignoreCase: true),
                NoticeDays = noticeDays,
                Plan = plan,
            },
            ct);
        return outcome is Refused { Failure: { Code: "replan_needed" } replan }
            ? new Ask("instalments", AnswerKind.Text, context.Words.Say("ask.replan", ("name", replan.Data["name"]), ("planned", replan.Data["planned"]), ("value", replan.Data["value"]), ("currency", replan.Data["currency"])), [])
            : outcome;
    }
}
