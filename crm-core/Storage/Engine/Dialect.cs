using System.Linq.Expressions;
using BotCrm.Core.Storage.Postgres;
using BotCrm.Core.Storage.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;

namespace BotCrm.Core.Storage.Engine;

/// <summary>What the two databases say differently. Without state.</summary>
internal abstract class Dialect
{
    /// <summary>The folder of its migrations.</summary>
    public abstract string Name { get; }

    public abstract FullText FullText { get; }

    public abstract IRecordSearch RecordSearch { get; }

    /// <summary>How many values one statement that inserts many rows should bear. 1: a row at a time, as nothing lies between the program and the store.</summary>
    public virtual int ParametersOfAnInsert => 1;

    /// <summary>A text as this database can hold it.</summary>
    public virtual string Text(string text) => text;

    public static Dialect Of(DatabaseFacade database) =>
        database.ProviderName == "Npgsql.EntityFrameworkCore.PostgreSQL" ? PostgresDialect.Instance : SqliteDialect.Instance;

    /// <summary>Gives a property the column type of this database where the model's own would not do.</summary>
    public virtual void Map(IMutableProperty property)
    {
    }

    /// <summary>How <see cref="NoCase.Of"/> is said: a value that compares and sorts without regard to ASCII case, byte by byte otherwise.</summary>
    public abstract SqlExpression WithoutCase(SqlExpression text);

    /// <summary>A condition: the column holds the text, which stands for itself, without regard to case in any script.</summary>
    public abstract Expression Holds(Expression column, string text);

    /// <summary>The same for raw SQL: the condition, and the value of its parameter.</summary>
    public abstract (string Condition, string Value) Holds(string column, string parameter, string text);

    /// <summary>Whether the store refused a row because of a key, a unique index or a reference.</summary>
    public abstract bool IsConstraintViolation(Exception? exception);
}
