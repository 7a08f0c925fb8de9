using BotCrm.Core.Access;
using BotCrm.Core.Files;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer.Mapping;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer;

/// <summary>
/// Takes a file for import and guesses what it holds. Nothing is imported yet: look at the mapping, change it (<see cref="ChangeImport"/>),
/// try it (<see cref="CheckImport"/>), start it (<see cref="StartImport"/>).
/// </summary>
[Requires(Permissions.DataImport)]
public sealed record CreateImport : Command<ImportView>
{
    /// <summary>The file itself; or <see cref="FileId"/> of one uploaded before.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    public long? FileId { get; init; }

    public string? FileName { get; init; }

    /// <summary>What the rows are; guessed when not said.</summary>
    public string? Kind { get; init; }

    /// <summary>Which sheet; the first with rows when not said.</summary>
    public string? Sheet { get; init; }

    /// <summary>Name of a template whose mapping is used for the columns it knows.</summary>
    public string? Template { get; init; }

    public DuplicatePolicy? Policy { get; init; }

    protected internal override async Task<Result<ImportView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (Kind is not null && !ImportFields.KindNames.Contains(Kind))
            return ImportFailures.UnknownKind(Kind);
        var name = FileRules.Name(FileName);
        var content = Content.ToArray();
        if (FileId is { } fileId)
        {
            var file = await session.AskAsync(new DownloadFile { Id = fileId }, ct);
            if (!file.Ok)
                return file.Failure;
            (name, content) = (file.Value.File.Name, file.Value.Content);
        }
        var looked = await ImportRules.LookAsideAsync(session, content, Sheet, ct);
        if (!looked.Ok)
            return looked.Failure;
        var (facts, sheets) = looked.Value;
        var template = Template is null ? null : await TemplateAsync(session, Template, ct);
        if (Template is not null && template is null)
            return Failure.Invalid("unknown_template", $"You have no import template '{Template}'.", "template") with { Data = new Dictionary<string, string> { ["name"] = Template } };
        if (Kind == Kinds.User && UserRules.AdminOnly(session.Actor) is { } refused)
            return refused;
        var admin = session.Actor.May(Permissions.DataLoad);
        var kind = Kind ?? template?.Kind ?? MappingGuess.Kind(facts.Columns, facts.Facts, name, facts.Sheet, admin, session.Actor.May(Permissions.UsersManage));
        var plan = (template is not null && template.Kind == kind ? template : new ImportPlan { Kind = kind, Source = facts.Signature }) with { Sheet = facts.Sheet };
        var guessed = MappingGuess.Columns(kind, facts.Columns, facts.Facts, admin, session.Fields);
        if (template is not null)
            guessed = [.. guessed.Select(column => template.Columns.FirstOrDefault(known => known.Column == column.Column) is { } known ? column with { Field = known.Field, Confidence = 1 } : column)];
        plan = MappingGuess.WithQuestions(plan with { Columns = guessed, Policy = Policy ?? plan.Policy }, facts.Facts);
        var import = new Import
        {
            Id = await session.NewIdAsync(ct),
            MakerId = session.Actor.UserId,
            FileName = name,
            Kind = kind,
            State = ImportState.Mapping,
            Plan = ImportRules.Write(plan),
            Rows = facts.Rows,
            Channel = session.Origin.Channel.Length <= Limits.Channel ? session.Origin.Channel : session.Origin.Channel[..Limits.Channel],
            Conversation = session.Origin.Conversation is { Length: > Limits.Conversation } ? null : session.Origin.Conversation,
            CreatedAt = session.Now,
        };
        // A copy of its own: the attachment may be deleted while the import is still needed.
        import.FileId = await session.NewIdAsync(ct);
        FileContents.Add(session, import.FileId, content);
        session.Db.Add(import);
        session.Recorder.Note("import", import.Id, "upload", TransferNotes.Of(("file", name), ("kind", kind), ("rows", facts.Rows)));
        await session.SaveAsync(ct);
        return ImportRules.View(import, await session.DirectoryAsync(ct)) with { Sheets = sheets };
    }

    private static async Task<ImportPlan?> TemplateAsync(CrmSession session, string name, CancellationToken ct)
    {
        var self = session.Actor.UserId;
        var found = await session.Db.Set<ImportTemplate>().AsNoTracking().FirstOrDefaultAsync(one => one.OwnerId == self && one.Name == name.Trim(), ct);
        return found is null ? null : ImportRules.Read(found.Plan);
    }
}
