using System.Linq.Expressions;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Search;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Interactions;

/// <summary>Interactions. Sorts: when (default, newest first when Descending), created.</summary>
[Requires(Permissions.InteractionsRead)]
public sealed record ListInteractions : Query<Page<InteractionView>>
{
    private static readonly Sorts<InteractionRow> Order = new Sorts<InteractionRow>(row => row.Interaction.Id)
        .By("when", row => row.Interaction.When)
        .By("created", row => row.Interaction.CreatedAt);

    public long? CustomerId { get; init; }

    public long? ContactId { get; init; }

    public long? AuthorId { get; init; }

    public InteractionKind? Kind { get; init; }

    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    public bool? Resolved { get; init; }

    public string? Search { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override async Task<Result<Page<InteractionView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var rows = InteractionRows.Of(session);
        if (CustomerId is { } customer)
            rows = rows.Where(row => row.Interaction.CustomerId == customer);
        if (ContactId is { } contact)
            rows = rows.Where(row => row.Interaction.ParticipantIds.Contains(contact));
        if (AuthorId is { } author)
            rows = rows.Where(row => row.Interaction.AuthorId == author);
        if (Kind is { } kind)
            rows = rows.Where(row => row.Interaction.Kind == kind);
        if (From is { } from)
            rows = rows.Where(row => row.Interaction.When >= from);
        if (To is { } to)
            rows = rows.Where(row => row.Interaction.When < to);
        if (Resolved is { } resolved)
            rows = rows.Where(row => row.Interaction.Resolved == resolved);
        var (outcome, next) = (session.Actor.SeesField("interaction.outcome"), session.Actor.SeesField("interaction.nextStep"));
        Expression<Func<InteractionRow, string?>>[] texts = [row => row.Interaction.Summary, row => outcome ? row.Interaction.Outcome : null, row => next ? row.Interaction.NextStep : null];
        rows = await rows.SaidAsync(session.Db, Search, row => row.Interaction.Id, ct, texts);
        // The index of words knows no field rights.
        if (!outcome || !next)
            rows = rows.Holding(session.Db, Search, texts);

        // Of an author they lie in order in an index of their own, whosever the customers are.
        var spread = AuthorId is null ? Spread<InteractionRow>.Of(session.Actor, row => row.Interaction.CustomerOwnerId) : null;
        var page = await Order.PageAsync(rows, Paging, ct, spread);
        return page.Ok ? new Page<InteractionView>(await InteractionRows.ViewsAsync(session, page.Value.Items, ct), page.Value.Next, page.Value.Total) : page.Failure;
    }
}
