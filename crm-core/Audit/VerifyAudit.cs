using BotCrm.Core.Primitives;

namespace BotCrm.Core.Audit;

/// <summary>Checks the whole hash chain. Admin only.</summary>
public sealed record VerifyAudit : Query<AuditVerification>
{
    protected internal override Task<Result<AuditVerification>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
