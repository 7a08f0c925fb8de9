using System.ComponentModel;
using BotCrm.Core.Access;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Dialogues;

[Skill("help", Effect.Read, Risk.None, "What can be said here, with examples for the speaker's role.")]
public static class HelpSkill
{
    private static readonly string[] Topics = ["log", "customers", "opportunities", "tickets", "tasks", "reports", "corrections"];

    public static Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("One thing to be helped with: customers, opportunities, tickets, tasks, reports …")] string? topic = null,
        CancellationToken ct = default) => Task.FromResult<SkillOutcome>(new Answered(For(context.Words, context.Actor.Role, topic), []));

    /// <summary>The help for a role; only the topic's part when it names one.</summary>
    internal static HelpReply For(Words words, Role role, string? topic)
    {
        var groups = Topics.Where(t => Suits(t, role)).Select(t => (Topic: t, Group: Group(words, role, t))).ToList();
        if (topic is not null)
        {
            var wanted = groups.Where(g => Mentions(g.Topic, g.Group, topic)).ToList();
            if (wanted.Count > 0) groups = wanted;
        }

        var title = words.Say("help.title");
        var lines = new List<string> { title };
        foreach (var (_, group) in groups)
        {
            lines.Add(group.Title);
            lines.AddRange(group.Examples.Select(e => "- " + e));
        }

        return new HelpReply(words.Language, string.Join('\n', lines), title, [.. groups.Select(g => g.Group)]) { Suggestions = Examples(words, role) };
    }

    /// <summary>A few sentences to begin with.</summary>
    internal static IReadOnlyList<string> Examples(Words words, Role role) => Split(words.Say("help.start." + role.ToString().ToLowerInvariant()));

    private static bool Suits(string topic, Role role) => role != Role.Support || topic is not ("opportunities" or "reports");

    private static HelpGroup Group(Words words, Role role, string topic)
    {
        var forRole = $"help.{topic}.{role.ToString().ToLowerInvariant()}";
        return new HelpGroup(words.Say($"help.{topic}.title"), Split(words.Say(words.Has(forRole) ? forRole : $"help.{topic}")));
    }

    private static bool Mentions(string topic, HelpGroup group, string wanted)
    {
        var said = wanted.Trim().ToLowerInvariant().TrimEnd('s');
        return said.Length > 0
            && (topic.Contains(said, StringComparison.Ordinal)
                || group.Title.Contains(said, StringComparison.OrdinalIgnoreCase)
                || group.Examples.Any(e => e.Contains(said, StringComparison.OrdinalIgnoreCase)));
    }

    private static string[] Split(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
