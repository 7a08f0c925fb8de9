using BotCrm.Core.Opportunities;

namespace BotCrm.Bot.Api.Opportunities;

internal sealed record StageResource(string Code, string NameEn, string NameZh, int Probability, StageKind Kind, int? RotDays);

/// <summary>A configured pipeline with its stages in the order of the sale.</summary>
internal sealed record PipelineResource(string Code, string NameEn, string NameZh, IReadOnlyList<StageResource> Stages)
{
    public static PipelineResource Of(PipelineDefinition pipeline) => new(
        pipeline.Code, pipeline.Name.En, pipeline.Name.Zh,
        [.. pipeline.Stages.Select(static stage => new StageResource(stage.Code, stage.Name.En, stage.Name.Zh, stage.Probability, stage.Kind, stage.RotDays))]);
}
