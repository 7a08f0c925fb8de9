namespace BotCrm.Bot.Configuration;

/// <summary>
/// Where appsettings.json, the data and the web files lie. <c>dotnet run --project bot</c> starts the process inside <c>bot/</c>, while the
/// settings lie at the root of the repository, so the current folder alone does not do.
/// </summary>
internal static class HostPaths
{
    private const string Settings = "appsettings.json";

    /// <summary>
    /// The folder of appsettings.json: the current one, else the root of the checkout around the current folder or around the program,
    /// else the folder of the program (a published copy).
    /// </summary>
    public static string FindHome(string current, string program)
    {
        if (File.Exists(Path.Combine(current, Settings)))
            return current;

        return Checkout(current) ?? Checkout(program) ?? program;
    }

    /// <summary>The folder of the web files, which a checkout has in <c>bot/</c> and a published copy beside the program.</summary>
    public static string FindWebRoot(string home, string program)
    {
        var inCheckout = Path.Combine(home, "bot", "wwwroot");
        return Directory.Exists(inCheckout) ? inCheckout : Path.Combine(program, "wwwroot");
    }

    private static string? Checkout(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Settings)) && File.Exists(Path.Combine(at.FullName, "BotCrm.sln")))
                return at.FullName;
        }

        return null;
    }
}
