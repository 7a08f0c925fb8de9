using BotCrm.Skills.Understanding.Intents;

namespace BotCrm.Skills.Understanding.Parsing;

/// <summary>What stands between a clause and the one before it.</summary>
internal enum Separator
{
    None,
    Comma,
    Colon,
    Dash,
    Join,
    Sentence,
}

/// <summary>A stretch of the message that can carry one request, report or question.</summary>
internal sealed class Clause(int from, int to, Separator before)
{
    /// <summary>Index of the first piece.</summary>
    public int From { get; } = from;

    /// <summary>Index after the last piece.</summary>
    public int To { get; } = to;

    public Separator Before { get; } = before;

    public bool EndsAsQuestion { get; set; }

    public FeatureSet Features { get; set; } = new();

    /// <summary>A write may not be read from it: a question, a negation, a condition, a quotation.</summary>
    public bool ForbidsWrites { get; set; }

    public bool IsQuestion { get; set; }

    public bool IsBlocked { get; set; }

    public IReadOnlyList<Candidate> Candidates { get; set; } = [];

    public Candidate? Best => Candidates.Count > 0 ? Candidates[0] : null;
}
