using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets.Queues;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Queues;

/// <summary>How changes to queues are told.</summary>
internal static class QueueLines
{
    public static ChangeLine Created(Words words, QueueView view) => new(Kinds.Queue, view.Id, words.Say("line.queue.create", ("name", view.Name)), Facts(words, view).All) { Operation = ChangeLine.Created };

    public static ChangeLine Changed(Words words, QueueView before, QueueView after)
    {
        var facts = new FactList(words)
            .Changed("name", before.Name, after.Name)
            .Changed("categories", Categories(words, before), Categories(words, after))
            .Changed("calendar", before.Calendar, after.Calendar)
            .Changed("lead", before.LeadName, after.LeadName)
            .Changed("auto_assign", words.YesNo(before.AutoAssign), words.YesNo(after.AutoAssign))
            .Changed("return_after_hours", Hours(before), Hours(after))
            .Changed("active", words.YesNo(before.Active), words.YesNo(after.Active))
            .Changed("members", Members(words, before), Members(words, after));
        return new ChangeLine(Kinds.Queue, after.Id, Title(words, after), facts.All);
    }

    public static ChangeLine Deleted(Words words, QueueView view) =>
        new(Kinds.Queue, view.Id, Title(words, view), Facts(words, view).Add("members", Members(words, view)).All) { Operation = ChangeLine.Deleted };

    public static string Categories(Words words, QueueView view) => words.Join(view.Categories.Select(c => words.Term("category", c)));

    public static string Members(Words words, QueueView view) => words.Join(view.Members.Select(m => Member(words, m)));

    private static string Title(Words words, QueueView view) => words.Say("line.queue.update", ("name", view.Name));

    private static FactList Facts(Words words, QueueView view) => new FactList(words)
        .Add("categories", Categories(words, view))
        .Add("calendar", view.Calendar)
        .Add("lead", view.LeadName)
        .Add("auto_assign", view.AutoAssign ? words.YesNo(true) : null)
        .Add("return_after_hours", Hours(view));

    private static string Member(Words words, QueueMemberView member)
    {
        var details = new List<string>(member.Skills) { words.Say("queue.capacity", ("count", member.Capacity.ToString(CultureInfo.InvariantCulture))) };
        if (!member.Active) details.Add(words.Say("queue.away"));
        return $"{member.Name} ({words.Join(details)})";
    }

    private static string? Hours(QueueView view) => view.ReturnAfterMinutes is { } minutes ? (minutes / 60m).ToString("0.##", CultureInfo.InvariantCulture) : null;
}
