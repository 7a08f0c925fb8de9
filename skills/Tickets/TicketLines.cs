using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tickets;

/// <summary>How changes to tickets are told.</summary>
internal static class TicketLines
{
    public static RecordRef Ref(TicketView view) => new(Kinds.Ticket, view.Id, view.Subject);

    public static IReadOnlyList<RecordRef> Focus(TicketView view) => [Ref(view), SkillContext.CustomerRef(view.CustomerId, view.CustomerName)];

    public static string Number(TicketView view) => "#" + view.Id.ToString(CultureInfo.InvariantCulture);

    // The number is not in the title: a preview has none yet, and the fingerprint of preview and deed must agree.
    public static ChangeLine Created(Words words, TicketView view)
    {
        var facts = new FactList(words)
            .Add("description", view.Description)
            .Add("category", view.Category == "other" ? null : words.Term("category", view.Category))
            .Add("priority", words.Term(view.Priority))
            .Add("assignee", view.AssigneeName)
            .Add("contact", view.ContactName);
        var title = words.Say("line.ticket.create", ("subject", view.Subject), ("customer", view.CustomerName));
        return new ChangeLine(Kinds.Ticket, view.Id, title, facts.All) { Operation = ChangeLine.Created };
    }

    public static ChangeLine Changed(Words words, TicketView before, TicketView after)
    {
        var facts = new FactList(words)
            .Changed("subject", before.Subject, after.Subject)
            .Changed("description", before.Description, after.Description)
            .Changed("category", words.Term("category", before.Category), words.Term("category", after.Category))
            .Changed("priority", words.Term(before.Priority), words.Term(after.Priority))
            .Changed("status", words.Term(before.Status), words.Term(after.Status))
            .Changed("assignee", before.AssigneeName, after.AssigneeName)
            .Changed("resolution", before.Resolution, after.Resolution);
        return new ChangeLine(Kinds.Ticket, after.Id, Title(words, after), facts.All);
    }

    public static ChangeLine Deleted(Words words, TicketView view) =>
        new(Kinds.Ticket, view.Id, Title(words, view), new FactList(words).Add("status", words.Term(view.Status)).All) { Operation = ChangeLine.Deleted };

    private static string Title(Words words, TicketView view) =>
        words.Say("line.ticket.update", ("number", Number(view)), ("subject", view.Subject), ("customer", view.CustomerName));
}
