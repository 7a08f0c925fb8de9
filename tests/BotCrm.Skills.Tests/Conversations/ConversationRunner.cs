using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using BotCrm.Core;
using BotCrm.Core.Audit;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;

namespace BotCrm.Skills.Tests.Conversations;

/// <summary>Plays a conversation turn by turn and compares the replies and the audit entries with what the file says. Each is played once, whoever asks.</summary>
internal static class ConversationRunner
{
    private static readonly ConcurrentDictionary<Conversation, Lazy<Task<ConversationOutcome>>> Played = new();

    public static Task<ConversationOutcome> PlayOnceAsync(Conversation conversation) =>
        Played.GetOrAdd(conversation, one => new Lazy<Task<ConversationOutcome>>(() => PlayAsync(one))).Value;

    public static async Task<ConversationOutcome> PlayAsync(Conversation conversation)
    {
        var faults = new List<TurnFault>();
        var transcript = new StringBuilder();
        await using var host = await ConversationHost.StartAsync(conversation.At, conversation.Sample);
        var last = new Dictionary<string, IReadOnlyList<Reply>>();
        var cursors = new Dictionary<string, string?>();
        for (var i = 0; i < conversation.Turns.Count; i++)
        {
            var turn = conversation.Turns[i];
            host.Clock.Advance(turn.WaitBefore + TimeSpan.FromSeconds(20));
            var actor = await host.ActorAsync(turn.Login);
            transcript.Append(turn.Login).Append(' ').AppendLine(turn.ToString());
            try
            {
                var file = FileOf(turn);
                var press = file is null ? Press(turn, last.GetValueOrDefault(turn.Login) ?? []) : null;
                var incoming = new IncomingTurn($"turn-{i}", "test", "talk-" + turn.Login, turn.Text, press) { Files = file is null ? [] : [file] };
                var replies = await host.Assistant.RunAsync(actor, incoming);
                last[turn.Login] = replies;
                foreach (var reply in replies) transcript.Append("    ").Append(reply.GetType().Name).Append(": ").AppendLine(reply.Text.ReplaceLineEndings("\n      "));
                var entries = await ReadAuditAsync(host, turn.Login, cursors);
                foreach (var entry in entries) transcript.Append("    ").AppendLine(ChangeMatcher.Show(entry));
                Check(turn, replies, faults);
                await ChangeMatcher.CompareAsync(host, actor, turn, entries, faults);
            }
            catch (Exception failed)
            {
                // Whatever goes wrong inside a turn is this conversation's failure, told with its transcript.
                faults.Add(new TurnFault(Fault.Exception, turn, failed.ToString()));
                break;
            }
        }

        return new ConversationOutcome(conversation, faults, transcript.ToString());
    }

    private static void Check(Turn turn, IReadOnlyList<Reply> replies, List<TurnFault> faults)
    {
        var said = string.Join("\n", replies.Select(reply => reply.Text));
        foreach (var piece in turn.Says.Where(piece => !said.Contains(piece, StringComparison.OrdinalIgnoreCase)))
            faults.Add(new TurnFault(Fault.WrongReply, turn, $"the reply does not say \"{piece}\""));
        foreach (var piece in turn.SaysNot.Where(piece => said.Contains(piece, StringComparison.OrdinalIgnoreCase)))
            faults.Add(new TurnFault(Fault.WrongReply, turn, $"the reply says \"{piece}\""));
        if (turn.ReplyKind is { } kind && !replies.Any(reply => string.Equals(reply.GetType().Name, kind + "Reply", StringComparison.OrdinalIgnoreCase)))
            faults.Add(new TurnFault(Fault.WrongReply, turn, $"the reply is no {kind} but {string.Join(", ", replies.Select(reply => reply.GetType().Name))}"));

        if (turn.NotReplyKind is { } unwanted && replies.Any(reply => string.Equals(reply.GetType().Name, unwanted + "Reply", StringComparison.OrdinalIgnoreCase)))
            faults.Add(new TurnFault(Fault.WrongReply, turn, $"the reply is {unwanted}"));

        var question = replies.OfType<QuestionReply>().FirstOrDefault();
        var confirm = replies.OfType<ConfirmReply>().FirstOrDefault();
        if (turn.Question is { } wanted)
        {
            if (question is null) faults.Add(new TurnFault(Fault.MissingQuestion, turn, "nothing was asked"));
            else if (wanted.Count > 0 && !wanted.Order().SequenceEqual(question.Choices.Select(choice => choice.Label).Order(), StringComparer.OrdinalIgnoreCase))
                faults.Add(new TurnFault(Fault.MissingQuestion, turn, $"the choices are {string.Join(", ", question.Choices.Select(choice => choice.Label))}"));
        }
        else if (question is not null)
        {
            faults.Add(new TurnFault(Fault.UnnecessaryQuestion, turn, question.Text));
        }

        if (turn.Confirms && confirm is null) faults.Add(new TurnFault(Fault.MissingQuestion, turn, "no confirmation was asked for"));
        if (!turn.Confirms && confirm is not null) faults.Add(new TurnFault(Fault.UnnecessaryQuestion, turn, confirm.Text));
    }

