using System.Globalization;
using BotCrm.Core.Files;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Tools.Names;

namespace BotCrm.Skills.Files;

/// <summary>Which file is meant: one named as <c>file:id</c> or by name, else the one just sent, else the speaker's newest that belongs to nothing yet.</summary>
internal static class FileChoice
{
    private const string Reference = "file:";

    /// <param name="of">The record whose files come into question besides the speaker's own.</param>
    public static async Task<(FileView? File, SkillOutcome? Problem)> FindAsync(SkillContext context, string? said, RecordRef? of, CancellationToken ct)
    {
        if (said is not null && said.StartsWith(Reference, StringComparison.OrdinalIgnoreCase) && long.TryParse(said.AsSpan(Reference.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return await GetAsync(context, id, ct);
        if (said is null && context.Focus.FirstOrDefault(r => r.Kind == Kinds.File) is { } sent)
            return await GetAsync(context, sent.Id, ct);
        var files = new List<FileView>();
        if (await context.Session.AskAsync(new ListFiles(), ct) is { Ok: true } own) files.AddRange(own.Value);
        if (of is not null && await context.Session.AskAsync(new ListFiles { RecordKind = of.Kind, RecordId = of.Id }, ct) is { Ok: true } attached) files.AddRange(attached.Value);
        var name = said is null ? null : NameFolding.Fold(said);
        var found = files.FirstOrDefault(f => name is null || NameFolding.Fold(f.Name).Contains(name, StringComparison.Ordinal));
        return found is not null
            ? (found, null)
            : (null, new Refused(new Failure(said is null ? "no_file" : "no_such_file", FailureKind.NotFound, "There is no such file.") { Data = new Dictionary<string, string> { ["name"] = said ?? "" } }));
    }

    private static async Task<(FileView?, SkillOutcome?)> GetAsync(SkillContext context, long id, CancellationToken ct)
    {
        var file = await context.Session.AskAsync(new GetFile { Id = id }, ct);
        return file.Ok ? (file.Value, null) : (null, new Refused(file.Failure));
    }

    public static RecordRef Ref(FileView file) => new(Kinds.File, file.Id, file.Name);

    public static string Size(Words words, long bytes) => bytes < 1024 * 1024
        ? words.Number(Math.Max(1, Math.Round(bytes / 1024m))) + " KB"
        : words.Number(Math.Round(bytes / 1024m / 1024m, 1)) + " MB";
}
