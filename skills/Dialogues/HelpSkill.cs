using System.ComponentModel;
using BotCrm.Core.Access;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Dialogues;

[Skill("help", Effect.Read, Risk.None, "What can be said here, with examples for the speaker's role.")]
public static class HelpSkill
{
    private static readonly string[] Topics = ["log", "customers", "opportunities", "quotes", "contracts", "tickets", "tasks", "day", "surveys", "duplicates", "knowledge", "consents", "queues", "rules", "reports", "segments", "files", "corrections"];

    public static Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("One thing to be helped with: customers, opportunities, tickets, tasks, reports …")] string? topic = null,
        CancellationToken ct = default) => Task.FromResult<SkillOutcome>(new Answered(For(context.Words, context.Actor.Rights, topic), []));

    /// <summary>The help for a role; only the topic's part when it names one.</summary>
    internal static HelpReply For(Words words, RoleRights role, string? topic)
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

    /// <summary>A few sentences to begin with. A role of the company's own may less than the one it is made from: it is told what its help begins with.</summary>
    internal static IReadOnlyList<string> Examples(Words words, RoleRights role) => role.Role == role.Base
        ? Split(words.Say("help.start." + role.Base))
        : [.. Topics.Where(topic => Suits(topic, role)).Take(3).Select(topic => Group(words, role, topic).Examples[0])];

    /// <summary>Nobody is told to say what would be refused.</summary>
    private static bool Suits(string topic, RoleRights role) => topic switch
    {
        "log" => role.Permissions.Contains(Permissions.InteractionsWrite),
        "customers" => role.Permissions.Contains(Permissions.CustomersWrite),
        "opportunities" => role.Permissions.Contains(Permissions.OpportunitiesWrite),
        "quotes" => role.Permissions.Contains(Permissions.QuotesWrite),
        "contracts" => role.Permissions.Contains(Permissions.ContractsRead),
        "segments" => role.Permissions.Contains(Permissions.SegmentsWrite),
        "files" => role.Permissions.Contains(Permissions.FilesWrite),
        "tickets" => role.Permissions.Contains(Permissions.TicketsWrite),
        "tasks" => role.Permissions.Contains(Permissions.TasksWrite),
        "surveys" => role.Permissions.Contains(Permissions.SurveysWrite),
        "duplicates" => role.Permissions.Contains(Permissions.CustomersMerge),
        "knowledge" => role.Permissions.Contains(Permissions.KnowledgeWrite),
        "consents" => role.Permissions.Contains(Permissions.ContactsWrite),
        "queues" => role.Permissions.Contains(Permissions.QueuesManage),
        "rules" => role.Permissions.Contains(Permissions.RulesManage),
        "reports" => role.Permissions.Contains(Permissions.SalesReports) && !role.HiddenFields.Contains("opportunity.amount"),
        _ => true,
    };

    private static HelpGroup Group(Words words, RoleRights role, string topic)
    {
        var forRole = topic switch
        {
            // Finance takes money in, but does not make contracts.
            "contracts" when !role.Permissions.Contains(Permissions.ContractsWrite) => "help.contracts.reader",
            "files" when !role.Permissions.Contains(Permissions.DataImport) => "help.files.reader",
            _ => $"help.{topic}.{role.Base}",
        };
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
