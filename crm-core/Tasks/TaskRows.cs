using System.Linq.Expressions;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tasks;

/// <summary>A task with the names of what it is about.</summary>
internal sealed class TaskRow
{
    public required CrmTask Task { get; init; }

    public required string? CustomerName { get; init; }

    public required string? OpportunityName { get; init; }
}

internal static class TaskRows
{
    /// <summary>What the actor may see.</summary>
    public static IQueryable<TaskRow> Of(CrmSession session) =>
        from task in session.Db.Tasks.AsNoTracking().VisibleTo(session.Actor, session.Db)
        join customer in session.Db.Customers on task.CustomerId equals customer.Id into customers
        from customer in customers.DefaultIfEmpty()
        join opportunity in session.Db.Opportunities on task.OpportunityId equals opportunity.Id into opportunities
        from opportunity in opportunities.DefaultIfEmpty()
        select new TaskRow
        {
            Task = task,
            CustomerName = customer == null ? null : customer.Name,
            OpportunityName = opportunity == null ? null : opportunity.Name,
        };

    /// <summary>
    /// Whether a task is overdue, for SQL. A whole day is over when the assignee's today begins after it, so people are grouped by when their
    /// today began: there are as many groups as time zones.
    /// </summary>
    public static Expression<Func<TaskRow, bool>> Overdue(DateTimeOffset now, UserDirectory directory)
    {
        Expression<Func<TaskRow, bool>> timed = row => !row.Task.Done && !row.Task.DueAllDay && row.Task.Due < now;
        var body = timed.Body;
        foreach (var group in directory.People.GroupBy(person => TaskTimes.StartOfToday(now, person.TimeZone)))
        {
            var (today, people) = (group.Key, group.Select(person => person.Id).Order().ToArray());
            Expression<Func<TaskRow, bool>> whole = row => !row.Task.Done && row.Task.DueAllDay && row.Task.Due < today && people.Contains(row.Task.AssigneeId);
            body = Expression.OrElse(body, new Rename(whole.Parameters[0], timed.Parameters[0]).Visit(whole.Body));
        }

        return Expression.Lambda<Func<TaskRow, bool>>(body, timed.Parameters);
    }

    public static Expression<Func<TaskRow, bool>> Not(Expression<Func<TaskRow, bool>> condition) =>
        Expression.Lambda<Func<TaskRow, bool>>(Expression.Not(condition.Body), condition.Parameters);

    public static async Task<Result<TaskView>> ViewAsync(CrmSession session, long id, CancellationToken ct) =>
        await Of(session).Where(row => row.Task.Id == id).ToListAsync(ct) is [var row]
            ? View(row, session, await session.DirectoryAsync(ct))
            : Failure.NotFound(Kinds.Task, id);

    public static async Task<IReadOnlyList<TaskView>> ViewsAsync(CrmSession session, IReadOnlyList<TaskRow> rows, CancellationToken ct)
    {
        var directory = await session.DirectoryAsync(ct);
        return [.. rows.Select(row => View(row, session, directory))];
    }

    private static TaskView View(TaskRow row, CrmSession session, UserDirectory directory)
    {
        var (one, assignee) = (row.Task, directory[row.Task.AssigneeId]);
        var overdue = TaskTimes.Overdue(one, session.Now, assignee.TimeZone);
        return new TaskView(one.Id, one.Title, one.Due, one.DueAllDay, overdue, one.Done, one.DoneAt, one.AssigneeId, assignee.Login, assignee.Name, one.CustomerId, row.CustomerName, one.OpportunityId, row.OpportunityName, one.TicketId, one.CreatedAt, one.UpdatedAt, one.Version)
        {
            RemindBefore = one.RemindBefore,
            Recurrence = Automation.Recurrence.Read(one.Recurrence),
            RemindAt = one.RemindAt,
        };
    }

    private sealed class Rename(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
