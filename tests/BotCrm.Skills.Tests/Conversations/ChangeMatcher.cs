using System.Globalization;
using System.Text.Json;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Core.Users;

namespace BotCrm.Skills.Tests.Conversations;

/// <summary>Compares a turn's audit entries with its change lines: every entry must be expected and every expectation met.</summary>
internal static class ChangeMatcher
{
    /// <summary>What the core keeps by itself along with a change that somebody asked for.</summary>
    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "version", "updatedAt", "stageSince", "closedAt", "resolvedAt", "doneAt", "createdAt", "id",
        // What a quote's lines come to, and when it went out and was decided.
        "list", "subtotal", "net", "tax", "total", "number", "makerId", "sentAt", "decidedAt", "cancelledAt", "settled",
        // A ticket's clock, and what it counts.
        "respondedAt", "responseDue", "resolutionDue", "slaDue", "slaSince", "slaUsedMs", "slaCheckAt", "responseBreached", "resolutionBreached", "breachedAt", "responseEscalated", "resolutionEscalated", "silentSince", "reopenCount", "reopenReason",
    };

    public static async Task CompareAsync(ConversationHost host, Actor actor, Turn turn, IReadOnlyList<AuditView> entries, List<TurnFault> faults)
    {
        // The note beside a bulk change tells of it; what it changed stands in the other entries.
        var left = entries.Where(entry => entry.Operation != "bulk").ToList();
        var missing = new List<ChangeExpectation>();
        foreach (var wanted in turn.Changes.OrderBy(change => change.Kind == "*"))
        {
            if (wanted.Kind == "*")
            {
                if (left.RemoveAll(entry => SignOf(entry) == wanted.Sign) == 0) missing.Add(wanted);
                continue;
            }

            if (wanted.Sign == '^' && await TakeReplacementAsync(host, actor, wanted, left)) continue;
            var match = -1;
            for (var i = 0; i < left.Count && match < 0; i++)
            {
                if ((await DifferenceAsync(host, actor, wanted, left[i])) is null) match = i;
            }

            if (match < 0) missing.Add(wanted);
            else left.RemoveAt(match);
        }

        foreach (var wanted in missing)
        {
            // The nearest entry of the same kind tells what was different.
            var near = left.FirstOrDefault(entry => (SignOf(entry) == wanted.Sign || (IsUpdate(wanted.Sign) && SignOf(entry) == '~')) && entry.Entity == wanted.Kind);
            var why = near is null ? "there is no such change" : await DifferenceAsync(host, actor, wanted, near);
            if (near is not null) left.Remove(near);
            var fault = near is not null && await IsOtherRecordAsync(host, actor, wanted, near) ? Fault.WrongRecord : Fault.WrongOrMissingWrite;
            faults.Add(new TurnFault(fault, turn, $"{wanted}: {why}"));
        }

        foreach (var entry in left) faults.Add(new TurnFault(Fault.UnwantedWrite, turn, Show(entry)));
    }

    public static string Show(AuditView entry)
    {
        var fields = SignOf(entry) == '~'
            ? string.Join(" ", Changed(entry).Select(field => $"{field}: {Raw(entry.Before, field)} → {Raw(entry.After, field)}"))
            : string.Join(" ", Fields(entry.After ?? entry.Before).Where(field => !Kept.Contains(field.Name) && field.Value.ValueKind != JsonValueKind.Null).Select(field => $"{field.Name}={field.Value}"));
        return $"{SignOf(entry)} {entry.Entity} {entry.EntityId} {fields}";
    }

    /// <summary>A record deleted and another of its kind created that differs in the named fields only: the same correction, written anew.</summary>
    private static async Task<bool> TakeReplacementAsync(ConversationHost host, Actor actor, ChangeExpectation wanted, List<AuditView> left)
    {
        var old = left.FirstOrDefault(entry => SignOf(entry) == '-' && entry.Entity == wanted.Kind);
        var anew = left.FirstOrDefault(entry => SignOf(entry) == '+' && entry.Entity == wanted.Kind);
        if (old is null || anew is null) return false;
        var together = anew with { Before = old.Before };
        if (await DifferenceAsync(host, actor, wanted, together) is not null) return false;
        left.Remove(old);
        left.Remove(anew);
        return true;
    }

    /// <summary>Another name than the named one, or about another customer, opportunity or contact.</summary>
    private static async Task<bool> IsOtherRecordAsync(ConversationHost host, Actor actor, ChangeExpectation wanted, AuditView entry)
    {
        var image = (entry.After ?? entry.Before)!.Value;
        if (wanted.Name is not null && !Same(NameOf(image), wanted.Name) && !Same(NameOf(entry.Before ?? image), wanted.Name)) return true;
        foreach (var field in wanted.Fields.Where(field => field.Field is "customer" or "opportunity" or "contact" or "ticket" && !Same(field.Value, "none")))
        {
            var actual = await ValueAsync(host, actor, image, field.Field);
            if (actual is { } value && !value.Forms.Any(form => field.Contains ? form.Contains(field.Value, StringComparison.OrdinalIgnoreCase) : Same(form, field.Value))) return true;
        }

        return false;
    }

    private static bool IsUpdate(char sign) => sign is '~' or '^';

    private static char SignOf(AuditView entry) => entry.After is null ? '-' : entry.Before is null ? '+' : '~';

    /// <summary>Null when the entry is what was expected, else the first thing that differs.</summary>
    private static async Task<string?> DifferenceAsync(ConversationHost host, Actor actor, ChangeExpectation wanted, AuditView entry)
    {
        if ((SignOf(entry) != wanted.Sign && !(wanted.Sign == '^' && SignOf(entry) == '~')) || entry.Entity != wanted.Kind) return "another kind of change";
        var image = (entry.After ?? entry.Before)!.Value;
        if (wanted.Name is not null && !Same(NameOf(image), wanted.Name) && !Same(NameOf(entry.Before ?? image), wanted.Name)) return $"it is {NameOf(image)}";
        foreach (var field in wanted.Fields)
        {
            var actual = await ValueAsync(host, actor, image, field.Field);
            if (actual is null && !Same(field.Value, "none")) return $"{field.Field} is empty";
            if (actual is not null && Same(field.Value, "none")) return $"{field.Field} is \"{actual.Value.Shown}\"";
            if (actual is { } value && !value.Forms.Any(form => field.Contains ? form.Contains(field.Value, StringComparison.OrdinalIgnoreCase) : Same(form, field.Value))) return $"{field.Field} is \"{value.Shown}\"";
        }

        if (!IsUpdate(wanted.Sign)) return null;
        var unnamed = Changed(entry).Where(changed => !wanted.Fields.Any(field => Same(FieldOf(field.Field, image), changed))).ToList();
        // The day of closing, and what was lost with it, come with winning and losing.
        if (Raw(entry.After, "stage") is "won" or "lost" || Raw(entry.Before, "stage") is "won" or "lost") unnamed.Remove("closeDate");
        unnamed.Remove("dueAllDay");
        // A whole day is the assignee's: given to somebody in another zone it is another instant of the same day.
        if (Changed(entry).Contains("assigneeId") && Raw(entry.Before, "dueAllDay") == "True" && Raw(entry.After, "dueAllDay") == "True") unnamed.Remove("due");
        // "Now" when nothing was said about the time: written anew, it is a few moments later.
        if (wanted.Sign == '^' && unnamed.Contains("when") && Instant(entry.After) - Instant(entry.Before) < TimeSpan.FromMinutes(5)) unnamed.Remove("when");
        return unnamed.Count == 0 ? null : $"{string.Join(", ", unnamed)} changed as well";
    }

    private static IEnumerable<string> Changed(AuditView entry) =>
        Fields(entry.After).Select(field => field.Name).Where(name => !Kept.Contains(name) && Raw(entry.Before, name) != Raw(entry.After, name));

    private static JsonElement.ObjectEnumerator Fields(JsonElement? image) => image is { } found ? found.EnumerateObject() : default;

    private static DateTimeOffset Instant(JsonElement? image) => DateTimeOffset.Parse(Raw(image, "when"), CultureInfo.InvariantCulture);

    private static string Raw(JsonElement? image, string field) => image is { } found && found.TryGetProperty(field, out var value) ? value.ToString() : "";

    /// <summary>customer, owner, participants … stand as ids in an image.</summary>
    private static string FieldOf(string field, JsonElement image) =>
        image.EnumerateObject().Select(one => one.Name).FirstOrDefault(name => Same(name, field) || Same(name, field + "Id") || (field.EndsWith('s') && Same(name, field[..^1] + "Ids"))) ?? field;

    /// <summary>The forms in which a field's value may be written in a conversation; null when it is empty.</summary>
    private static async Task<(string Shown, IReadOnlyList<string> Forms)?> ValueAsync(ConversationHost host, Actor actor, JsonElement image, string field)
    {
        var name = FieldOf(field, image);
        if (!image.TryGetProperty(name, out var value)) throw new FormatException($"A change line names the field {field}, which the record does not have.");
        if (value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0)) return null;
        if (name.EndsWith("Ids", StringComparison.Ordinal))
        {
            var names = new List<string>();
            foreach (var id in value.EnumerateArray()) names.AddRange(await NamesAsync(host, name[..^3], id.GetInt64()));
            return (string.Join(", ", names), [string.Join(", ", names)]);
        }

        if (name.EndsWith("Id", StringComparison.Ordinal))
        {
            var forms = await NamesAsync(host, name[..^2], value.GetInt64());
            return (forms[0], forms);
        }

        if (value.ValueKind == JsonValueKind.Number) return Forms(value.GetDecimal().ToString("0.########", CultureInfo.InvariantCulture));
        if (value.ValueKind == JsonValueKind.True) return Forms("true");
        if (value.ValueKind == JsonValueKind.False) return Forms("false");
        if (value.ValueKind == JsonValueKind.Array) return Forms(string.Join(", ", value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() : item.ToString())));
        var text = value.GetString()!;
        if (text.Length == 0) return null;
        if (name is "due" or "when")
        {
            var local = TimeZoneInfo.ConvertTime(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture), actor.TimeZone);
            var day = local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var time = local.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
            if (name == "due") return image.GetProperty("dueAllDay").GetBoolean() ? Forms(day) : Forms(time);
            return (time, [day, time]);
        }

        return Forms(text);

        static (string, IReadOnlyList<string>) Forms(string form) => (form, [form]);
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(ConversationHost host, string role, long id)
    {
        var admin = await host.ActorAsync("admin");
        Task<Result<T>> Ask<T>(Query<T> query) => host.Crm.AskAsync(admin, new Origin("test"), query);
        switch (role)
        {
            case "lead" or "owner" or "assignee" or "author" or "createdBy" or "manager" or "approver" or "maker" or "user":
                var user = await Ask(new GetUser { Id = id });
                return user.Ok ? [user.Value.Login, user.Value.Name] : [$"user:{id}"];
            case "team":
                var team = await Ask(new GetTeam { Id = id });
                return team.Ok ? [team.Value.Name] : [$"team:{id}"];
            case "customer" or "parent":
                // The parent of a team is a team; a record of one kind has no other's number.
                if (role == "parent" && await Ask(new GetTeam { Id = id }) is { Ok: true } above) return [above.Value.Name];
                var customer = await Ask(new GetCustomer { Id = id });
                return customer.Ok ? [customer.Value.Name] : [$"customer:{id}"];
            case "contact" or "participant":
                var contact = await Ask(new GetContact { Id = id });
                return contact.Ok ? [contact.Value.Name] : [$"contact:{id}"];
            case "opportunity":
                var opportunity = await Ask(new GetOpportunity { Id = id });
                return opportunity.Ok ? [opportunity.Value.Name] : [$"opportunity:{id}"];
            case "ticket":
                var ticket = await Ask(new GetTicket { Id = id });
                return ticket.Ok ? [ticket.Value.Subject] : [$"ticket:{id}"];
            case "quote" or "contract":
                return [$"{role}:{id}"];
            default:
                throw new FormatException($"Do not know how to name {role}.");
        }
    }

    private static string NameOf(JsonElement image) =>
        Raw(image, "name") is { Length: > 0 } name ? name : Raw(image, "title") is { Length: > 0 } title ? title : Raw(image, "subject");

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
