using BotCrm.Core.Access;
using BotCrm.Core.Automation;
using BotCrm.Core.Files;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Erasure;
using BotCrm.Core.Storage;
using BotCrm.Core.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Core.Privacy.Retention;

/// <summary>
/// Applies retention rules. What they take is gone from the audit's payloads as well, or it would not be gone; that something went, when and
/// under which rule stays.
/// </summary>
internal static class RetentionWork
{
    private const int Piece = 100;

    /// <summary>What the rules would take now.</summary>
    public static async Task<IReadOnlyList<RetentionFinding>> FindAsync(Crm crm, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = crm.NewContext();
        var findings = new List<RetentionFinding>();
        foreach (var rule in crm.Options.Retention)
        {
            var due = Due(db, rule, now);
            findings.Add(new RetentionFinding(rule, await due.CountAsync(ct), await due.OrderBy(id => id).Take(Piece).ToListAsync(ct)));
        }
        return findings;
    }

    /// <summary>One piece of what is due. True when there is more.</summary>
    public static async Task<bool> StepAsync(Crm crm, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var rule in crm.Options.Retention)
        {
            List<long> due;
            await using (var db = crm.NewContext())
                due = await Due(db, rule, now).OrderBy(id => id).Take(rule.Erase ? 1 : Piece).ToListAsync(ct);
            if (due.Count == 0)
                continue;
            await using var session = await crm.OpenWriteAsync(Actor.System, new Origin("system", Sentence: $"retention {rule.Kind} {rule.Days} days"), ct);
            if (rule.Erase)
                Must(await session.RunAsync(new ErasePerson { ContactId = due[0] }, ct));
            else
                await DeleteAsync(session, rule.Kind, due, ct);
            await session.CommitAsync(ct);
            return true;
        }
        return false;
    }

    private static async Task DeleteAsync(CrmSession session, string kind, List<long> ids, CancellationToken ct)
    {
        await session.Engine.OverwriteFreedAsync(session.Db, ct);
        foreach (var id in ids)
        {
            await FileContents.EraseOfAsync(session, kind, id, ct);
            if (kind == Kinds.Interaction)
                Must(await session.RunAsync(new DeleteInteraction { Id = id }, ct));
            else
                Must(await session.RunAsync(new DeleteTicket { Id = id }, ct));
        }
        foreach (var entry in await session.Db.Audit.AsTracking().Where(entry => entry.Entity == kind && ids.Contains(entry.EntityId)).ToListAsync(ct))
            (entry.Sentence, entry.Before, entry.After, entry.Salt) = (null, null, null, []);
        await session.Db.SaveChangesAsync(ct);
        // The entries of the deletion itself go under a key that ends with it.
        session.Erasing = ("retention", session.ChangeSetId);
    }

    private static IQueryable<long> Due(CrmDbContext db, RetentionRule rule, DateTimeOffset now)
    {
        var before = now.AddDays(-rule.Days);
        return rule.Kind switch
        {
            Kinds.Contact => db.Contacts
                .Where(contact => contact.UpdatedAt < before
                    && db.Customers.Any(customer => customer.Id == contact.CustomerId && (customer.LastInteractionAt == null || customer.LastInteractionAt < before))
                    && !db.Tickets.Any(ticket => ticket.ContactId == contact.Id && (ticket.Status != TicketStatus.Resolved || ticket.UpdatedAt >= before))
                    && !db.Consents.Any(consent => consent.ContactId == contact.Id && consent.CreatedAt >= before))
                .Select(contact => contact.Id),
            Kinds.Interaction => db.Interactions.Where(interaction => interaction.When < before && interaction.CreatedAt < before).Select(interaction => interaction.Id),
            _ => db.Tickets.Where(ticket => ticket.CreatedAt < before && ticket.UpdatedAt < before && ticket.Status == TicketStatus.Resolved).Select(ticket => ticket.Id),
        };
    }

    private static void Must<T>(Result<T> result)
    {
        if (result.Failure is { } failure)
            throw new InvalidOperationException($"Retention: {failure.Code}: {failure.Message}");
    }
}

/// <summary>Applies the retention rules once a day.</summary>
internal sealed class RetentionTask(Crm crm) : IBackgroundTask
{
    public string Name => "retention";

    public TimeSpan Every => TimeSpan.FromDays(1);

    public Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct) => RetentionWork.StepAsync(crm, now, ct);
}

/// <summary>The dry run, for the command line.</summary>
public static class RetentionPreview
{
    public static Task<IReadOnlyList<RetentionFinding>> FindAsync(IServiceProvider services, CancellationToken ct = default) =>
        RetentionWork.FindAsync(services.GetRequiredService<Crm>(), services.GetRequiredService<TimeProvider>().GetUtcNow(), ct);
}
