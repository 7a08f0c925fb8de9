namespace BotCrm.Bot.Tests.Web;

/// <summary>Files of the checkout.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "BotCrm.sln")))
                return at.FullName;
        }

        throw new InvalidOperationException("The tests must run inside the checkout: BotCrm.sln was not found above them.");
    }
}
