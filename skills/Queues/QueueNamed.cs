using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets.Queues;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Tools.Names;

namespace BotCrm.Skills.Queues;

/// <summary>Finds the queue that was named. There are few, so that they are all looked at.</summary>
internal static class QueueNamed
{
    public static async Task<(QueueView? Queue, SkillOutcome? Problem)> FindAsync(SkillContext context, string said, CancellationToken ct)
    {
        var page = await context.Session.AskAsync(new ListQueues { Paging = new Paging(Paging.MaxLimit) }, ct);
        if (!page.Ok) return (null, new Refused(page.Failure));
        var all = page.Value.Items;
        if (said.StartsWith("queue:", StringComparison.Ordinal) && long.TryParse(said.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return all.FirstOrDefault(q => q.Id == id) is { } referred ? (referred, null) : (null, new Refused(Failure.NotFound(Kinds.Queue, id)));
        }

        var best = NameMatching.Best(said, all, q => [q.Name]);
        if (best is [var one]) return (one, null);
        if (best.Count > 1)
        {
            var question = context.Words.Say("which.name", ("kind", context.KindName(Kinds.Queue)), ("name", said), ("count", best.Count.ToString(CultureInfo.InvariantCulture)));
            return (null, new Ask("queue", AnswerKind.Choice, question, [.. best.Take(8).Select(q => new Choice(q.Name, null, Reference(q)))]));
        }

        var name = said.Length > 80 ? said[..79] + "…" : said;
        return (null, new Refused(new Failure("name_not_found", FailureKind.NotFound, $"There is no queue {name}.")
        {
            Data = new Dictionary<string, string> { ["kind"] = Kinds.Queue, ["name"] = name },
        }));
    }

    public static async Task<(QueueView? Queue, SkillOutcome? Problem)> OptionalAsync(SkillContext context, string? said, CancellationToken ct) =>
        said is null ? (null, null) : await FindAsync(context, said, ct);

    private static string Reference(QueueView queue) => "queue:" + queue.Id.ToString(CultureInfo.InvariantCulture);
}
