using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;

namespace BotCrm.Core.Automation;

/// <summary>How long writers of this process have waited for one another in this minute and the one before.</summary>
[Requires(Permissions.AuditVerify)]
public sealed record GetWriterFigures : Query<WriterFigures>
{
    protected internal override Task<Result<WriterFigures>> RunAsync(CrmSession session, CancellationToken ct) => Task.FromResult<Result<WriterFigures>>(session.Writers);
}
