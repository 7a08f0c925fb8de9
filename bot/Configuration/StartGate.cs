namespace BotCrm.Bot.Configuration;

/// <summary>
/// While the process starts, a failure reaches the person as one line on stderr; the host's and the server's own report of the same
/// exception, stack trace included, would only repeat it.
/// </summary>
internal sealed class StartGate
{
    public bool Starting { get; set; } = true;

    public void Quieten(ILoggingBuilder logging)
    {
        foreach (var reporter in (string[])["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"])
            logging.AddFilter(reporter, level => !Starting && level >= LogLevel.Warning);
    }
}
