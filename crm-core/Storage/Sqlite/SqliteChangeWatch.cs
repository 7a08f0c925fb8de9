using BotCrm.Core.Storage.Engine;
using Microsoft.Data.Sqlite;

namespace BotCrm.Core.Storage.Sqlite;

/// <summary>
/// SQLite counts commits per connection (<c>PRAGMA data_version</c>),
/// which is read from shared memory in microseconds; only when it moved is the number itself read.
/// </summary>
internal sealed class SqliteChangeWatch(string path, Action usersChanged) : ChangeWatch(usersChanged)
{
    private readonly Lock guard = new();
    private SqliteConnection? connection;
    private SqliteCommand? version;
    private SqliteCommand? head;
    private SqliteCommand? users;
    private long seenVersion = -1;
    private long sequence;

    public override long Sequence
    {
        get
        {
            lock (guard)
            {
                if (connection is null)
                    Open();
                var now = (long)version!.ExecuteScalar()!;
                if (now != seenVersion)
                {
                    seenVersion = now;
                    var newest = (long)head!.ExecuteScalar()!;
                    if (newest != sequence)
                    {
                        var before = sequence;
                        sequence = newest;
                        Moved(before, newest);
                    }
                }
                return sequence;
            }
        }
    }

    public override void Dispose()
    {
        lock (guard)
        {
            version?.Dispose();
            head?.Dispose();
            users?.Dispose();
            connection?.Dispose();
        }
    }

    protected override bool HoldsUsers(long after, long upTo)
    {
        (users!.Parameters[0].Value, users.Parameters[1].Value) = (after, upTo);
        return (long)users.ExecuteScalar()! != 0;
    }

    private void Open()
    {
        connection = new SqliteConnection(SqliteEngine.ConnectionString(path, pooling: false));
        connection.Open();
        version = connection.CreateCommand();
        version.CommandText = "PRAGMA data_version";
        head = connection.CreateCommand();
        head.CommandText = HeadSql;
        users = connection.CreateCommand();
        // By the sequence: the index by record would go through all that ever happened to users.
        users.CommandText = "SELECT EXISTS (SELECT 1 FROM audit_entries WHERE sequence > $after AND sequence <= $upto AND +entity IN ('user', 'team') AND operation NOT IN ('sign_in', 'sign_in_failed', 'read'))";
        users.Parameters.Add("$after", SqliteType.Integer);
        users.Parameters.Add("$upto", SqliteType.Integer);
    }
}
