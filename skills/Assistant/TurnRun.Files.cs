using BotCrm.Core.Access;
using BotCrm.Core.Files;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Transfer;
using BotCrm.Skills.Understanding;

namespace BotCrm.Skills.Assistant;

/// <summary>Files that came with a message, and imports, which go on behind the answer.</summary>
internal sealed partial class TurnRun
{
    private static readonly string[] Attachable = [Kinds.Ticket, Kinds.Opportunity, Kinds.Interaction, Kinds.Task, Kinds.Contact, Kinds.Customer];

    /// <summary>
    /// Keeps the files, and does with them what the message says. Without words a table is looked at as an import, and anything else is offered
    /// to the record being talked about.
    /// </summary>
    private async Task<IReadOnlyList<Reply>> ReceiveAsync(CancellationToken ct)
    {
        var words = WordsIn(LanguageGuess.Of(turn.Text ?? ""));
        var about = State.Focus.FirstOrDefault(r => Attachable.Contains(r.Kind));
        var replies = new List<Reply>();
        var kept = new List<(RecordRef File, bool Table)>();
        foreach (var file in turn.Files)
        {
            var uploaded = await catalogue.Crm.RunAsync(actor, OriginOf(turn.Text) with { TurnId = null }, new UploadFile { Name = file.Name, Content = file.Content }, ct);
            if (uploaded.Ok) kept.Add((new RecordRef(Kinds.File, uploaded.Value.Id, uploaded.Value.Name), TableFiles.IsTable(file.Content, file.Name)));
            else replies.Add(ReplyWriter.Refused(new Refused(uploaded.Failure), words));
        }

        if (kept.Count == 0) return replies;
        Committed = true;
        State = State.Talking([.. kept.Select(k => k.File)]);
        if (!string.IsNullOrWhiteSpace(turn.Text))
        {
            var said = await HearAsync(turn.Text, ct);
            if (!said.Any(r => r is NotUnderstoodReply)) return [.. replies, .. said];
        }

        foreach (var (file, table) in kept)
        {
            if (table && actor.May(Permissions.DataImport))
                replies.AddRange(await PlanAsync([new PlannedCall(ImportFileSkill.Name, new Dictionary<string, object?> { ["file"] = $"file:{file.Id}" })], turn.Text ?? file.Name, words, null, ct));
            else
                replies.Add(new SaidReply(words.Language, about is null ? words.Say("file.received", ("name", file.Name)) : words.Say("file.received_about", ("name", file.Name), ("record", about.Name))));
        }

        return replies;
    }

    /// <summary>A small import is done before the answer: its figures are what the person waits for. A large one tells how far it is.</summary>
    private async Task<IReadOnlyList<Reply>> WithImportsAsync(PlanDone done, IReadOnlyList<Reply> replies, Words words, CancellationToken ct)
    {
        if (catalogue.Imports is not { } imports || !done.Wrote) return replies;
        var id = done.Answers.OfType<ImportReply>().Where(r => r.Runs).Select(r => (long?)r.ImportId).FirstOrDefault()
            ?? done.Steps.SelectMany(s => s.Changes).Where(c => c.Kind == "import").Select(c => c.RecordId).FirstOrDefault();
        if (id is not { } import) return replies;
        await imports.RunNowAsync(import, ct);
        var status = new PlannedCall(ImportStatusSkill.Name, new Dictionary<string, object?> { ["import"] = (int)import });
        var shown = await catalogue.Runner.RunAsync(new PlanRequest(actor, OriginOf(null), [status], words, State.ToDialogue(now), null), ct);
        return shown is PlanDone told ? [.. replies.Where(r => r is not (ImportReply or DoneReply { Changes: [{ Kind: "import" }] })), .. told.Answers] : replies;
    }

    /// <summary>A press on an import's card. Start and undo are done at once: the card has shown what they come to.</summary>
    private async Task<IReadOnlyList<Reply>> PressImportAsync(long import, string operation, Words words, CancellationToken ct)
    {
        var arguments = new Dictionary<string, object?> { ["import"] = (int)import };
        string? tool = operation switch
        {
            "start" => StartImportSkill.Name,
            "check" => "check_import",
            "cancel" => "cancel_import",
            "status" => ImportStatusSkill.Name,
            "result" => "import_result",
            "undo" => "undo_import",
            "update" or "skip" or "dayfirst" or "monthfirst" or "point" or "comma" => "change_import",
            _ => null,
        };
        if (tool is null) return Say(words, "action.unknown");
        if (operation is "update" or "skip") arguments["duplicates"] = operation;
        if (operation is "dayfirst" or "monthfirst") arguments["date_order"] = operation;
        if (operation is "point" or "comma") arguments["decimal_mark"] = operation;
        var call = new PlannedCall(tool, arguments);
        string? approval = null;
        if (operation == "start" && await catalogue.Runner.RunAsync(new PlanRequest(actor, OriginOf(null), [call], words, State.ToDialogue(now), null), ct) is PlanWaits waits) approval = waits.Fingerprint;
        return await PlanAsync([call], words.Say("pressed.confirm"), words, approval, ct);
    }
}
