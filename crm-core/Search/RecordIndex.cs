using System.Linq.Expressions;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Fields;
using BotCrm.Core.Knowledge;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace BotCrm.Core.Search;

/// <summary>What of each noun is searchable, kept in the transaction that changes it, whoever does. Sealed fields are never in here.</summary>
internal static class RecordIndex
{
    public const string Table = "record_search";

    /// <summary>Rows are numbered so many times the id and the code of the kind.</summary>
    public const int Kindly = 16;

    private const int Piece = 500;

    private static readonly string[] Order = [Kinds.Customer, Kinds.Contact, Kinds.Opportunity, Kinds.Ticket, Kinds.Task, Kinds.Article];

    public static IReadOnlyList<string> Searched => Order;

    public static int CodeOf(string kind) => Array.IndexOf(Order, kind) + 1;

    public static bool Covers(object record) => record is Customer or Contact or Opportunity or Ticket or CrmTask or Article;

    /// <summary>What to do for an entry; taken before it is saved. Null: nothing that is searched has changed.</summary>
    public static SearchRow? Take(EntityEntry entry)
    {
        if (entry.State == EntityState.Modified && !entry.Properties.Any(property => property.IsModified && IsText(property.Metadata.Name)))
            return null;
        return Row(((CrmDbContext)entry.Context).Fields, entry.Entity, entry.State == EntityState.Deleted);
    }

    /// <summary>Fills an empty index from the records.</summary>
    public static async Task FillAsync(CrmDbContext db, CancellationToken ct)
    {
        await FillAsync(db, db.Customers, one => one.Id, ct);
        await FillAsync(db, db.Contacts, one => one.Id, ct);
        await FillAsync(db, db.Opportunities, one => one.Id, ct);
        await FillAsync(db, db.Tickets, one => one.Id, ct);
        await FillAsync(db, db.Tasks, one => one.Id, ct);
        await FillAsync(db, db.Articles, one => one.Id, ct);
    }

    private static async Task FillAsync<T>(CrmDbContext db, IQueryable<T> records, Expression<Func<T, long>> id, CancellationToken ct)
        where T : class
    {
        var idOf = id.Compile();
        for (var after = long.MinValue; ;)
        {
            var from = after;
            var beyond = Expression.Lambda<Func<T, bool>>(Expression.GreaterThan(id.Body, Expression.Property(Expression.Constant(new SortBound<long>(from)), nameof(SortBound<long>.Value))), id.Parameters);
            var piece = await records.AsNoTracking().Where(beyond).OrderBy(id).Take(Piece).ToListAsync(ct);
            await db.RecordSearch.KeepAsync(db, [.. piece.Select(one => Row(db.Fields, one))], ct);
            if (piece.Count < Piece)
                return;
            after = idOf(piece[^1]);
        }
    }

    public static SearchRow Row(FieldBook fields, object record, bool gone = false)
    {
        var own = record is CustomRecord { Custom: not null } custom ? fields.SearchedTexts(Records.KindOf(record.GetType())!, custom).Select(one => one.Text) : [];
        var (kind, id, names, rest) = record switch
        {
            Customer one => (Kinds.Customer, one.Id, (string?[])[one.Name, .. one.Aliases],
                (string?[])[one.Industry, one.City, one.Source, one.Notes, one.Website, one.Address, one.Country, one.Preferences, one.RegistrationNumber, .. one.Tags, .. one.EmailDomains]),
            Contact one => (Kinds.Contact, one.Id, [one.Name], [one.Title, one.Notes]),
            Opportunity one => (Kinds.Opportunity, one.Id, [one.Name], [one.LossReason]),
            Ticket one => (Kinds.Ticket, one.Id, [one.Subject], [one.Description, one.Resolution]),
            CrmTask one => (Kinds.Task, one.Id, [one.Title], []),
            Article one => (Kinds.Article, one.Id, [one.Title], [one.Body, .. one.Tags]),
            _ => throw new ArgumentException($"{record.GetType().Name} is not searched.", nameof(record)),
        };
        var row = (id * Kindly) + CodeOf(kind);
        return gone ? new SearchRow(row, null, "", "") : new SearchRow(row, SearchWords.ForIndex(names), SearchWords.NearForms(names), SearchWords.ForIndex([.. rest, .. own]));
    }

    private static bool IsText(string property) => property is not ("Version" or "UpdatedAt" or "OwnerId" or "Lifecycle" or "Stage" or "AmountMinor" or "CloseDate" or "StageSince" or "AssigneeId" or "Status" or "Done" or "DoneAt" or "Due");
}
