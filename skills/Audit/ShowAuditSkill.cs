using System.ComponentModel;
using BotCrm.Core.Audit;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Audit;

[Skill("show_audit", Effect.Read, Risk.None, "Lists who did what and when: changes, sign-ins, reads of contact details, exports. Newest first.")]
public static class ShowAuditSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Only what this colleague did."), Record(Kinds.User)] string? colleague = null,
        [Description("Only what happened to this customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Only what happened to this contact."), Record(Kinds.Contact)] string? contact = null,
        [Description("Only of this sort."), OneOf("create", "update", "delete", "read", "sign_in", "sign_in_failed", "export", "import", "erase")] string? operation = null,
        [Description("Only through this channel, such as api, webchat, msteams.")] string? channel = null,
        [Description("From this day.")] DateOnly? from = null,
        [Description("To this day, inclusive.")] DateOnly? to = null,
        [Description("How many at most.")] int? limit = null,
        CancellationToken ct = default)
    {
        var by = await context.Resolve.OptionalAsync(Kinds.User, "colleague", colleague, ct);
        if (by?.Problem is { } noUser) return noUser;
        var of = await context.Resolve.OptionalAsync(Kinds.Customer, "customer", customer, ct);
        if (of?.Problem is { } noCustomer) return noCustomer;
        var person = await context.Resolve.OptionalAsync(Kinds.Contact, "contact", contact, ct, of?.Id);
        if (person?.Problem is { } noContact) return noContact;
        string? login = null;
        if (by is { } who)
        {
            var found = await context.Session.AskAsync(new GetUser { Id = who.Id }, ct);
            if (!found.Ok) return new Refused(found.Failure);
            login = found.Value.Login;
        }

        var zone = context.Actor.TimeZone;
        var page = await context.Session.AskAsync(
            new ReadAudit
            {
                Actor = login,
                Entity = person is not null ? Kinds.Contact : of is not null ? Kinds.Customer : null,
                EntityId = person?.Id ?? of?.Id,
                Operation = operation,
                Channel = channel,
                From = from is { } first ? DayOrTime.StartOf(first, zone) : null,
                To = to is { } last ? DayOrTime.StartOf(last.AddDays(1), zone) : null,
                Paging = ListAnswer.Page(context, limit, null, true),
            },
            ct);
        if (!page.Ok) return new Refused(page.Failure);
        var words = context.Words;
        return new ListAnswer(context, "audit")
            .Where("colleague", by?.Name)
            .Where("customer", of?.Name)
            .Where("contact", person?.Name)
            .Where("operation", operation is null ? null : words.Term("operation", operation))
            .Where("channel", channel)
            .Between("when", from, to)
            .Reply(
                page.Value,
                ["when", "by", "operation", "record", "channel", "text"],
                _ => null,
                e => [words.Time(e.At), e.Actor, Operation(words, e.Operation), $"{words.Term("kind", e.Entity)} {Name(e)}", e.Channel, e.Erased ? words.Say("audit.erased") : e.Sentence ?? ""]);
    }

    private static string Operation(Assistant.Words words, string operation) =>
        operation.StartsWith("undo_", StringComparison.Ordinal) ? words.Say("audit.undo") : words.Has("operation." + operation) ? words.Term("operation", operation) : operation;

    private static string Name(AuditView entry)
    {
        foreach (var image in (System.Text.Json.JsonElement?[])[entry.After, entry.Before])
        {
            if (image is not { } fields) continue;
            foreach (var field in (string[])["name", "subject", "title", "summary"])
            {
                if (fields.TryGetProperty(field, out var name) && name.GetString() is { Length: > 0 } text) return text.Length <= 60 ? text : text[..59] + "…";
            }
        }

        return entry.EntityId.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
