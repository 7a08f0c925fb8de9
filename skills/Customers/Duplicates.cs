using System.Globalization;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Customers;

/// <summary>What is asked when somebody adds what is probably there already: use that one, or add it anyway.</summary>
internal static class Duplicates
{
    public const string Anyway = "create";

    private const string Argument = "duplicate";

    /// <summary>The id of the record to use instead, when the answer named one.</summary>
    public static long? Instead(string? answer, string kind) =>
        answer is not null && answer.StartsWith(kind + ":", StringComparison.Ordinal) && long.TryParse(answer.AsSpan(kind.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    public static async Task<SkillOutcome> AskAsync(SkillContext context, string name, Failure same, CancellationToken ct)
    {
        var words = context.Words;
        var choices = new List<Choice>();
        foreach (var id in same.Data["ids"].Split(' ').Select(text => long.Parse(text, CultureInfo.InvariantCulture)))
        {
            if (await context.Session.AskAsync(new GetCustomer { Id = id }, ct) is not { Ok: true, Value: var there }) continue;
            var detail = string.Join(" · ", new[] { there.City, there.Industry, there.OwnerName }.Where(part => !string.IsNullOrEmpty(part)));
            choices.Add(new Choice(words.Say("duplicate.use", ("name", there.Name)), detail, $"{Kinds.Customer}:{id.ToString(CultureInfo.InvariantCulture)}"));
        }
        choices.Add(new Choice(words.Say("duplicate.create"), null, Anyway));
        var reasons = words.Join([.. same.Data["reasons"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(reason => words.Term("reason", reason))]);
        return new Ask(Argument, AnswerKind.Choice, words.Say("duplicate.customer", ("name", same.Data["name"]), ("new", name), ("reasons", reasons)), choices);
    }

    public static SkillOutcome AskAboutContact(SkillContext context, Failure same)
    {
        var words = context.Words;
        IReadOnlyList<Choice> choices =
        [
            new Choice(words.Say("duplicate.use", ("name", same.Data["name"])), same.Data["customer"], $"{Kinds.Contact}:{same.Data["id"]}"),
            new Choice(words.Say("duplicate.create"), null, Anyway),
        ];
        return new Ask(Argument, AnswerKind.Choice, words.Say("duplicate.contact", ("name", same.Data["name"]), ("customer", same.Data["customer"])), choices);
    }

    /// <summary>Nothing is written; the one that is there is what is talked about from here on.</summary>
    public static async Task<SkillOutcome> UseAsync(SkillContext context, long id, CancellationToken ct)
    {
        var there = await context.Session.AskAsync(new GetCustomer { Id = id }, ct);
        return there.Ok ? new Done([], [CustomerLines.Ref(there.Value)]) : new Refused(there.Failure);
    }

    public static async Task<SkillOutcome> UseContactAsync(SkillContext context, long id, CancellationToken ct)
    {
        var there = await context.Session.AskAsync(new GetContact { Id = id }, ct);
        return there.Ok ? new Done([], ContactLines.Focus(there.Value)) : new Refused(there.Failure);
    }
}
