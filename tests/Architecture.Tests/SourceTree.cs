using System.Text.RegularExpressions;

namespace BotCrm.Architecture.Tests;

/// <summary>A C# file of the product: its room (folder below the repository root, with forward slashes) and its text.</summary>
public sealed record SourceFile(string Path, string Room, string Text)
{
    public IEnumerable<string> Usings => UsingLine.Matches(Text).Select(match => match.Groups[1].Value);

    private static readonly Regex UsingLine = new(@"^(?:global )?using (?:static )?(?:\w+ = )?([\w.]+);", RegexOptions.Multiline);
}

public static class SourceTree
{
    public static readonly string Root = FindRoot();

    public static readonly IReadOnlyList<SourceFile> Product =
        [.. new[] { "crm-core", "skills", "bot" }.SelectMany(Read)];

    public static IReadOnlyList<SourceFile> In(string room) =>
        [.. Product.Where(file => file.Room == room || file.Room.StartsWith(room + "/", StringComparison.Ordinal))];

    private static IEnumerable<SourceFile> Read(string top) =>
        from path in Directory.EnumerateFiles(Path.Combine(Root, top), "*.cs", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, path).Replace('\\', '/')
        where !relative.Contains("/obj/", StringComparison.Ordinal) && !relative.Contains("/bin/", StringComparison.Ordinal) && !relative.Contains("/node_modules/", StringComparison.Ordinal)
        select new SourceFile(relative, Path.GetDirectoryName(relative)!.Replace('\\', '/'), File.ReadAllText(path));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BotCrm.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("BotCrm.sln was not found above the test's folder.");
    }
}
