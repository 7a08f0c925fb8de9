using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer;

/// <summary>The actor's templates, by name.</summary>
[Requires(Permissions.DataImport)]
public sealed record ListImportTemplates : Query<IReadOnlyList<ImportTemplateView>>
{
    protected internal override async Task<Result<IReadOnlyList<ImportTemplateView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var self = session.Actor.UserId;
        var templates = await session.Db.Set<ImportTemplate>().AsNoTracking().Where(one => one.OwnerId == self).OrderBy(one => one.Name).ToListAsync(ct);
        return templates.ConvertAll(one => new ImportTemplateView(one.Id, one.Name, one.Kind, ImportRules.Read(one.Plan), one.CreatedAt));
    }
}
