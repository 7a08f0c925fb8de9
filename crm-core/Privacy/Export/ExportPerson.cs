using System.Globalization;
using System.Text.Json.Nodes;
using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Contacts;
using BotCrm.Core.Files;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Privacy.Export;

/// <summary>
/// Everything about one person: a contact whose details the actor may read, or a user (oneself; anybody for an administrator). A command,
/// because the audit tells of it.
/// </summary>
[Requires(Permissions.PrivacyExport)]
public sealed record ExportPerson : Command<PersonExport>
{
    /// <summary>The newest so many entries of the audit are told.</summary>
    private const int MaxHistory = 10_000;

    /// <summary><c>contact</c> or <c>user</c>.</summary>
    public string Kind { get; init; } = Kinds.Contact;

    public required long Id { get; init; }

    protected internal override async Task<Result<PersonExport>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var export = Kind switch
        {
            Kinds.Contact => await ContactAsync(session, ct),
            Kinds.User => await UserAsync(session, ct),
            _ => Failure.Invalid("unknown_value", "kind must be contact or user.", "kind"),
        };
        if (export.Ok)
            session.Recorder.Note(Kind, Id, AuditEvent.Export, "{}");
        return export;
    }

    private async Task<Result<PersonExport>> ContactAsync(CrmSession session, CancellationToken ct)
    {
        var db = session.Db;
        var found = await ContactRules.FindAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        var (contact, customer) = found.Value;
        if (!ContactMask.MayRead(session.Actor, customer.OwnerId))
            return Failure.Forbidden(Policies.OwnRecordsOnly, "Only who may read a contact's details may export them: the customer's owner, that person's manager, an administrator.");
        var json = new JsonObject { ["person"] = Image(db, contact), ["customer"] = new JsonObject { ["id"] = customer.Id, ["name"] = customer.Name } };
        // Every noun that refers to the contact, by the model; each is one that whoever sees the contact sees.
        foreach (var key in db.Model.FindEntityType(typeof(Contact))!.GetReferencingForeignKeys().Where(key => Records.KindOf(key.DeclaringEntityType.ClrType) is not null))
        {
            var kind = Records.KindOf(key.DeclaringEntityType.ClrType)!;
            if (!session.Actor.MayRead(kind))
                continue;
            var records = await RecordsAsync(db, key.DeclaringEntityType.ClrType, key.Properties[0].GetColumnName(), ct);
            var ids = records.Select(one => one.Id).ToArray();
            var visible = await RowScope.Ids(kind, session.Actor, db).Where(one => ids.Contains(one)).ToListAsync(ct);
            json[kind + "s"] = new JsonArray([.. records.Where(one => visible.Contains(one.Id)).Select(one => (JsonNode)one.Image)]);
        }
        var id = Id;
        var interactions = await db.Interactions.VisibleTo(session.Actor, db).Where(one => one.ParticipantIds.Contains(id)).OrderBy(one => one.When).ToListAsync(ct);
        json["interactions"] = new JsonArray([.. interactions.Select(one => (JsonNode)Image(db, one))]);
        var files = await db.Set<StoredFile>().Where(file => file.RecordKind == Kinds.Contact && file.RecordId == id).ToListAsync(ct);
        json["files"] = new JsonArray([.. files.Select(one => (JsonNode)Image(db, one))]);
        json["history"] = await HistoryAsync(session, db.Audit.Where(entry => entry.Entity == Kinds.Contact && entry.EntityId == id), ct);
        return new PersonExport(Kind, Id, contact.Name, session.Now, json);
    }

    private async Task<Result<PersonExport>> UserAsync(CrmSession session, CancellationToken ct)
    {
        var db = session.Db;
        var id = Id;
        if (id != session.Actor.UserId && !session.Actor.May(Permissions.PrivacyManage))
            return Failure.Forbidden(Permissions.PrivacyManage, "Everyone may export what is kept of oneself; of others, only administrators.");
        if (await db.Users.FirstOrDefaultAsync(user => user.Id == id, ct) is not { } user)
            return Failure.NotFound(Kinds.User, id);
        var json = new JsonObject
        {
            ["person"] = Image(db, user),
            ["history"] = await HistoryAsync(session, db.Audit.Where(entry => entry.Entity == Kinds.User && entry.EntityId == id), ct),
            ["actions"] = await HistoryAsync(session, db.Audit.Where(entry => entry.ActorId == id), ct),
        };
        return new PersonExport(Kind, Id, user.Name, session.Now, json);
    }

    private async Task<List<(long Id, JsonObject Image)>> RecordsAsync(CrmDbContext db, Type type, string column, CancellationToken ct)
    {
        var table = db.Model.FindEntityType(type)!.GetTableName();
#pragma warning disable EF1002 // Table and column come from the model, the value is a parameter.
        var ids = await db.Database.SqlQueryRaw<long>($"SELECT id AS \"Value\" FROM {table} WHERE {column} = {{0}} ORDER BY id", Id).ToListAsync(ct);
#pragma warning restore EF1002
        var records = new List<(long, JsonObject)>();
        foreach (var id in ids)
        {
            if (await db.FindAsync(type, [id], ct) is { } record)
                records.Add((id, Image(db, record)));
        }
        return records;
    }

    /// <summary>Who did what when; the images would only repeat what stands above, or tell what others wrote elsewhere.</summary>
    private static async Task<JsonArray> HistoryAsync(CrmSession session, IQueryable<AuditEntry> entries, CancellationToken ct)
    {
        var directory = await session.DirectoryAsync(ct);
        var read = await entries.OrderByDescending(entry => entry.Sequence).Take(MaxHistory).Select(entry => new { entry.At, entry.ActorId, entry.ActorLogin, entry.Channel, entry.Operation, entry.Entity, entry.EntityId }).ToListAsync(ct);
        return new JsonArray([.. read.Select(entry => (JsonNode)new JsonObject
        {
            ["at"] = entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["by"] = directory.Find(entry.ActorId)?.Login ?? entry.ActorLogin,
            ["channel"] = entry.Channel,
            ["operation"] = entry.Operation,
            ["record"] = $"{entry.Entity} {entry.EntityId}",
        })]);
    }

    private static JsonObject Image(CrmDbContext db, object record) => JsonNode.Parse(RecordImage.Write(db.Entry(record).CurrentValues))!.AsObject();
}
