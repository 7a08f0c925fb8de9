using System.Globalization;
using System.Text.RegularExpressions;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools.Names;

namespace BotCrm.Skills.Tools;

/// <summary>The record an argument meant, or what to say instead: which one, or that there is none.</summary>
public readonly record struct Found(RecordRef? Record, SkillOutcome? Problem)
{
    public long Id => Record!.Id;

    public string Name => Record!.Name;

    public static implicit operator Found(RecordRef record) => new(record, null);

    public static implicit operator Found(SkillOutcome problem) => new(null, problem);
}

/// <summary>
/// Turns what people call things into records, under the actor's row scope: what may not be seen is answered exactly like what is not there.
/// </summary>
public sealed partial class Resolver
{
    private const int MaxChoices = 8;
    private readonly SkillContext context;
    private readonly RecordLookup lookup;

    internal Resolver(SkillContext context)
    {
        this.context = context;
        lookup = new RecordLookup(context);
    }

    public Task<Found> CustomerAsync(string argument, string said, CancellationToken ct) => NamedAsync(Kinds.Customer, argument, said, null, ct);

    public Task<Found> UserAsync(string argument, string said, CancellationToken ct) => NamedAsync(Kinds.User, argument, said, null, ct);

    public Task<Found> TeamAsync(string argument, string said, CancellationToken ct) => NamedAsync(Kinds.Team, argument, said, null, ct);

    /// <summary>For optional arguments: null stays null.</summary>
    public async Task<Found?> OptionalAsync(string kind, string argument, string? said, CancellationToken ct, long? customerId = null) =>
        said is null ? (Found?)null : await NamedAsync(kind, argument, said, customerId, ct);

    /// <summary>A record by what it was called; <paramref name="customerId"/> narrows it to one customer's.</summary>
    public async Task<Found> NamedAsync(string kind, string argument, string said, long? customerId, CancellationToken ct)
    {
        said = said.Trim();
        if (kind == Kinds.User && said.ToLowerInvariant() is "me" or "myself" or "i" or "我" or "我自己" or "本人")
            return new RecordRef(Kinds.User, context.Actor.UserId, context.Actor.Name);
        if (kind == Kinds.Team && context.Actor.TeamId is { } team && IsOwnTeam(said)) return await ReferredAsync(kind, kind, team, null, ct);
        if (Reference(kind, said) is var (referredKind, id))
            return await ReferredAsync(kind, referredKind, id, customerId, ct);

        var folded = NameFolding.Fold(said);
        if (context.Touched.FirstOrDefault(r => r.Kind == kind && NameFolding.Fold(r.Name) == folded) is { } made) return made;

        var candidates = await lookup.CandidatesAsync(kind, said, customerId, ct);
        if (candidates.Count > 1) candidates = Narrow(kind, said, candidates);
        return candidates.Count switch
        {
            0 => NotFound(kind, said),
            1 => candidates[0].Record,
            _ => await WhichAsync(kind, argument, said, candidates, ct),
        };
    }

    /// <summary>
    /// A record and its customer, where either finds it. With neither: the one being talked about; failing that it is asked for.
    /// </summary>
    /// <param name="open">True: only open ones come into question by customer; false: only closed ones; null: all.</param>
    public async Task<Found> OfCustomerAsync(string kind, string? said, string? customer, bool? open, CancellationToken ct)
    {
        Found? of = null;
        if (customer is not null)
        {
            of = await CustomerAsync("customer", customer, ct);
            if (of.Value.Problem is not null) return of.Value;
        }

        if (said is not null)
        {
            var named = await NamedAsync(kind, kind, said, of?.Id, ct);
            if (named.Problem is not Refused || Reference(kind, said) is not null) return named;
            if (of is not null) return named;
            // "win Tailspin": people call an opportunity or a ticket by its customer.
            var owner = await CustomerAsync(kind, said, ct);
            return owner.Problem switch
            {
                null => await OnlyOneAsync(kind, owner.Record!, open, ct),
                Ask => owner,
                _ => named,
            };
        }

        if (of is not null) return await OnlyOneAsync(kind, of.Value.Record!, open, ct);

        foreach (var record in context.Focus)
        {
            if (record.Kind == kind) return record;
            if (record.Kind != Kinds.Customer) continue;
            var only = await OnlyOneAsync(kind, record, open, ct);
            if (only.Problem is not Refused) return only;
        }

        return await WhichOfMineAsync(kind, open, ct);
    }

    /// <summary>The records of a kind being talked about; for contacts, the people of the customer being talked about.</summary>
    internal async Task<IReadOnlyList<Choice>> LikelyAsync(string kind, CancellationToken ct)
    {
        var likely = new List<Candidate>();
        foreach (var record in context.Focus.Where(r => r.Kind == kind).Take(MaxChoices))
        {
            if (await lookup.GetAsync(kind, record.Id, ct) is { } candidate) likely.Add(candidate);
        }

        if (likely.Count == 0 && kind == Kinds.Contact && context.Focus.FirstOrDefault(r => r.Kind == Kinds.Customer) is { } customer)
            likely = await lookup.OfCustomerAsync(kind, customer.Id, null, ct);
        return Choices(likely);
    }

