using System.Globalization;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Payments;

/// <summary>How payments are told.</summary>
internal static class PaymentLines
{
    public static readonly IReadOnlyList<string> Columns = ["number", "due", "amount", "received", "status"];

    public static RecordRef Ref(PaymentView view) => new(Kinds.Payment, view.Id, view.ContractTitle);

    public static IReadOnlyList<RecordRef> Focus(PaymentView view) =>
        [new RecordRef(Kinds.Contract, view.ContractId, view.ContractTitle), SkillContext.CustomerRef(view.CustomerId, view.CustomerName)];

    public static string Status(Words words, PaymentView view) => words.Term("status", view.Status.ToString());

    public static IReadOnlyList<string> Cells(Words words, PaymentView view) =>
    [
        view.Number.ToString(CultureInfo.InvariantCulture),
        words.Day(view.DueOn),
        words.Money(view.Amount, view.Currency),
        view.Received == 0 ? "" : words.Money(view.Received, view.Currency),
        Status(words, view),
    ];

    public static ChangeLine Planned(Words words, IReadOnlyList<PaymentView> plan)
    {
        var facts = new FactList(words);
        foreach (var one in plan) facts.Add("instalment", $"{words.Day(one.DueOn)}: {words.Money(one.Amount, one.Currency)}{(one.Received == 0 ? "" : " ✓")}");
        facts.Add("total", words.Money(plan.Sum(one => one.Amount), plan[0].Currency));
        return new ChangeLine(Kinds.Contract, plan[0].ContractId, Title(words, plan[0]), facts.All);
    }

    public static ChangeLine Received(Words words, IReadOnlyList<PaymentView> before, IReadOnlyList<PaymentView> after)
    {
        var facts = new FactList(words);
        foreach (var one in after)
        {
            var was = before.FirstOrDefault(other => other.Id == one.Id);
            if (was is null || was.Received == one.Received) continue;
            facts.Add("received", $"{words.Money(one.Received - was.Received, one.Currency)} ({words.Day(one.DueOn)}: {Status(words, was)} → {Status(words, one)})");
        }

        facts.Add("open_amount", words.Money(after.Sum(one => one.Open), after[0].Currency));
        return new ChangeLine(Kinds.Contract, after[0].ContractId, Title(words, after[0]), facts.All);
    }

    private static string Title(Words words, PaymentView one) =>
        words.Say("line.contract.update", ("number", one.ContractNumber), ("title", one.ContractTitle), ("customer", one.CustomerName));
}
