using System.ComponentModel;
using BotCrm.Core.Files;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Files;

[Skill("list_files", Effect.Read, Risk.None, "Lists the files attached to a record; without one, those the speaker sent and has not attached yet.")]
public static class ListFilesSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("The customer; with another record, that one's customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("The opportunity."), Record(Kinds.Opportunity)] string? opportunity = null,
        [Description("The ticket."), Record(Kinds.Ticket)] string? ticket = null,
        [Description("The interaction."), Record(Kinds.Interaction)] string? interaction = null,
        CancellationToken ct = default)
    {
        var (record, unclear) = await FileOwner.FindAsync(context, customer, opportunity, ticket, interaction, ct);
        if (unclear is not null) return unclear;
        var files = await context.Session.AskAsync(new ListFiles { RecordKind = record?.Kind, RecordId = record?.Id }, ct);
        if (!files.Ok) return new Refused(files.Failure);
        var words = context.Words;
        var answer = new ListAnswer(context, "files").Where(record?.Kind ?? "", record?.Name).Reply(
            new Page<FileView>(files.Value, null, files.Value.Count),
            ["name", "size", "author", "created"],
            FileChoice.Ref,
            f => [f.Name, FileChoice.Size(words, f.Size), f.UploadedByName, words.DayOf(f.CreatedAt)]);
        return record is null ? answer : answer with { Focus = [.. answer.Focus, record] };
    }
}
