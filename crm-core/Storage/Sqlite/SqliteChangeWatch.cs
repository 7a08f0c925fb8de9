using BotCrm.Core.Storage.Engine;
using Microsoft.Data.Sqlite;

namespace BotCrm.Core.Storage.Sqlite;

/// <summary>
/// SQLite counts commits per connection (<c>PRAGMA data_version</c>),
/// which is read from shared memory in microseconds; only when it moved is the number itself read.
/// </summary>
internal sealed class SqliteChangeWatch(string path, Action changed) : ChangeWatch
{
    private readonly Lock guard = new();
    private SqliteConnection? connection;
    private SqliteCommand? version;
    private SqliteCommand? head;
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
                        sequence = newest;
                        changed();
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
            connection?.Dispose();
        }
    }

    private void Open()
    {
        connection = new SqliteConnection(SqliteEngine.ConnectionString(path, pooling: false));
        connection.Open();
        version = connection.CreateCommand();
        version.CommandText = "PRAGMA data_version";
        head = connection.CreateCommand();
        head.CommandText = "SELECT coalesce(max(sequence), 0) FROM audit_head";
    }
}