    /// <summary><c>[send leads.csv | Name,City | Globex,Kiel]</c>: a file dropped into the chat, its lines after the bars.</summary>
    private static TurnFile? FileOf(Turn turn)
    {
        if (turn.Button is not { } button || !button.StartsWith("send ", StringComparison.Ordinal)) return null;
        var parts = button["send ".Length..].Split('|', StringSplitOptions.TrimEntries);
        return new TurnFile(parts[0], Encoding.UTF8.GetBytes(string.Join('\n', parts.Skip(1)) + "\n"));
    }

    private static CardAction? Press(Turn turn, IReadOnlyList<Reply> last)
    {
        if (turn.Button is not { } button) return null;
        var verb = button.Split(' ')[0];
        var label = button[verb.Length..].Trim();
        InvalidOperationException None(string what) => new($"[{button}] is pressed, but the last reply has no {what}.");
        switch (verb)
        {
            case "undo":
                var undo = last.OfType<DoneReply>().LastOrDefault(reply => reply.UndoChangeSet is not null) ?? throw None("Undo");
                return new CardAction("undo", Data(("changeSet", undo.UndoChangeSet!.Value)));
            case "choose":
                var question = last.OfType<QuestionReply>().LastOrDefault() ?? throw None("choices");
                var choice = question.Choices.FirstOrDefault(one => string.Equals(one.Label, label, StringComparison.OrdinalIgnoreCase)) ?? throw None($"choice {label}");
                return new CardAction("choose", Data(("pending", question.PendingId), ("value", choice.Value)));
            case "confirm":
                return new CardAction("confirm", Data(("pending", (last.OfType<ConfirmReply>().LastOrDefault() ?? throw None("confirmation")).PendingId)));
            case "cancel":
                var pending = last.OfType<ConfirmReply>().LastOrDefault()?.PendingId ?? last.OfType<QuestionReply>().LastOrDefault()?.PendingId ?? throw None("open question");
                return new CardAction("cancel", Data(("pending", pending)));
            case "more":
                return new CardAction("more", Data(("list", last.OfType<ListReply>().LastOrDefault()?.More ?? throw None("further page"))));
            default:
                throw new FormatException($"Line {turn.Line}: there is no button {verb}.");
        }
    }

    private static Dictionary<string, JsonElement> Data(params (string Key, object Value)[] pairs) =>
        pairs.ToDictionary(pair => pair.Key, pair => JsonSerializer.SerializeToElement(pair.Value));

    private static async Task<IReadOnlyList<AuditView>> ReadAuditAsync(ConversationHost host, string login, Dictionary<string, string?> cursors)
    {
        var admin = await host.ActorAsync("admin");
        var query = new ReadAudit { Conversation = "talk-" + login, Paging = new Paging(Paging.MaxLimit, cursors.GetValueOrDefault(login)) };
        var page = await host.Crm.AskAsync(admin, new Origin("test"), query);
        if (!page.Ok) throw new InvalidOperationException(page.Failure.Message);
        if (page.Value.Items.Count > 0) cursors[login] = page.Value.Items[^1].Cursor;
        return page.Value.Items;
    }
}
