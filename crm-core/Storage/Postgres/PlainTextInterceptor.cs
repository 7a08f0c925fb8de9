using System.Data.Common;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace BotCrm.Core.Storage.Postgres;

/// <summary>
/// PostgreSQL's text holds neither the character zero nor half a surrogate pair, and refuses the statement. What people save is cleaned of them;
/// what they only search for or filter by comes as it is and must find nothing instead of failing.
/// </summary>
internal sealed class PlainTextInterceptor : DbCommandInterceptor
{
    public static readonly PlainTextInterceptor Instance = new();

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Clean(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Clean(command);
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Clean(command);
        return new(result);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Clean(command);
        return new(result);
    }

    private static void Clean(DbCommand command)
    {
        foreach (NpgsqlParameter parameter in command.Parameters)
        {
            if (parameter.Value is string text)
                parameter.Value = PlainText.Of(text);
            else if (parameter.Value is IList<string> texts)
                parameter.Value = texts.Select(PlainText.Of).ToArray();
        }
    }
}
