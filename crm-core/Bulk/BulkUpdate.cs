using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BotCrm.Core.Access;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;

namespace BotCrm.Core.Bulk;

/// <summary>Which records: by their ids, or by a filter of their kind. Only visible ones count.</summary>
public sealed record BulkSelection
{
    /// <summary>customer, opportunity, task or ticket.</summary>
    public required string Kind { get; init; }

    public IReadOnlyList<long> Ids { get; init; } = [];

    public CustomerFilter? Customers { get; init; }

    public long? SegmentId { get; init; }

    public ListOpportunities? Opportunities { get; init; }

    public ListTickets? Tickets { get; init; }

    public ListTasks? Tasks { get; init; }
}

public enum BulkOutcome
{
    Changed,
    Unchanged,
    Refused,
}

/// <param name="Problem">Why the row was refused; the other rows go on.</param>
public sealed record BulkRow(long Id, string Name, BulkOutcome Outcome, Failure? Problem);

/// <param name="Rows">Every row, in the order of their ids.</param>
/// <param name="Token">Stands for exactly these records in this state and this change.</param>
public sealed record BulkResult(string Kind, int Changed, int Unchanged, int Refused, IReadOnlyList<BulkRow> Rows, string Token);

/// <summary>
/// Changes many records alike, each by its own noun's rules; rows that are not allowed are refused one by one and the others changed, all in one
/// change set. Run without committing it is the preview; committed with the preview's token it does exactly what was previewed, or nothing.
/// </summary>
[Requires(Permissions.BulkChange)]
public sealed record BulkUpdate : Command<BulkResult>
{
    public required BulkSelection Selection { get; init; }

    public required BulkChange Change { get; init; }

    /// <summary>The audit entry of a bulk change, beside those of its records.</summary>
    internal const string BulkNote = "bulk";

    /// <summary>The token of the preview that was agreed to; conflict when it would do something else by now.</summary>
    public string? Token { get; init; }

    protected internal override async Task<Result<BulkResult>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var rules = BulkKind.Of(Selection.Kind);
        if (rules is null)
            return Failure.Invalid("unknown_value", $"kind must be one of: {string.Join(", ", BulkKind.Names)}.", "kind");
        if (!session.Actor.May(rules.Permission))
            return Policies.Refusal(rules.Permission, session.Actor);
        if (Change.Problem(rules) is { } wrong)
            return wrong;
        var limit = session.Options.BulkLimit;
        var selected = await rules.SelectAsync(session, Selection, limit + 1, ct);
        if (!selected.Ok)
            return selected.Failure;
        var targets = selected.Value;
        if (targets.Count == 0)
            return new Failure("nothing_selected", FailureKind.NotFound, "No record that you may see fits; nothing would change.");
        if (targets.Count > limit)
        {
            return Failure.Invalid("too_many_records", $"At most {limit} records at once; this would be more. Narrow the filter.", "selection") with
            {
                Data = new Dictionary<string, string> { ["max"] = limit.ToString(CultureInfo.InvariantCulture) },
            };
        }
        var token = TokenOf(session, targets);
        if (Token is not null && Token != token)
            return Failure.Conflict("preview_outdated", "Since the preview, records were changed or others fit now; look at a new preview.");

        var rows = new List<BulkRow>(targets.Count);
        foreach (var target in targets)
        {
            var before = session.Recorder.ChangeCount;
            var problem = await rules.ChangeAsync(session, target.Id, Change, ct);
            var outcome = problem is not null ? BulkOutcome.Refused : session.Recorder.ChangeCount > before ? BulkOutcome.Changed : BulkOutcome.Unchanged;
            rows.Add(new BulkRow(target.Id, target.Name, outcome, problem));
            // Each save looks at everything tracked: without this, ten thousand rows would look at each other ten thousand times.
            session.Db.ChangeTracker.Clear();
        }
        int Count(BulkOutcome outcome) => rows.Count(row => row.Outcome == outcome);
        // Says which change set was a bulk change: by its records alone it could be many things said in one breath.
        if (Count(BulkOutcome.Changed) > 0)
            session.Recorder.Note(BulkNote, 0, BulkNote, JsonSerializer.Serialize(new { kind = Selection.Kind, changed = Count(BulkOutcome.Changed) }));
        return new BulkResult(Selection.Kind, Count(BulkOutcome.Changed), Count(BulkOutcome.Unchanged), Count(BulkOutcome.Refused), rows, token);
    }

    private string TokenOf(CrmSession session, IReadOnlyList<BulkTarget> targets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{session.Actor.UserId}|{Selection.Kind}|{JsonSerializer.Serialize(Change)}")));
        foreach (var target in targets)
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"|{target.Id}:{target.Version}")));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

internal sealed record BulkTarget(long Id, string Name, int Version);
