using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer;

/// <summary>Keeps an import's mapping under a name, for the actor's next file of this make. The same name replaces it.</summary>
[Requires(Permissions.DataImport)]
public sealed record SaveImportTemplate : Command<ImportTemplateView>
{
    public required long ImportId { get; init; }

    public required string Name { get; init; }

    protected internal override async Task<Result<ImportTemplateView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await ImportRules.FindAsync(session, ImportId, ct);
        if (!found.Ok)
            return found.Failure;
        var check = new Checks();
        var name = check.Required(Name, Limits.Word, "name");
        if (check.Failure is { } wrong)
            return wrong;
        var self = session.Actor.UserId;
        var plan = ImportRules.Read(found.Value.Plan);
        // The values are one file's and may be personal; the mapping is what is kept.
        plan = plan with { Columns = [.. plan.Columns.Select(column => column with { Samples = [], Confidence = 1 })], Questions = [] };
        var template = await session.Db.Set<ImportTemplate>().AsTracking().FirstOrDefaultAsync(one => one.OwnerId == self && one.Name == name, ct);
        if (template is null)
        {
            template = new ImportTemplate { Id = await session.NewIdAsync(ct), OwnerId = self, Name = name, CreatedAt = session.Now };
            session.Db.Add(template);
        }
        template.Kind = plan.Kind;
        template.Plan = ImportRules.Write(plan);
        await session.SaveAsync(ct);
        return new ImportTemplateView(template.Id, template.Name, template.Kind, plan, template.CreatedAt);
    }
}
