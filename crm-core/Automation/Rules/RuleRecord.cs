using System.Text.Json.Nodes;
using BotCrm.Core.Audit;
using BotCrm.Core.Contracts;
using BotCrm.Core.Customers;
using BotCrm.Core.Fields;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>A record as rules look at it: its fields, whose it is, and what it is called.</summary>
internal sealed record RuleRecord(string Kind, long Id, string Name, JsonObject Fields, Person? Owner, long? CustomerId)
{
    /// <summary>The properties that say whose a record is, the first that is set.</summary>
    private static readonly string[] OwnerProperties = ["OwnerId", "AssigneeId"];

    public static async Task<RuleRecord?> FindAsync(CrmSession session, string kind, long id, CancellationToken ct)
    {
        var db = session.Db;
        if (Records.TypeOf(kind) is not { } type || await db.FindAsync(type, [id], ct) is not { } record)
            return null;
        var entry = db.Entry(record);
        var fields = JsonNode.Parse(RecordImage.Write(entry.CurrentValues))!.AsObject();
        var contract = record is Payment payment ? await db.FindAsync<Contract>([payment.ContractId], ct) : null;
        var customerId = contract?.CustomerId ?? (record is Customer ? id : entry.Metadata.FindProperty(nameof(Contract.CustomerId)) is null ? null : entry.Property(nameof(Contract.CustomerId)).CurrentValue as long?);
        var customer = record as Customer ?? (customerId is { } number ? await db.Customers.FindAsync([number], ct) : null);
        var directory = await session.DirectoryAsync(ct);
        var ownerId = OwnerProperties.Where(name => entry.Metadata.FindProperty(name) is not null).Select(name => entry.Property(name).CurrentValue as long?).FirstOrDefault(one => one is not null)
            ?? (record is User user ? user.Id : contract?.OwnerId ?? customer?.OwnerId);
        var owner = ownerId is { } person ? directory.Find(person) : null;
        fields["owner"] = owner?.Login;
        fields["team"] = owner?.TeamId is { } team ? directory.Teams.GetValueOrDefault(team) : null;
        if (customer is not null && record is not Customer)
        {
            foreach (var (name, value) in JsonNode.Parse(RecordImage.Write(db.Entry(customer).CurrentValues))!.AsObject())
                fields["customer." + name] = value?.DeepClone();
        }
        OwnFields(fields, "");
        OwnFields(fields, "customer.");
        return new RuleRecord(kind, id, Records.NameOf(record), fields, owner, customerId);
    }

    /// <summary>Each of the company's own fields under a name of its own; what is sealed stays out of rules, whose texts anybody may read.</summary>
    private static void OwnFields(JsonObject fields, string prefix)
    {
        foreach (var (code, value) in (fields[prefix + "custom"] as JsonObject)?.ToList() ?? [])
            fields[prefix + FieldBook.Prefix + code] = value?.DeepClone();
        fields.Remove(prefix + "custom");
        fields.Remove(prefix + "customSealed");
    }

    /// <summary>The fields a condition about a noun may name.</summary>
    public static IReadOnlyCollection<string> FieldsOf(CrmDbContext db, string kind)
    {
        var fields = new SortedSet<string>(StringComparer.Ordinal) { "owner", "team" };
        if (Records.TypeOf(kind) is not { } type)
            return fields;
        var model = db.Model.FindEntityType(type)!;
        fields.UnionWith(RecordImage.Fields(model).Select(RecordImage.FieldName));
        if (type == typeof(Payment) || model.FindProperty("CustomerId") is not null)
            fields.UnionWith(RecordImage.Fields(db.Model.FindEntityType(typeof(Customer))!).Select(property => "customer." + RecordImage.FieldName(property)));
        fields.UnionWith(db.Fields.Of(kind).Where(one => !one.Sensitive).Select(one => one.Path));
        if (fields.Contains("customer.name"))
            fields.UnionWith(db.Fields.Of(Kinds.Customer).Where(one => !one.Sensitive).Select(one => "customer." + one.Path));
        fields.RemoveWhere(name => name is "custom" or "customSealed" or "customer.custom" or "customer.customSealed");
        return fields;
    }
}
