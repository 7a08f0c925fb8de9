namespace BotCrm.Bot.Configuration;

/// <summary>
/// While the process starts, a failure reaches the person as one line on stderr; the host's and the server's own report of the same
/// exception, stack trace included, would only repeat it.
/// </summary>
internal sealed class StartGate
{
    private static readonly string[] Reporters = ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"];

    public bool Starting { get; set; } = true;

    public bool Lets(string? category) => !Starting || !Reporters.Contains(category, StringComparer.Ordinal);
}
