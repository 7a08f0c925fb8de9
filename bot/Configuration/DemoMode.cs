namespace BotCrm.Bot.Configuration;

/// <summary>Nobody is authenticated: whoever sits at this machine may be any user. On when no bot application is configured.</summary>
internal sealed record DemoMode(bool On);
