using System.ComponentModel;
using BotCrm.Core.Files;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Files;

[Skill("attach_file", Effect.Write, Risk.Low, "Attaches a file the speaker sent to a record.")]
public static class AttachFileSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which file, by name or file:id; default: the one just sent.")] string? file = null,
        [Description("The customer it belongs to; with another record, that one's customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("The opportunity it belongs to."), Record(Kinds.Opportunity)] string? opportunity = null,
        [Description("The ticket it belongs to."), Record(Kinds.Ticket)] string? ticket = null,
        [Description("The interaction it belongs to."), Record(Kinds.Interaction)] string? interaction = null,
        CancellationToken ct = default)
    {
        var (record, unclear) = await FileOwner.FindAsync(context, customer, opportunity, ticket, interaction, ct);
        if (unclear is not null) return unclear;
        var (found, none) = await FileChoice.FindAsync(context, file, null, ct);
        if (found is null) return none!;
        if (record is null) return new Ask("customer", AnswerKind.Record, context.Words.Say("ask.attach_file.customer", ("name", found.Name)), []);
        var attached = await context.Session.RunAsync(new AttachFile { Id = found.Id, RecordKind = record.Kind, RecordId = record.Id }, ct);
        if (!attached.Ok) return new Refused(attached.Failure);
        var facts = new FactList(context.Words).Add("size", FileChoice.Size(context.Words, found.Size)).Add(record.Kind, record.Name);
        var title = context.Words.Say("line.file.create", ("name", found.Name), ("record", record.Name));
        return new Done([new ChangeLine(Kinds.File, found.Id, title, facts.All)], [record, FileChoice.Ref(attached.Value)]);
    }
}
