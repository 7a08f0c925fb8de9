using System.Globalization;
using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Contracts;

/// <summary>How changes to contracts are told.</summary>
internal static class ContractLines
{
    public static RecordRef Ref(ContractView view) => new(Kinds.Contract, view.Id, view.Title);

    public static IReadOnlyList<RecordRef> Focus(ContractView view) => [Ref(view), SkillContext.CustomerRef(view.CustomerId, view.CustomerName)];

    public static string Status(Words words, ContractView view) => words.Term("status", view.Status.ToString());

    public static string RenewalOf(Words words, ContractView view) => words.Term("renewal", view.Renewal.ToString());

    public static ChangeLine Created(Words words, ContractView view)
    {
        var facts = new FactList(words)
            .Add("value", words.Money(view.Value, view.Currency))
            .Add("start", words.Day(view.StartsOn))
            .Add("end", view.EndsOn is { } end ? words.Day(end) : null)
            .Add("renewal", view.Renewal == Renewal.None ? null : RenewalOf(words, view))
            .Add("notice_days", view.NoticeDays)
            .Add("quote", view.QuoteNumber)
            .Add("reason", view.ValueReason);
        var title = words.Say("line.contract.create", ("title", view.Title), ("customer", view.CustomerName));
        return new ChangeLine(Kinds.Contract, view.Id, title, facts.All) { Operation = ChangeLine.Created };
    }

    public static ChangeLine Changed(Words words, ContractView before, ContractView after)
    {
        var facts = new FactList(words)
            .Changed("title", before.Title, after.Title)
            .Changed("status", Status(words, before), Status(words, after))
            .Changed("value", words.Money(before.Value, before.Currency), words.Money(after.Value, after.Currency))
            .Changed("start", words.Day(before.StartsOn), words.Day(after.StartsOn))
            .Changed("end", before.EndsOn is { } a ? words.Day(a) : null, after.EndsOn is { } b ? words.Day(b) : null)
            .Changed("renewal", RenewalOf(words, before), RenewalOf(words, after))
            .Changed("notice_days", before.NoticeDays?.ToString(CultureInfo.InvariantCulture), after.NoticeDays?.ToString(CultureInfo.InvariantCulture))
            .Changed("reason", before.CancelReason ?? before.ValueReason, after.CancelReason ?? after.ValueReason);
        return new ChangeLine(Kinds.Contract, after.Id, words.Say("line.contract.update", ("number", after.Number), ("title", after.Title), ("customer", after.CustomerName)), facts.All);
    }
}
