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
    public static IQueryable<TaskRow> Of(CrmSession session, ScopeUse use = ScopeUse.Lead) =>
        from task in session.Db.Tasks.AsNoTracking().VisibleTo(session.Actor, session.Db, use)
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
    public static Expression<Func<CrmTask, bool>> TaskOverdue(DateTimeOffset now, UserDirectory directory)
    {
        var groups = directory.People.GroupBy(person => TaskTimes.StartOfToday(now, person.TimeZone)).OrderBy(group => group.Key).ToList();
        // What is due before everybody's today is overdue whosever it is, which is soon said.
        var earliest = groups.Count == 0 ? now : groups[0].Key;
        Expression<Func<CrmTask, bool>> either = task => !task.DueAllDay || task.Due < earliest;
        var body = either.Body;
        foreach (var group in groups.Skip(1))
        {
            var (today, people) = (group.Key, group.Select(person => person.Id).Order().ToArray());
            Expression<Func<CrmTask, bool>> whole = task => task.Due < today && people.Contains(task.AssigneeId);
            body = Expression.OrElse(body, new Rename(whole.Parameters[0], either.Parameters[0]).Visit(whole.Body));
        }
        // No today begins after now: the first condition holds for all of them, and lets the store begin with what is open and past.
        Expression<Func<CrmTask, bool>> past = task => !task.Done && task.Due < now;
        return Expression.Lambda<Func<CrmTask, bool>>(Expression.AndAlso(new Rename(past.Parameters[0], either.Parameters[0]).Visit(past.Body), body), either.Parameters);
    }

    public static Expression<Func<TaskRow, bool>> Overdue(DateTimeOffset now, UserDirectory directory)
    {
        var condition = TaskOverdue(now, directory);
        Expression<Func<TaskRow, CrmTask>> task = row => row.Task;
        return Expression.Lambda<Func<TaskRow, bool>>(new Rename(condition.Parameters[0], task.Body).Visit(condition.Body), task.Parameters);
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

    private sealed class Rename(ParameterExpression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
