using BotCrm.Core.Storage.Engine;
using Npgsql;

namespace BotCrm.Core.Storage.Postgres;

/// <summary>
/// Asks the server each time, by a prepared statement on a connection of its own (a tenth of a millisecond on one machine). LISTEN would cost
/// nothing, but tells a moment too late: a request that comes right after another process locked a user out must not find the old rights.
/// Callers that wait together share one answer.
/// </summary>
internal sealed class PostgresChangeWatch(NpgsqlDataSource source, Action usersChanged) : ChangeWatch(usersChanged)
{
    private readonly Lock guard = new();
    private NpgsqlConnection? connection;
    private NpgsqlCommand? head;
    private long sequence;
    private long asked;

    public override long Sequence
    {
        get
        {
            var before = Interlocked.Read(ref asked);
            lock (guard)
            {
                // Asked by somebody after this caller came: new enough for it.
                if (Interlocked.Read(ref asked) > before)
                    return sequence;
                Interlocked.Increment(ref asked);
                var newest = Ask();
                if (newest != sequence)
                {
                    var known = sequence;
                    sequence = newest;
                    Moved(known, newest);
                }
                return sequence;
            }
        }
    }

    public override void Dispose()
    {
        lock (guard)
            Close();
    }

    protected override bool HoldsUsers(long after, long upTo)
    {
        using var ask = new NpgsqlCommand("SELECT EXISTS (SELECT 1 FROM audit_entries WHERE sequence > $1 AND sequence <= $2 AND entity IN ('user', 'team') AND operation NOT IN ('sign_in', 'sign_in_failed', 'read'))", connection);
        ask.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        ask.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upTo });
        return (bool)ask.ExecuteScalar()!;
    }

    private long Ask()
    {
        try
        {
            return (long)(head ?? Open()).ExecuteScalar()!;
        }
        catch (NpgsqlException) when (connection is not null)
        {
            // The server was restarted, or the network cut an idle connection: once more on a new one.
            Close();
            return (long)Open().ExecuteScalar()!;
        }
    }

    private NpgsqlCommand Open()
    {
        connection = source.OpenConnection();
        head = new NpgsqlCommand(HeadSql, connection);
        head.Prepare();
        return head;
    }

    private void Close()
    {
        head?.Dispose();
        connection?.Dispose();
        (head, connection) = (null, null);
    }
}