    private async Task<Found> OnlyOneAsync(string kind, RecordRef customer, bool? open, CancellationToken ct)
    {
        var candidates = await lookup.OfCustomerAsync(kind, customer.Id, open, ct);
        if (candidates.Count == 1) return candidates[0].Record;
        if (candidates.Count == 0)
        {
            if (Policies.ReadRefusal(kind, context.Actor) is { } mayNot) return new Refused(mayNot);
            var key = open switch { true => "none_open", false => "none_closed", _ => "none_there" };
            return Refuse(key, $"{customer.Name} has no such {kind}.", ("kind", kind), ("customer", customer.Name));
        }

        return new Ask(kind, AnswerKind.Record, context.Words.Say("which.of_customer", ("kind", context.KindName(kind)), ("customer", customer.Name)), Choices(candidates));
    }

    private async Task<Found> WhichOfMineAsync(string kind, bool? open, CancellationToken ct)
    {
        var candidates = await lookup.OfActorAsync(kind, open, ct);
        return new Ask(kind, AnswerKind.Record, context.Words.Say("ask." + kind), Choices(candidates));
    }

    private async Task<Found> ReferredAsync(string kind, string referredKind, long id, long? customerId, CancellationToken ct)
    {
        var referred = await lookup.GetAsync(referredKind, id, ct);
        if (referredKind == kind)
            return referred is not null && (customerId is null || referred.Customer?.Id == customerId) ? referred.Record : new Refused(Failure.NotFound(kind, id));
        // A customer may be pointed at through what hangs on it.
        return kind == Kinds.Customer && referred?.Customer is { } customer ? customer : new Refused(Failure.NotFound(referredKind, id));
    }

    private List<Candidate> Narrow(string kind, string said, List<Candidate> candidates)
    {
        if (kind is Kinds.Customer or Kinds.User or Kinds.Team) return candidates;
        // "the Acme opportunity" is Acme's, not that of Acme Labs.
        var customers = context.Names.Find(context.Actor, Kinds.Customer, said);
        if (customers is [var only] && candidates.FindAll(c => c.Customer?.Id == only.Id) is { Count: > 0 } its) candidates = its;
        if (candidates.Count > 1 && candidates.FindAll(c => c.Open) is { Count: > 0 } live) candidates = live;
        if (candidates.Count > 1)
        {
            var customer = context.Focus.FirstOrDefault(r => r.Kind == Kinds.Customer);
            if (customer is not null && candidates.FindAll(c => c.Customer?.Id == customer.Id) is { Count: > 0 } near) candidates = near;
        }

        return candidates;
    }

    private async Task<Found> WhichAsync(string kind, string argument, string said, List<Candidate> candidates, CancellationToken ct)
    {
        var recent = context.Focus.Where(r => r.Kind == kind).Select(r => r.Id).ToList();
        var shown = candidates
            .OrderBy(c => recent.IndexOf(c.Record.Id) is var at && at < 0 ? int.MaxValue : at)
            .ThenBy(c => c.Record.Name, StringComparer.OrdinalIgnoreCase)
            .Take(MaxChoices)
            .ToList();
        await lookup.FillDetailsAsync(shown, ct);
        var key = candidates.Count > MaxChoices ? "which.many" : "which.name";
        var question = context.Words.Say(key, ("kind", context.KindName(kind)), ("name", said), ("count", candidates.Count.ToString(CultureInfo.InvariantCulture)));
        return new Ask(argument, AnswerKind.Record, question, Choices(shown));
    }

    private static IReadOnlyList<Choice> Choices(IEnumerable<Candidate> candidates) =>
        [.. candidates.Take(MaxChoices).Select(c => new Choice(c.Record.Name, c.Detail, $"{c.Record.Kind}:{c.Record.Id.ToString(CultureInfo.InvariantCulture)}"))];

    private Refused NotFound(string kind, string said)
    {
        // Whoever may read none of them is told so, not that there is none.
        if (Policies.ReadRefusal(kind, context.Actor) is { } mayNot) return new Refused(mayNot);
        var name = said.Length > 80 ? said[..79] + "…" : said;
        var refused = Refuse("name_not_found", $"There is no {kind} {name}.", ("kind", kind), ("name", name));
        return kind == Kinds.Customer
            ? refused with { Suggestions = [context.Words.Say("suggest.create_customer", ("name", name))] }
            : refused;
    }

    private static Refused Refuse(string code, string message, params (string Name, string Value)[] data) =>
        new(new Failure(code, FailureKind.NotFound, message) { Data = data.ToDictionary(d => d.Name, d => d.Value) });

    private static bool IsOwnTeam(string said) =>
        said.ToLowerInvariant() is "me" or "my" or "mine" or "us" or "our" or "ours" or "my team" or "our team" or "我的团队" or "我们团队" or "我们" or "团队" or "team";

    private static (string Kind, long Id)? Reference(string kind, string said)
    {
        var match = Referred().Match(said);
        if (match.Success && long.TryParse(match.Groups["id"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return (match.Groups["kind"].Value, id);
        // Tickets are spoken of by number.
        if (kind == Kinds.Ticket && long.TryParse(said.TrimStart('#', '#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return (kind, number);
        return null;
    }

    [GeneratedRegex("^(?<kind>user|team|customer|contact|interaction|opportunity|ticket|task|quote|contract|payment):(?<id>[0-9]{1,18})$", RegexOptions.CultureInvariant)]
    private static partial Regex Referred();
}
