using BotCrm.Core.Access;
using BotCrm.Core.Automation;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Packs;

/// <summary>Lays the rules and segments of the configured packs into the store, each once.</summary>
internal static class PackContents
{
    /// <exception cref="StoreException">A pack holds something that cannot be; the message names it.</exception>
    public static async Task AddMissingAsync(Crm crm, CancellationToken ct)
    {
        foreach (var pack in crm.Options.Packs)
        {
            await using var session = await crm.OpenWriteAsync(Actor.System, new Origin("system", Sentence: $"pack {pack.Code}"), ct);
            var known = await session.Db.Set<PackItem>().Where(item => item.Pack == pack.Code).Select(item => item.Item).ToListAsync(ct);
            var added = 0;
            foreach (var one in pack.Rules.Where(one => !known.Contains("rule " + one.Key)))
            {
                await AddAsync(session, pack, one, ct);
                session.Db.Add(new PackItem { Pack = pack.Code, Item = "rule " + one.Key });
                added++;
            }
            foreach (var one in pack.Segments.Where(one => !known.Contains("segment " + one.Key)))
            {
                await AddAsync(session, pack, one, ct);
                session.Db.Add(new PackItem { Pack = pack.Code, Item = "segment " + one.Key });
                added++;
            }
            if (added > 0)
                await session.CommitAsync(ct);
        }
    }

    private static async Task AddAsync(CrmSession session, Pack pack, PackRule one, CancellationToken ct)
    {
        // Somebody has made a rule of this name: it is theirs.
        if (await session.Db.Rules.AnyAsync(rule => NoCase.Of(rule.Name) == NoCase.Of(one.Rule.Name), ct))
            return;
        var definition = await RuleRules.CheckAsync(session, one.Rule, null, ct);
        if (!definition.Ok)
            throw new StoreException($"Pack {pack.Code}, rule {one.Key}: {definition.Failure.Message}");
        var rule = new Rule { Id = await session.NewIdAsync(ct), Enabled = true, Since = session.Now, CreatedAt = session.Now, UpdatedAt = session.Now };
        RuleRules.Write(rule, definition.Value);
        session.Db.Rules.Add(rule);
        await session.SaveAsync(ct);
    }

    private static async Task AddAsync(CrmSession session, Pack pack, PackSegment one, CancellationToken ct)
    {
        var checks = new Checks();
        var filter = one.Filter.Checked(checks);
        if ((checks.Failure ?? CustomerFilters.Refusal(filter, session)) is { } wrong)
            throw new StoreException($"Pack {pack.Code}, segment {one.Key}: {wrong.Message}");
        // A segment belongs to somebody who can change it: the first administrator.
        var owner = (await session.DirectoryAsync(ct)).People.Where(user => user.Role == Role.Admin && user.Active).OrderBy(user => user.Id).First().Id;
        if (await SegmentRules.IsTakenAsync(session, owner, one.Name, null, ct))
            return;
        session.Db.Segments.Add(new Segment { Id = await session.NewIdAsync(ct), OwnerId = owner, Name = one.Name, Filter = CustomerFilters.Write(filter), Shared = true, CreatedAt = session.Now, UpdatedAt = session.Now });
        await session.SaveAsync(ct);
    }
}
