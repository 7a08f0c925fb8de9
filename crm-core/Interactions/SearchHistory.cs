using BotCrm.Core.Access;
using BotCrm.Core.Contacts;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Interactions;

/// <summary>What was said or done: full-text search over interactions and tickets the actor may see, English and Chinese, best first; with no text, the newest.</summary>
[Requires(Permissions.InteractionsRead)]
public sealed record SearchHistory : Query<IReadOnlyList<Passage>>
{
    public string? Text { get; init; }

    public long? CustomerId { get; init; }

    public long? ContactId { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public int Limit { get; init; } = 5;

    /// <summary>Only what has all the words, also when nothing has.</summary>
    public bool EveryWord { get; init; }

    protected internal override async Task<Result<IReadOnlyList<Passage>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var check = new Checks();
        check.Range(Limit, 1, Paging.MaxLimit, "limit");
        if (check.Failure is { } failure)
            return failure;
        if (CustomerId is { } customer && !await session.Db.Customers.VisibleTo(session.Actor).AnyAsync(one => one.Id == customer, ct))
            return Failure.NotFound(Kinds.Customer, customer);
        Contact? contact = null;
        if (ContactId is { } contactId)
        {
            contact = await session.Db.Contacts.AsNoTracking().VisibleTo(session.Actor, session.Db).SingleOrDefaultAsync(one => one.Id == contactId, ct);
            if (contact is null)
                return Failure.NotFound(Kinds.Contact, contactId);
        }

        var source = new HistorySource(session, CustomerId, contact, From, To, Limit);
        if (Checks.Clean(Text ?? "").Length == 0)
            return Result(await source.NewestAsync(ct));
        var question = HistoryQuestion.Of(Text!);
        if (question.Every is null)
            return Result([]);
        // All words first: who names two things means both. Only when no record has them all, any of them will do.
        var found = await source.MatchingAsync(question.Every, question.Words, ct);
        return Result(found.Count > 0 || EveryWord || question.IsOneWord ? found : await source.MatchingAsync(question.Any!, question.Words, ct));
    }

    private static Result<IReadOnlyList<Passage>> Result(IReadOnlyList<Passage> passages) => passages is List<Passage> list ? list : passages.ToList();
}
