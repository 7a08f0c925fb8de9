using System.ComponentModel;
using System.Globalization;
using System.Text;
using BotCrm.Core.Files;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Export;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Privacy;

[Skill("export_person", Effect.Write, Risk.Low, "Puts everything that is kept about a contact into a readable file, attached to the contact.")]
public static class ExportPersonSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which person."), Record(Kinds.Contact)] string contact,
        [Description("The person's customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Contact, contact, customer, null, ct);
        if (which.Problem is { } unclear) return unclear;
        var export = await context.Session.RunAsync(new ExportPerson { Id = which.Id }, ct);
        if (!export.Ok) return new Refused(export.Failure);
        // With the contact's own files, so that an erasure takes it along.
        var file = await context.Session.RunAsync(
            new UploadFile
            {
                RecordKind = Kinds.Contact,
                RecordId = which.Id,
                Name = string.Create(CultureInfo.InvariantCulture, $"export-{which.Id}-{context.Today:yyyy-MM-dd}.html"),
                Content = Encoding.UTF8.GetBytes(export.Value.ToHtml()),
            },
            ct);
        if (!file.Ok) return new Refused(file.Failure);
        var words = context.Words;
        var facts = new FactList(words).Add("file", file.Value.Name).Add("size", words.Number(Math.Max(1, file.Value.Size / 1024)) + " KB");
        return new Done([new ChangeLine(Kinds.Contact, which.Id, words.Say("line.person.export", ("name", export.Value.Name)), facts.All)], [which.Record!]);
    }
}
