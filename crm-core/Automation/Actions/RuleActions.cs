using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Core.Users;

namespace BotCrm.Core.Automation;

/// <summary>What rules can do. All of it runs by the same commands as people's, and is undone like theirs.</summary>
internal static class RuleActions
{
    public const string Remind = "remind";
    public const string Notify = "notify";
    public const string CreateTask = "create_task";
    public const string CreateSurvey = "create_survey";
    public const string ChangeLifecycle = "change_lifecycle";

    public static readonly IReadOnlyList<string> All = [Remind, Notify, CreateTask, CreateSurvey, ChangeLifecycle];

    /// <summary>Null: done.</summary>
    public static async Task<Failure?> RunAsync(CrmSession session, Rule rule, RuleRecord record, CancellationToken ct)
    {
        var action = RuleJson.Action(rule);
        switch (rule.ActionKind)
        {
            case Remind or Notify:
                await TellAsync(session, rule, action, record, ct);
                return null;
            case CreateTask:
                return await AddTaskAsync(session, action, record, ct);
            case CreateSurvey when record.CustomerId is { } asked:
                var survey = await session.RunAsync(
                    new Surveys.CreateSurvey { CustomerId = asked, OpportunityId = record.Kind == Kinds.Opportunity ? record.Id : null, TicketId = record.Kind == Kinds.Ticket ? record.Id : null },
                    ct);
                // The survey has a link; somebody must send it.
                return survey.Failure ?? await AddTaskAsync(session, action, record, ct);
            case ChangeLifecycle when record.CustomerId is { } customer:
                var changed = await session.RunAsync(
                    new ChangeLifecycle { CustomerId = customer, To = Enum.Parse<Lifecycle>(action.Lifecycle!, ignoreCase: true), Reason = action.Reason ?? rule.Name },
                    ct);
                // Where the customer is already, there is nothing to do.
                return changed.Failure is { Code: not "same_lifecycle" } failure ? failure : null;
            default:
                return Failure.Invalid("unknown_action", $"There is no action {rule.ActionKind} for {record.Kind}.");
        }
    }

    private static async Task TellAsync(CrmSession session, Rule rule, RuleAction action, RuleRecord record, CancellationToken ct)
    {
        var data = new Dictionary<string, string> { ["rule"] = rule.Name };
        var trigger = RuleJson.Trigger(rule);
        if (trigger.Days is { } days)
            data["days"] = days.ToString(CultureInfo.InvariantCulture);
        foreach (var (language, text) in action.Text ?? new Dictionary<string, string>())
            data["text." + language] = text;
        foreach (var person in await RecipientsAsync(session, action.To, record, ct))
            await session.NotifyAsync(person, action.Notice ?? "rule", (record.Kind, record.Id), data, ct: ct);
    }

    private static async Task<Failure?> AddTaskAsync(CrmSession session, RuleAction action, RuleRecord record, CancellationToken ct)
    {
        var directory = await session.DirectoryAsync(ct);
        if ((await RecipientsAsync(session, action.To, record, ct)).Select(directory.Find).FirstOrDefault(person => person is { Active: true }) is not { } assignee)
            return Failure.Invalid("nobody", $"Nobody is there to do it for {record.Kind} {record.Id}.");
        var title = Text(action.Title, assignee)?.Replace("{name}", record.Name, StringComparison.Ordinal) ?? record.Name;
        var today = TaskTimes.DayOf(session.Now, TaskTimes.Zone(assignee.TimeZone));
        var created = await session.RunAsync(
            new CreateTask
            {
                Title = title.Length <= Limits.Subject ? title : title[..Limits.Subject],
                Due = action.DueDays is { } days ? DueTime.On(today.AddDays(days)) : null,
                AssigneeId = assignee.Id,
                CustomerId = record.CustomerId,
                OpportunityId = record.Kind == Kinds.Opportunity ? record.Id : null,
                TicketId = record.Kind == Kinds.Ticket ? record.Id : null,
            },
            ct);
        return created.Failure;
    }

    private static string? Text(IReadOnlyDictionary<string, string>? texts, Person reader) =>
        texts is null ? null : texts.FirstOrDefault(one => reader.Language.StartsWith(one.Key, StringComparison.OrdinalIgnoreCase)).Value ?? texts.Values.FirstOrDefault();

    /// <summary>Whom a rule means for a record. Somebody who has left is stood in for by the manager, and a record of nobody by the administrators.</summary>
    private static async Task<IReadOnlyList<long>> RecipientsAsync(CrmSession session, string? to, RuleRecord record, CancellationToken ct)
    {
        var directory = await session.DirectoryAsync(ct);
        var managers = Managers(directory, record);
        List<long> found = to switch
        {
            null or "owner" => record.Owner is { Active: true } owner ? [owner.Id] : managers,
            "manager" => managers,
            _ when to.StartsWith("role:", StringComparison.Ordinal) => InRole(directory, to["role:".Length..]),
            _ when to.StartsWith("user:", StringComparison.Ordinal) => [.. directory.People.Where(person => person.Active && person.Login == to["user:".Length..]).Select(person => person.Id)],
            _ => [],
        };
        return found.Count > 0 ? found : InRole(directory, Role.Admin.Name);
    }

    private static List<long> Managers(UserDirectory directory, RuleRecord record)
    {
        if (record.Owner?.ManagerId is { } above && directory.Find(above) is { Active: true })
            return [above];
        var team = record.Kind == Kinds.Team ? record.Id : record.Owner?.TeamId;
        return [.. directory.People.Where(person => person.Active && person.Role == Role.Manager && person.TeamId == team && team is not null).Select(person => person.Id).Order()];
    }

    private static List<long> InRole(UserDirectory directory, string role) =>
        [.. directory.People.Where(person => person.Active && person.Role == new Role(role)).Select(person => person.Id).Order()];
}
