namespace BotCrm.Skills.Tools;

public enum Effect
{
    Read,
    Write,
}

/// <summary>High: confirmed before it runs, bound to the exact arguments.</summary>
public enum Risk
{
    None,
    Low,
    High,
}
