using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Contracts;

/// <summary>One contract.</summary>
[Requires(Permissions.ContractsRead)]
public sealed record GetContract : Query<ContractView>
{
    public required long Id { get; init; }

    protected internal override Task<Result<ContractView>> RunAsync(CrmSession session, CancellationToken ct) => ContractRows.ViewAsync(session, Id, ct);
}
