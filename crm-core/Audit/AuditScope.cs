using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotCrm.Core.Access;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Audit;

/// <summary>What of the change feed an actor sees: entries about records the actor sees, and of those no field the record's own view would hide.</summary>
internal static class AuditScope
{
    private static readonly string[] ContactDetails = ["phone", "email", "weChat", "idNumber"];
    private static readonly string[] Phone = ["phone"];
    private static readonly string[] Secrets = ["secret"];

    public static IQueryable<AuditEntry> VisibleTo(IQueryable<AuditEntry> entries, Actor actor, CrmDbContext db)
    {
        if (actor.May(Permissions.AuditAll))
            return entries;
        var self = actor.UserId;
        // Of a deleted record nobody can say any more whose it was; who deleted it knows of it.
        // One condition per noun, so that a noun added to the records is not forgotten here.
        Expression<Func<AuditEntry, bool>> any = entry => entry.ActorId == self && entry.After == null;
        foreach (var kind in Records.Types.Select(type => Records.KindOf(type)!).Where(actor.MayRead))
        {
            var ids = RowScope.Ids(kind, actor, db);
            // Asked for each entry: to gather all visible records of every noun first would cost more than the page.
            any = Either(any, entry => entry.Entity == kind && ids.Any(id => id == entry.EntityId));
        }
        // Who signed in, read and exported is for administrators, but for one's own.
        return entries.Where(entry => entry.ActorId == self || ChangeRecorder.AllChanges.Contains(entry.Operation)).Where(any);
    }

    private static Expression<Func<AuditEntry, bool>> Either(Expression<Func<AuditEntry, bool>> one, Expression<Func<AuditEntry, bool>> other) =>
        Expression.Lambda<Func<AuditEntry, bool>>(Expression.OrElse(one.Body, new Rename(other.Parameters[0], one.Parameters[0]).Visit(other.Body)), one.Parameters);

    public static async Task<IReadOnlyList<AuditView>> ViewsAsync(CrmSession session, IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        var owners = await OwnersAsync(session, entries, ct);
        var actor = session.Actor;
        var directory = await session.DirectoryAsync(ct);
        return [.. entries.Select(entry =>
        {
            var mayRead = owners.TryGetValue(entry.EntityId, out var owner) ? ContactMask.MayRead(actor, owner) : actor.May(Permissions.ContactsDetails);
            var hidden = entry.Entity switch
            {
                Kinds.Contact when !mayRead => ContactDetails,
                Kinds.Customer when !mayRead => Phone,
                Kinds.Webhook => Secrets,
                _ => (string[])[],
            };
            hidden = [.. hidden, .. FieldRights.HiddenIn(entry.Entity, actor)];
            if (!mayRead)
                hidden = [.. hidden, "customSealed"];
            // A sentence may speak of anything; it is for who said it and for who answers for them.
            var mayHear = actor.May(Permissions.AuditAll) || actor.Supervises(entry.ActorId);
            return new AuditView(
                entry.Sequence.ToString(CultureInfo.InvariantCulture),
                entry.Sequence,
                entry.ChangeSetId,
                entry.At,
                // Of an erased user the pseudonym; the login that the chain was made with is told to nobody.
                directory.Find(entry.ActorId)?.Login ?? entry.ActorLogin,
                entry.Channel,
                entry.Conversation,
                mayHear ? entry.Sentence : null,
                entry.Entity,
                entry.EntityId,
                entry.Operation,
                Image(entry.Before, hidden),
                Image(entry.After, hidden),
                entry.Undoes,
                Convert.ToHexStringLower(entry.Hash),
                entry.Erased);
        })];
    }

    /// <summary>Owners of the customers that the entries speak of, and of those of the contacts. No two records have the same id, whatever their kind.</summary>
    private static async Task<Dictionary<long, long>> OwnersAsync(CrmSession session, IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        long[] Ids(string kind) => [.. entries.Where(entry => entry.Entity == kind).Select(entry => entry.EntityId).Distinct()];
        var owners = new Dictionary<long, long>();
        if (Ids(Kinds.Customer) is { Length: > 0 } customers)
        {
            foreach (var pair in await session.Db.Customers.Where(customer => customers.Contains(customer.Id)).Select(customer => new { customer.Id, customer.OwnerId }).ToListAsync(ct))
                owners[pair.Id] = pair.OwnerId;
        }
        if (Ids(Kinds.Contact) is { Length: > 0 } contacts)
        {
            foreach (var pair in await session.Db.Contacts
                .Where(contact => contacts.Contains(contact.Id))
                .Join(session.Db.Customers, contact => contact.CustomerId, customer => customer.Id, (contact, customer) => new { contact.Id, customer.OwnerId })
                .ToListAsync(ct))
                owners[pair.Id] = pair.OwnerId;
        }
        return owners;
    }

    private static JsonElement? Image(string? image, string[] hidden)
    {
        if (image is null)
            return null;
        if (hidden.Length == 0)
            return JsonElement.Parse(image);
        var json = JsonNode.Parse(image)!.AsObject();
        foreach (var field in hidden)
        {
            json.Remove(field);
            // One field of the company's own stands within the object of all.
            if (field.StartsWith(FieldBook.Prefix, StringComparison.Ordinal))
            {
                (json["custom"] as JsonObject)?.Remove(field[FieldBook.Prefix.Length..]);
                (json["customSealed"] as JsonObject)?.Remove(field[FieldBook.Prefix.Length..]);
            }
        }
        return JsonElement.Parse(json.ToJsonString(RecordImage.Json));
    }

    private sealed class Rename(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
