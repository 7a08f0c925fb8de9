namespace BotCrm.Skills.Tools;

/// <summary>Skills that the plan runner itself must tell from others.</summary>
internal static class WellKnownSkills
{
    public const string Undo = "undo";
}
