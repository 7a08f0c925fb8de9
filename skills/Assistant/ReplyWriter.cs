using System.Globalization;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Assistant;

/// <summary>Puts what came of a plan into replies.</summary>
internal static class ReplyWriter
{
    public static IReadOnlyList<Reply> Done(PlanDone done, Words words)
    {
        var replies = new List<Reply>();
        // A skill that says itself what it did (an import, an export) has no change to show.
        if (done.Wrote && (!done.Answers.Any() || done.Steps.Any(s => s.Changes.Count > 0))) replies.Add(Saved(done, words));
        replies.AddRange(done.Answers);
        return replies;
    }

    public static QuestionReply Question(Ask ask, string pendingId, Words words)
    {
        var lines = new List<string> { ask.Question };
        for (var i = 0; i < ask.Choices.Count; i++)
        {
            var choice = ask.Choices[i];
            lines.Add($"{(i + 1).ToString(CultureInfo.InvariantCulture)}. {choice.Label}{(choice.Detail is { Length: > 0 } detail ? $" ({detail})" : "")}");
        }

        return new QuestionReply(words.Language, string.Join('\n', lines), pendingId, ask.Choices);
    }

    public static ConfirmReply Confirm(PlanWaits waits, string pendingId, DateTimeOffset expires, Words words)
    {
        var changes = waits.Changes.Select(c => Titled(c, "confirm", words)).ToList();
        var text = words.Sentences([waits.Title, words.Lines(changes), words.Say("confirm.how")]);
        return new ConfirmReply(words.Language, text, pendingId, waits.Title, changes, expires);
    }

    public static SaidReply Refused(Refused refused, Words words) =>
        new(words.Language, Failures.Say(refused.Failure, words)) { Suggestions = refused.Suggestions };

    private static Reply Saved(PlanDone done, Words words)
    {
        if (done.ChangeSet is null) return new SaidReply(words.Language, words.Say("done.nothing"));
        // The answer is kept for a repeated delivery; it must not name who was just erased.
        if (done.Final) return new SaidReply(words.Language, words.Say("erased.done"));
        var back = done.Steps.Where(s => s.TookBack).SelectMany(s => s.Changes).Select(c => c with { Title = Capital(c.Title) }).ToList();
        var kept = done.Steps.Where(s => !s.TookBack).SelectMany(s => s.Changes).Select(c => Titled(c with { Facts = [.. c.Facts, .. c.OnceDone] }, "done", words)).ToList();
        var undone = back.Count == 0 ? "" : words.Say("undone.text", ("what", words.Lines(back)));
        if (kept.Count == 0) return new UndoneReply(words.Language, undone, words.Say("undone.title"), back);
        var deleted = kept.TrueForAll(c => c.Operation == ChangeLine.Deleted);
        var saved = deleted ? words.Lines(kept) : words.Say("done.text", ("what", words.Lines(kept)));
        return new DoneReply(words.Language, words.Sentences([undone, saved]), words.Say(deleted ? "done.deleted" : "done.title"), [.. back, .. kept], done.ChangeSet);
    }

    // A deletion is told differently before and after; the line itself, which a yes is bound to, stays the same.
    private static ChangeLine Titled(ChangeLine line, string moment, Words words) =>
        line with { Title = Capital(line.Operation == ChangeLine.Deleted ? words.Say(moment + ".delete", ("what", line.Title)) : line.Title) };

    private static string Capital(string title) => title.Length > 0 && char.IsLower(title[0]) ? char.ToUpperInvariant(title[0]) + title[1..] : title;
}
