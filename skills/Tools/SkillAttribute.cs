namespace BotCrm.Skills.Tools;

/// <summary>
/// Marks a static class as a skill. It has one method, <c>RunAsync(SkillContext, arguments…, CancellationToken)</c>, returning a
/// <see cref="SkillOutcome"/>; the parameters, in snake case, are the tool's arguments, and those without a default are needed.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SkillAttribute(string name, Effect effect, Risk risk, string description) : Attribute
{
    public string Name { get; } = name;

    public Effect Effect { get; } = effect;

    public Risk Risk { get; } = risk;

    public string Description { get; } = description;
}

/// <summary>The text argument takes one of these words only.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OneOfAttribute(params string[] values) : Attribute
{
    public IReadOnlyList<string> Values { get; } = values;
}

/// <summary>The text argument names a record of this kind: by a name, as <c>kind:id</c>, or <c>me</c> for a user.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RecordAttribute(string kind) : Attribute
{
    public string Kind { get; } = kind;
}
