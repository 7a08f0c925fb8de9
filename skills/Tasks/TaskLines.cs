using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tasks;

/// <summary>How changes to tasks are told.</summary>
internal static class TaskLines
{
    public static RecordRef Ref(TaskView view) => new(Kinds.Task, view.Id, view.Title);

    public static IReadOnlyList<RecordRef> Focus(TaskView view) =>
        view.CustomerId is { } id ? [Ref(view), SkillContext.CustomerRef(id, view.CustomerName ?? "")] : [Ref(view)];

    public static ChangeLine Created(SkillContext context, TaskView view)
    {
        var words = context.Words;
        var facts = new FactList(words)
            .Add("due", words.Due(view))
            .Add("remind_before", view.RemindBefore is { } minutes ? words.Minutes(minutes) : null)
            .Add("repeat", Repeats.Say(view.Recurrence, words))
            .Add("customer", view.CustomerName is { } name && view.Title.Contains(name, StringComparison.OrdinalIgnoreCase) ? null : view.CustomerName)
            .Add("opportunity", view.OpportunityName)
            .Add("assignee", view.AssigneeId == context.Actor.UserId ? null : view.AssigneeName);
        return new ChangeLine(Kinds.Task, view.Id, Title(words, view), facts.All) { Operation = ChangeLine.Created };
    }

    public static ChangeLine Changed(Words words, TaskView before, TaskView after)
    {
        var facts = new FactList(words)
            .Changed("title", before.Title, after.Title)
            .Changed("due", words.Due(before), words.Due(after))
            .Changed("remind_before", before.RemindBefore is { } earlier ? words.Minutes(earlier) : null, after.RemindBefore is { } minutes ? words.Minutes(minutes) : null)
            .Changed("repeat", Repeats.Say(before.Recurrence, words), Repeats.Say(after.Recurrence, words))
            .Changed("assignee", before.AssigneeName, after.AssigneeName)
            .Changed("done", words.YesNo(before.Done), words.YesNo(after.Done));
        return new ChangeLine(Kinds.Task, after.Id, Title(words, after), facts.All);
    }

    public static ChangeLine Deleted(Words words, TaskView view) =>
        new(Kinds.Task, view.Id, Title(words, view), new FactList(words).Add("due", words.Due(view)).Add("customer", view.CustomerName).All) { Operation = ChangeLine.Deleted };

    private static string Title(Words words, TaskView view) => words.Say("line.task", ("title", view.Title));
}
