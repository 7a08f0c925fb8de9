using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Core.Tickets.Notes;
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
            .Add("category", view.Category == "other" ? null : Category(words, view))
            .Add("priority", words.Term(view.Priority))
            .Add("assignee", view.AssigneeName)
            .Add("contact", view.ContactName)
            .Add("why", Why(words, view));
        var title = words.Say("line.ticket.create", ("subject", view.Subject), ("customer", view.CustomerName));
        return new ChangeLine(Kinds.Ticket, view.Id, title, facts.All) { Operation = ChangeLine.Created };
    }

    public static ChangeLine Changed(Words words, TicketView before, TicketView after)
    {
        var facts = new FactList(words)
            .Changed("subject", before.Subject, after.Subject)
            .Changed("description", before.Description, after.Description)
            .Changed("category", Category(words, before), Category(words, after))
            .Changed("priority", words.Term(before.Priority), words.Term(after.Priority))
            .Changed("status", words.Term(before.Status), words.Term(after.Status))
            .Changed("assignee", before.AssigneeName, after.AssigneeName)
            .Add("why", Why(words, after))
            .Changed("queue", before.Queue?.Name, after.Queue?.Name)
            .Changed("escalated", Escalated(words, before), Escalated(words, after))
            .Changed("rating", Rating(before), Rating(after))
            .Changed("comment", before.RatingComment, after.RatingComment)
            .Changed("resolution", before.Resolution, after.Resolution)
            .Add("reason", after.ReopenCount > before.ReopenCount ? after.ReopenReason : null);
        return new ChangeLine(Kinds.Ticket, after.Id, Title(words, after), facts.All);
    }

    public static ChangeLine Deleted(Words words, TicketView view) =>
        new(Kinds.Ticket, view.Id, Title(words, view), new FactList(words).Add("status", words.Term(view.Status)).All) { Operation = ChangeLine.Deleted };

    public static ChangeLine Merged(Words words, TicketView gone, TicketView into) =>
        new(Kinds.Ticket, gone.Id, Title(words, gone), new FactList(words).Add("merged_into", $"{Number(into)} {into.Subject}").All);

    public static ChangeLine Noted(Words words, TicketNoteView note, TicketView ticket)
    {
        var title = words.Say("line.ticket_note." + note.Kind.ToString().ToLowerInvariant(), ("number", Number(ticket)), ("subject", ticket.Subject), ("customer", ticket.CustomerName));
        return new ChangeLine(Kinds.TicketNote, note.Id, title, new FactList(words).Add("text", note.Text).All) { Operation = ChangeLine.Created };
    }

    /// <summary>The phrase for a shipped category, else the name it was configured with.</summary>
    public static string Category(Words words, TicketView view) =>
        words.Has("category." + view.Category) ? words.Term("category", view.Category) : words.Language == PhraseBook.Chinese ? view.CategoryChinese : view.CategoryEnglish;

    public static string? Escalated(Words words, TicketView view)
    {
        if (view.Escalation is not { } at) return null;
        var reason = at.Reason is null ? "" : ": " + words.Term("escalation", at.Reason);
        return words.Say("ticket.escalated", ("person", at.ToName ?? words.Say("nobody")), ("level", at.Level.ToString(CultureInfo.InvariantCulture))) + reason;
    }

    /// <summary>How often, and why the last time.</summary>
    public static string? Reopened(TicketView view) =>
        view.ReopenCount == 0 ? null : string.Join(" · ", new[] { view.ReopenCount.ToString(CultureInfo.InvariantCulture), view.ReopenReason }.Where(one => one is not null));

    public static string? Rating(TicketView view) => view.Rating is { } score ? score.ToString(CultureInfo.InvariantCulture) + "/5" : null;

    /// <summary>When what is promised next is due, or that it is broken, or that the clock stands.</summary>
    public static string? Sla(Words words, TicketView view)
    {
        var sla = view.Sla;
        if (view.Status == TicketStatus.Resolved) return null;
        if (sla.Paused) return words.Say(sla.Breached ? "sla.paused_broken" : "sla.paused");
        if (sla.Due is not { } due) return null;
        // Answered late, but the solution is still ahead: that is broken too, not since a time to come though.
        var passed = (sla.ResponseBreached && sla.RespondedAt is null && due == sla.ResponseDue) || (sla.ResolutionBreached && due == sla.ResolutionDue);
        var key = passed ? "sla.broken" : sla.Breached ? "sla.answered_late" : sla.RespondedAt is null ? "sla.answer_by" : "sla.resolve_by";
        return words.Say(key, ("when", words.Time(due)));
    }

    /// <summary>Why the queue chose whom it chose.</summary>
    private static string? Why(Words words, TicketView view)
    {
        if (view.Assignment is not { } choice) return null;
        var chosen = choice.Candidates.FirstOrDefault(c => c.UserId == choice.ChosenId);
        if (chosen is null) return words.Say("dispatch.nobody", ("queue", choice.QueueName));
        var key = choice.Skill is null ? "dispatch.load" : "dispatch.skill";
        return words.Say(key, ("queue", choice.QueueName), ("skill", choice.Skill), ("open", chosen.OpenTickets.ToString(CultureInfo.InvariantCulture)), ("others", (choice.Candidates.Count - 1).ToString(CultureInfo.InvariantCulture)));
    }

    private static string Title(Words words, TicketView view) =>
        words.Say("line.ticket.update", ("number", Number(view)), ("subject", view.Subject), ("customer", view.CustomerName));
}
