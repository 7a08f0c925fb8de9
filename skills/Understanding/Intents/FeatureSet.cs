namespace BotCrm.Skills.Understanding.Intents;

/// <summary>The features of one clause by name: lexeme classes, their forms, what stands first, names, values, mood, dialogue.</summary>
internal sealed class FeatureSet
{
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => names;

    public void Add(string name) => names.Add(name);

    public void Remove(string name) => names.Remove(name);

    public bool Has(string name) => names.Contains(name);
}

/// <summary>An intent a clause may have. <paramref name="IsCommand"/>: read from an order, not from a report.</summary>
internal sealed record Candidate(string Intent, double Score, bool IsCommand);

/// <summary>
/// Ranks what a clause may mean, best first. The seam for a learned part: a linear model is fed the same features and may be blended with
/// the rules where they are close or silent.
/// </summary>
internal interface IIntentRanker
{
    IReadOnlyList<Candidate> Rank(FeatureSet features);
}
