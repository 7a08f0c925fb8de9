using System.Data.Common;

namespace BotCrm.Core.Storage;

/// <summary>The conversation states beside the records, in the same store, so that one backup holds both.</summary>
internal sealed class DialogueStore(Crm crm, TimeProvider clock) : IDialogueStore
{
    public async Task<string?> GetAsync(DialogueKey key, CancellationToken ct = default)
    {
        await using var connection = await crm.Engine.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT state FROM conversation_state WHERE channel = @channel AND conversation = @conversation AND user_id = @user";
        Bind(command, key);
        return (string?)await command.ExecuteScalarAsync(ct);
    }

    public async Task PutAsync(IReadOnlyList<KeyValuePair<DialogueKey, string>> states, CancellationToken ct = default)
    {
        using var turn = await crm.WaitForWriterAsync(ct);
        await using var connection = await crm.Engine.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            """
            INSERT INTO conversation_state (channel, conversation, user_id, state, updated_at) VALUES (@channel, @conversation, @user, @state, @now)
            ON CONFLICT (channel, conversation, user_id) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at
            """;
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        // In one order, so that two processes never wait for each other's rows.
        foreach (var (key, state) in states.OrderBy(state => state.Key.Channel, StringComparer.Ordinal).ThenBy(state => state.Key.Conversation, StringComparer.Ordinal).ThenBy(state => state.Key.UserId))
        {
            command.Parameters.Clear();
            Bind(command, key);
            Add(command, "@state", state);
            Add(command, "@now", now);
            await command.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    public async Task<int> ForgetAsync(DateTimeOffset before, CancellationToken ct = default)
    {
        using var turn = await crm.WaitForWriterAsync(ct);
        await using var connection = await crm.Engine.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM conversation_state WHERE updated_at < @before";
        Add(command, "@before", before.ToUnixTimeMilliseconds());
        return await command.ExecuteNonQueryAsync(ct);
    }

    private static void Bind(DbCommand command, DialogueKey key)
    {
        Add(command, "@channel", key.Channel);
        Add(command, "@conversation", key.Conversation);
        Add(command, "@user", key.UserId);
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
