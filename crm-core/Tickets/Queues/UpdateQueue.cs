using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets.Queues;

/// <summary>
/// Changes the given fields. Another calendar holds for promises made from then on; what time has been promised on open tickets stays promised.
/// </summary>
[Requires(Permissions.QueuesManage)]
public sealed record UpdateQueue : Command<QueueView>
{
    public required long Id { get; init; }

    public string? Name { get; init; }

    /// <summary>Replaces the list.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    public string? Calendar { get; init; }

    public bool? AutoAssign { get; init; }

    public long? LeadId { get; init; }

    public int? ReturnAfterMinutes { get; init; }

    public bool? Active { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<QueueView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await QueueRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var queue = found.Value;
        var check = new Checks();
        check.Clearable(Clear, "calendar", "lead", "returnAfterMinutes");
        var name = check.Changed(Name, Limits.Name, "name");
        var categories = Categories is null ? null : QueueRules.Categories(check, session, Categories);
        var calendar = QueueRules.Calendar(check, session, Calendar);
        QueueRules.ReturnAfter(check, ReturnAfterMinutes);
        await QueueRules.LeadAsync(check, session, LeadId, ct);
        if (check.Failure is { } failure)
            return failure;
        if (name is not null && await QueueRules.TakenAsync(session, name, Id, ct) is { } taken)
            return taken;

        queue.Name = name ?? queue.Name;
        queue.Categories = categories ?? queue.Categories;
        queue.Calendar = Clear.Contains("calendar") ? null : calendar ?? queue.Calendar;
        queue.AutoAssign = AutoAssign ?? queue.AutoAssign;
        queue.LeadId = Clear.Contains("lead") ? null : LeadId ?? queue.LeadId;
        queue.ReturnAfterMinutes = Clear.Contains("returnAfterMinutes") ? null : ReturnAfterMinutes ?? queue.ReturnAfterMinutes;
        queue.Active = Active ?? queue.Active;
        await session.SaveAsync(ct);
        return await QueueRules.ViewAsync(session, Id, ct);
    }
}
