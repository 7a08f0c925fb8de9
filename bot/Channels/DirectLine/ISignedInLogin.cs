namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>Who is signed in by other means than Direct Line, such as a bearer token of the REST API.</summary>
internal interface ISignedInLogin
{
    /// <summary>The CRM login, or null when nobody is.</summary>
    Task<string?> FindAsync(HttpContext context);
}
