using Microsoft.Data.Sqlite;

namespace BotCrm.Core.Storage;

/// <summary>The conversation states beside the records, in the same file, so that one backup holds both.</summary>
internal sealed class SqliteDialogueStore(Crm crm, TimeProvider clock) : IDialogueStore
{
    public async Task<string?> GetAsync(DialogueKey key, CancellationToken ct = default)
    {
        await using var connection = await OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT state FROM conversation_state WHERE channel = $channel AND conversation = $conversation AND user_id = $user";
        Bind(command, key);
        return (string?)await command.ExecuteScalarAsync(ct);
    }

    public async Task PutAsync(IReadOnlyList<KeyValuePair<DialogueKey, string>> states, CancellationToken ct = default)
    {
        // Taken in turn with the CRM's own writers: waiting for SQLite's lock instead would poll.
        using var turn = await crm.WaitForWriterAsync(ct);
        await using var connection = await OpenAsync(ct);
        await using var transaction = connection.BeginTransaction(deferred: false);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            """
            INSERT INTO conversation_state (channel, conversation, user_id, state, updated_at) VALUES ($channel, $conversation, $user, $state, $now)
            ON CONFLICT (channel, conversation, user_id) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at
            """;
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var (key, state) in states)
        {
            command.Parameters.Clear();
            Bind(command, key);
            command.Parameters.AddWithValue("$state", state);
            command.Parameters.AddWithValue("$now", now);
            await command.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    public async Task<int> ForgetAsync(DateTimeOffset before, CancellationToken ct = default)
    {
        using var turn = await crm.WaitForWriterAsync(ct);
        await using var connection = await OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM conversation_state WHERE updated_at < $before";
        command.Parameters.AddWithValue("$before", before.ToUnixTimeMilliseconds());
        return await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new SqliteConnection(SqliteStore.ConnectionString(crm.Options.Path));
        await connection.OpenAsync(ct);
        return connection;
    }

    private static void Bind(SqliteCommand command, DialogueKey key)
    {
        command.Parameters.AddWithValue("$channel", key.Channel);
        command.Parameters.AddWithValue("$conversation", key.Conversation);
        command.Parameters.AddWithValue("$user", key.UserId);
    }
}
