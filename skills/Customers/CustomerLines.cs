using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Customers;

/// <summary>How changes to customers are told.</summary>
internal static class CustomerLines
{
    public static RecordRef Ref(CustomerView view) => new(Kinds.Customer, view.Id, view.Name);

    public static ChangeLine Created(SkillContext context, CustomerView view)
    {
        var words = context.Words;
        var facts = new FactList(words)
            .Add("aliases", view.Aliases)
            .Add("industry", view.Industry)
            .Add("city", view.City)
            .Add("source", view.Source)
            .Add("lifecycle", view.Lifecycle == Lifecycle.Potential ? null : words.Term(view.Lifecycle))
            .Add("tags", view.Tags)
            .Add("notes", view.Notes)
            .Add("owner", view.OwnerId == context.Actor.UserId ? null : view.OwnerName);
        return new ChangeLine(Kinds.Customer, view.Id, words.Say("line.customer.create", ("name", view.Name)), facts.All) { Operation = ChangeLine.Created };
    }

    public static ChangeLine Changed(Words words, CustomerView before, CustomerView after)
    {
        var facts = new FactList(words)
            .Changed("name", before.Name, after.Name)
            .Changed("aliases", words.Join(before.Aliases), words.Join(after.Aliases))
            .Changed("industry", before.Industry, after.Industry)
            .Changed("city", before.City, after.City)
            .Changed("source", before.Source, after.Source)
            .Changed("lifecycle", words.Term(before.Lifecycle), words.Term(after.Lifecycle))
            .Changed("tags", words.Join(before.Tags), words.Join(after.Tags))
            .Changed("notes", before.Notes, after.Notes)
            .Changed("owner", before.OwnerName, after.OwnerName);
        return new ChangeLine(Kinds.Customer, after.Id, words.Say("line.customer.update", ("name", after.Name)), facts.All);
    }
}
