namespace BotCrm.Core.Primitives;

/// <summary>What something that configuration made is called, in both languages.</summary>
public sealed record LocalName(string En, string Zh)
{
    /// <summary>For zh the Chinese name, for everything else the English one.</summary>
    public string In(string language) => language == "zh" ? Zh : En;
}
