using System.Linq.Expressions;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Storage.Engine;

/// <summary>Narrows a list to rows whose texts hold what a person typed, anywhere and in any case, for texts that have no index of words.</summary>
internal static class TextSearch
{
    /// <summary>Rows of which at least one of the texts holds <paramref name="text"/>; all rows when there is nothing to look for.</summary>
    public static IQueryable<T> Holding<T>(this IQueryable<T> rows, CrmDbContext db, string? text, params ReadOnlySpan<Expression<Func<T, string?>>> columns) =>
        Checks.Clean(text ?? "") is { Length: > 0 } clean ? rows.Where(Holds(db, [clean], columns)) : rows;

    /// <summary>A condition: at least one of the columns holds at least one of the texts.</summary>
    public static Expression<Func<T, bool>> Holds<T>(CrmDbContext db, IReadOnlyList<string> texts, params ReadOnlySpan<Expression<Func<T, string?>>> columns)
    {
        var row = Expression.Parameter(typeof(T), "row");
        Expression? any = null;
        foreach (var column in columns)
        {
            var value = new Replacer(column.Parameters[0], row).Visit(column.Body);
            foreach (var text in texts)
            {
                var holds = db.Dialect.Holds(value, text);
                any = any is null ? holds : Expression.OrElse(any, holds);
            }
        }
        return Expression.Lambda<Func<T, bool>>(any ?? Expression.Constant(false), row);
    }

    /// <summary>Either condition.</summary>
    public static Expression<Func<T, bool>> Or<T>(this Expression<Func<T, bool>> one, Expression<Func<T, bool>> other) =>
        Expression.Lambda<Func<T, bool>>(Expression.OrElse(one.Body, new Replacer(other.Parameters[0], one.Parameters[0]).Visit(other.Body)), one.Parameters[0]);

    /// <summary>A captured value becomes a SQL parameter; a constant would make every text a new query plan.</summary>
    public static Expression Parameter(string value) => Expression.Property(Expression.Constant(new SortBound<string>(value)), nameof(SortBound<string>.Value));

    private sealed class Replacer(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
