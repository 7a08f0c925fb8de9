using Microsoft.Extensions.Options;

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>Section <c>Bot</c>: who the bot is to the Bot Framework and whom it trusts. Without <see cref="AppId"/> it is in demo mode.</summary>
public sealed class BotOptions
{
    public const string Section = "Bot";

    /// <summary>Application (client) id; the audience of every token. Empty: demo mode, nobody is authenticated, loopback only.</summary>
    public string AppId { get; set; } = "";

    /// <summary>Client secret, used only at the token endpoint.</summary>
    public string AppPassword { get; set; } = "";

    /// <summary>The bot's own Entra tenant. Empty: a bot registered for many tenants.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>Further tenants whose tokens are taken.</summary>
    public IReadOnlyList<string> AllowedTenants { get; set; } = [];

    /// <summary>App ids of other bots and agents that may call with a tenant's token; the bot's own is always allowed.</summary>
    public IReadOnlyList<string> AllowedCallers { get; set; } = [];

    /// <summary>Hosts that may be called besides Microsoft's own, as <c>host</c> or <c>*.host</c>. Loopback only when named here.</summary>
    public IReadOnlyList<string> AllowedServiceHosts { get; set; } = [];

    /// <summary>Hosts that files dropped into a chat may be fetched from, besides SharePoint's; loopback only when named here, or in demo mode.</summary>
    public IReadOnlyList<string> AllowedFileHosts { get; set; } = [];

    /// <summary>Channels whose word on who a person is (<c>from.aadObjectId</c>) counts. Web clients of other channels write <c>from</c> themselves.</summary>
    public IReadOnlyList<string> IdentityChannels { get; set; } = [];

    public string BotFrameworkIssuer { get; set; } = "https://api.botframework.com";

    public string BotFrameworkMetadata { get; set; } = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    public string BotFrameworkScope { get; set; } = "https://api.botframework.com/.default";

    /// <summary>Where tenants' keys are published and the bot's own token is fetched.</summary>
    public string LoginAuthority { get; set; } = "https://login.microsoftonline.com";

    /// <summary>Largest activity; a larger one is answered 413.</summary>
    public int MaxBodyKilobytes { get; set; } = 256;

    public bool IsDemo => AppId.Length == 0;

    internal IEnumerable<string> EffectiveIdentityChannels => IdentityChannels.Count > 0 ? IdentityChannels : ["msteams"];

    internal IEnumerable<string> Tenants => AllowedTenants.Prepend(TenantId).Where(tenant => tenant.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase);

    internal Uri TenantMetadata(string tenant) => new($"{LoginAuthority.TrimEnd('/')}/{tenant}/v2.0/.well-known/openid-configuration");

    /// <summary>A bot for many tenants gets its token from the Bot Framework's own tenant.</summary>
    internal Uri TokenUrl => new($"{LoginAuthority.TrimEnd('/')}/{(TenantId.Length > 0 ? TenantId : "botframework.com")}/oauth2/v2.0/token");
}

/// <summary>Stops the start with one line that names the setting.</summary>
internal sealed class BotOptionsValidator : IValidateOptions<BotOptions>
{
    public ValidateOptionsResult Validate(string? name, BotOptions options)
    {
        var problem = Problem(options);
        return problem is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problem);
    }

    private static string? Problem(BotOptions options)
    {
        if (options.IsDemo && options.AppPassword.Length > 0)
            return "Bot:AppPassword is set but Bot:AppId is not: set both, or neither for demo mode.";
        if (options.AppId.Any(char.IsWhiteSpace))
            return "Bot:AppId must not contain spaces.";
        foreach (var tenant in options.Tenants)
        {
            if (!tenant.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'))
                return $"Bot:TenantId and Bot:AllowedTenants take tenant ids such as 72f988bf-86f1-41af-91ab-2d7cd011db47, not \"{tenant}\".";
        }

        foreach (var (setting, host) in options.AllowedServiceHosts.Select(host => ("Bot:AllowedServiceHosts", host)).Concat(options.AllowedFileHosts.Select(host => ("Bot:AllowedFileHosts", host))))
        {
            var bare = host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host;
            if (Uri.CheckHostName(bare.Trim('[', ']')) == UriHostNameType.Unknown)
                return $"{setting} takes host names such as bot.example.com or *.example.com, not \"{host}\".";
        }

        if (options.BotFrameworkIssuer.Length == 0)
            return "Bot:BotFrameworkIssuer must not be empty.";
        if (options.MaxBodyKilobytes is < 1 or > 16 * 1024)
            return "Bot:MaxBodyKilobytes must be between 1 and 16384.";
        return UrlProblem("Bot:BotFrameworkMetadata", options.BotFrameworkMetadata) ?? UrlProblem("Bot:LoginAuthority", options.LoginAuthority);
    }

    private static string? UrlProblem(string setting, string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && Loopback.IsLoopbackHost(url.IdnHost)))
            ? null
            : $"{setting} must be an https URL (http only for this machine), not \"{value}\".";
}
