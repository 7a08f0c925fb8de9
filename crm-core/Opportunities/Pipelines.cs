using System.Globalization;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Opportunities;

public enum StageKind
{
    Open,
    Won,
    Lost,
}

/// <summary>A stage of a pipeline. <paramref name="Probability"/>: how likely one in it is won, in percent. <paramref name="RotDays"/>: staying longer is noteworthy.</summary>
public sealed record StageDefinition(string Code, LocalName Name, int Probability, StageKind Kind = StageKind.Open, int? RotDays = null)
{
    public Stage Stage => new(Code);
}

/// <summary>One way of selling: its stages in the order in which a sale goes.</summary>
public sealed record PipelineDefinition(string Code, LocalName Name, IReadOnlyList<StageDefinition> Stages)
{
    public StageDefinition First => Stages.First(stage => stage.Kind == StageKind.Open);

    public StageDefinition Won => Stages.First(stage => stage.Kind == StageKind.Won);

    public StageDefinition Lost => Stages.First(stage => stage.Kind == StageKind.Lost);

    public IEnumerable<StageDefinition> Open => Stages.Where(stage => stage.Kind == StageKind.Open);

    public StageDefinition? Find(Stage stage) => Stages.FirstOrDefault(one => one.Code == stage.Code);
}

/// <summary>
/// The company's pipelines, by configuration; the first one is taken when none is named. What is stored may name a pipeline or a stage that
/// configuration no longer has: it is shown by its code and can be moved on.
/// </summary>
public sealed class Pipelines(IReadOnlyList<PipelineDefinition> all)
{
    /// <summary>The code of the pipeline that there is without configuration.</summary>
    public const string DefaultCode = "sales";

    public static readonly Pipelines Default = new([new PipelineDefinition(DefaultCode, new LocalName("Sales", "销售"),
    [
        new StageDefinition("lead", new LocalName("Lead", "线索"), 10),
        new StageDefinition("qualified", new LocalName("Qualified", "需求确认"), 25),
        new StageDefinition("proposal", new LocalName("Proposal", "方案报价"), 50),
        new StageDefinition("negotiation", new LocalName("Negotiation", "谈判"), 75),
        new StageDefinition("won", new LocalName("Won", "赢单"), 100, StageKind.Won),
        new StageDefinition("lost", new LocalName("Lost", "输单"), 0, StageKind.Lost),
    ])]);

    public IReadOnlyList<PipelineDefinition> All { get; } = all;

    public PipelineDefinition First => All[0];

    public PipelineDefinition? Find(string code) => All.FirstOrDefault(one => one.Code.Equals(code.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The pipeline of a record; the first one for a code that configuration no longer has.</summary>
    public PipelineDefinition Of(string code) => Find(code) ?? First;

    /// <summary>A stage as it stands in a pipeline, or, when that does not have it, in any.</summary>
    public StageDefinition? Find(string pipeline, Stage stage) => Find(pipeline)?.Find(stage) ?? Find(stage);

    public StageDefinition? Find(Stage stage) => All.Select(one => one.Find(stage)).FirstOrDefault(found => found is not null);

    /// <summary>The stage that somebody means by its code or by its name in either language.</summary>
    public StageDefinition? Said(string text)
    {
        var said = text.Trim();
        var stages = All.SelectMany(one => one.Stages).ToList();
        return stages.Find(one => one.Code.Equals(said.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase))
            ?? stages.Find(one => one.Name.En.Equals(said, StringComparison.OrdinalIgnoreCase) || one.Name.Zh.Equals(said, StringComparison.OrdinalIgnoreCase))
            // Whatever a company calls these two, they are always understood.
            ?? said.ToLowerInvariant() switch { "won" => stages.Find(one => one.Kind == StageKind.Won), "lost" => stages.Find(one => one.Kind == StageKind.Lost), _ => null };
    }

    /// <summary>Where a stage stands in the order of all; those that configuration no longer has come last.</summary>
    public int Rank(Stage stage)
    {
        var codes = All.SelectMany(one => one.Stages).Select(one => one.Code).Distinct().ToList();
        return codes.IndexOf(stage.Code) is var place && place < 0 ? codes.Count : place;
    }

    /// <summary>How likely an opportunity is won, in percent: its own probability, else its stage's; 0 for an open stage nobody knows any more.</summary>
    public int Probability(string pipeline, Stage stage, int? own) => own ?? Find(pipeline, stage)?.Probability ?? 0;

    /// <summary>What is wrong with the pipelines, in words for who configures them; empty when they can be used.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (All.Count == 0)
            problems.Add("there must be at least one pipeline");
        foreach (var twice in All.GroupBy(one => one.Code).Where(group => group.Count() > 1))
            problems.Add($"there are two pipelines {twice.Key}");
        foreach (var pipeline in All)
        {
            Check(pipeline.Code, $"pipeline {pipeline.Code}", pipeline.Name);
            foreach (var twice in pipeline.Stages.GroupBy(one => one.Code).Where(group => group.Count() > 1))
                problems.Add($"pipeline {pipeline.Code} has two stages {twice.Key}");
            foreach (var (kind, least) in new[] { (StageKind.Open, "at least one open stage"), (StageKind.Won, "one stage of kind won"), (StageKind.Lost, "one stage of kind lost") })
            {
                var count = pipeline.Stages.Count(stage => stage.Kind == kind);
                if (count == 0 || (kind != StageKind.Open && count > 1))
                    problems.Add($"pipeline {pipeline.Code} needs {least}");
            }
            foreach (var stage in pipeline.Stages)
            {
                var what = $"stage {stage.Code} of pipeline {pipeline.Code}";
                Check(stage.Code, what, stage.Name);
                if (stage.Probability is < 0 or > 100)
                    problems.Add($"{what}: the probability must be from 0 to 100");
                if (stage.RotDays is < 1 or > 3650)
                    problems.Add($"{what}: the rot days must be from 1 to 3650");
                // The same code in two pipelines is one stage as far as lists and reports go, so it must mean the same.
                if (All.SelectMany(one => one.Stages).Any(other => other.Code == stage.Code && other.Kind != stage.Kind))
                    problems.Add($"{what}: another pipeline has a stage of this code but of another kind");
            }
        }
        return [.. problems.Distinct()];

        void Check(string code, string what, LocalName name)
        {
            if (code.Length is 0 or > Limits.Code || !code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: a code has 1 to {Limits.Code} lower-case letters, digits and underscores"));
            if (string.IsNullOrWhiteSpace(name.En) || string.IsNullOrWhiteSpace(name.Zh) || name.En.Length > Limits.Word || name.Zh.Length > Limits.Word)
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: it needs a name in both languages, of at most {Limits.Word} characters"));
        }
    }
}
