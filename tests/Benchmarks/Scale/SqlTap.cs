using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace BotCrm.Benchmarks.Scale;

/// <summary>One statement that a use case sent, to be sent again without anything around it.</summary>
internal sealed record TappedSql(string Text, IReadOnlyList<Func<DbParameter>> Parameters)
{
    /// <summary>Sends it and reads every row; how long that took.</summary>
    public async Task<double> RunAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Text;
        command.CommandTimeout = 0;
        foreach (var parameter in Parameters)
            command.Parameters.Add(parameter());
        var watch = Stopwatch.GetTimestamp();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            var cells = new object[Math.Max(1, reader.FieldCount)];
            while (await reader.ReadAsync())
                reader.GetValues(cells);
        }
        return Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
    }
}

/// <summary>Listens to what EF Core tells of its commands; a use case runs as it always does.</summary>
internal sealed class SqlTap : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly List<IDisposable> subscriptions = [];
    private List<TappedSql>? tapped;

    public SqlTap() => subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>The statements of what is done, in order.</summary>
    public async Task<IReadOnlyList<TappedSql>> DuringAsync(Func<Task> act)
    {
        var all = tapped = [];
        await act();
        tapped = null;
        return all;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
            subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (tapped is { } list && value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData { Command: var command })
            list.Add(new TappedSql(command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(Copy)]));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => subscriptions.ForEach(one => one.Dispose());

    private static Func<DbParameter> Copy(DbParameter parameter)
    {
        if (parameter is NpgsqlParameter postgres)
            return postgres.Clone;
        var (name, value, type) = (parameter.ParameterName, parameter.Value, ((SqliteParameter)parameter).SqliteType);
        return () => new SqliteParameter(name, type) { Value = value };
    }
}
