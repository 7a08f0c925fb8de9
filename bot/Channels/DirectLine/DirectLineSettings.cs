namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>Settings of section <c>DirectLine</c>, and the room's limits.</summary>
internal sealed record DirectLineSettings
{
    /// <summary>Lets a server of ours make tokens for anybody; empty: nobody may.</summary>
    public string Secret { get; init; } = "";

    /// <summary>Pages elsewhere that may call; empty: only the own page.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    public TimeSpan TokenLife { get; init; } = TimeSpan.FromHours(1);

    /// <summary>No identity provider is configured: whoever is on this machine may be anybody.</summary>
    public bool Demo { get; init; }

    /// <summary>The stream token stands in a URL, where it may be logged, so it is only good for connecting.</summary>
    public static readonly TimeSpan StreamTokenLife = TimeSpan.FromMinutes(2);

    public const int MaxActivityBytes = 256 * 1024;

    public static DirectLineSettings From(IConfiguration configuration)
    {
        var section = configuration.GetSection("DirectLine");
        return new DirectLineSettings
        {
            Secret = section["Secret"] ?? "",
            Origins = [.. section.GetSection("Origins").GetChildren().Select(o => o.Value).OfType<string>().Where(o => o.Length > 0).Select(o => o.TrimEnd('/'))],
            TokenLife = TimeSpan.FromMinutes(section["TokenMinutes"] is { Length: > 0 } minutes ? int.Parse(minutes, System.Globalization.CultureInfo.InvariantCulture) : 60),
            Demo = string.IsNullOrEmpty(configuration["Bot:AppId"]),
        };
    }
}
