using BotCrm.Core.Access;
using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Opportunities;

/// <summary>Moves between open stages, or reopens a closed one. Won and lost have their own commands.</summary>
[Requires(Permissions.OpportunitiesWrite)]
public sealed record MoveStage : Command<OpportunityView>
{
    public required long Id { get; init; }

    public required Stage Stage { get; init; }

    /// <summary>Code of the pipeline to go on in; by default the one it is in.</summary>
    public string? Pipeline { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<OpportunityView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await OpportunityRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var opportunity = found.Value;
        var pipelines = session.Pipelines;
        var pipeline = Pipeline is null ? pipelines.Of(opportunity.Pipeline) : pipelines.Find(Pipeline);
        if (pipeline is null)
            return OpportunityFailures.UnknownPipeline(pipelines, Pipeline!);
        if (pipeline.Find(Stage) is not { Kind: StageKind.Open })
            return OpportunityFailures.NotAnOpenStage(pipeline);
        if (opportunity.Stage == Stage && opportunity.Pipeline == pipeline.Code && !opportunity.Closed)
            return OpportunityFailures.AlreadyInStage(opportunity);

        if (opportunity.Closed && await SalesConsistency.ContractOnAsync(session, Id, ct) is { } contract)
            return OpportunityFailures.HasContract(opportunity, contract);

        // A probability that somebody set was about the stage it was in.
        opportunity.Probability = null;
        opportunity.Pipeline = pipeline.Code;
        opportunity.MoveTo(Stage, session.Now);
        await session.SaveAsync(ct);
        return await OpportunityRows.ViewAsync(session, Id, ct);
    }
}
