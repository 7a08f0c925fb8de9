using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer;

/// <summary>The newest imports, up to 100.</summary>
[Requires(Permissions.DataImport)]
public sealed record ListImports : Query<IReadOnlyList<ImportView>>
{
    private const int Most = 100;

    protected internal override async Task<Result<IReadOnlyList<ImportView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var directory = await session.DirectoryAsync(ct);
        var imports = await ImportRules.Visible(session).AsNoTracking().OrderByDescending(import => import.Id).Take(Most).ToListAsync(ct);
        return imports.ConvertAll(import => ImportRules.View(import, directory));
    }
}
