using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Core.Tickets.Queues;
using BotCrm.Core.Transfer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace BotCrm.Core.Tests.Rights;

/// <summary>One stream of random calls on a planted company and its twin.</summary>
internal sealed partial class RandomCalls
{
    private const int PerSession = 50;
    private static readonly Origin Origin = new("test");
    private static readonly List<Type> Queries = [.. PlantedCalls.All.Where(type => !PlantedCalls.IsCommand(type))];
    private static readonly List<Type> Commands = [.. PlantedCalls.All.Where(PlantedCalls.IsCommand)];

    private readonly PlantedCompany company;
    private readonly PlantedCompany twin;
    private readonly Findings found;
    private readonly (int Seed, int Depth) shapes;
    private readonly Random random;
    private readonly List<Actor> people;
    private readonly ILookup<string, KeyValuePair<long, Planted>> byKind;
    private readonly Dictionary<(Actor, string, string), List<long>> inScope = [];
    private readonly List<string> words;
    private readonly List<string> cursors = [];

    /// <param name="company">Where calls are made; no other stream uses it.</param>
    /// <param name="twin">The same with more out of sight.</param>
    /// <param name="found">Where what is found is put.</param>
    /// <param name="shapes">Which shapes inputs have, and how many: the same for all streams of a run.</param>
    /// <param name="seed">Which people, inputs and words.</param>
    public RandomCalls(PlantedCompany company, PlantedCompany twin, Findings found, (int Seed, int Depth) shapes, int seed)
    {
        (this.company, this.twin, this.found, this.shapes) = (company, twin, found, shapes);
        random = new Random(seed);
        people = [.. company.People.OrderBy(actor => actor.UserId)];
        byKind = twin.Records.ToLookup(pair => pair.Value.Kind);
        words = [.. company.Parties.Keys.Select(party => string.Create(CultureInfo.InvariantCulture, $"mk{party}q")), "mk", "qcustomerqNotesq", "qcontactqEmailq", "secret.example", "49170"];
    }

    public async Task CallAsync(int calls)
    {
        for (var done = 0; done < calls;)
        {
            var actor = people[random.Next(people.Count)];
            var generator = new Generator(random, shapes.Seed, company.Clock.GetUtcNow())
            {
                Id = (kind, states) => PickId(actor, kind, states),
                Probe = () => words[random.Next(words.Count)],
                Cursor = () => cursors.Count == 0 ? null : cursors[random.Next(cursors.Count)],
                Self = actor.UserId,
            };
            if (random.Next(2) == 0)
            {
                // A write is looked at and thrown away, so that everybody always starts from the same company.
                for (var i = 0; i < PerSession / 2 && done < calls; i++, done++)
                    await WriteAsync(actor, generator, Pick(Commands, actor));
                continue;
            }
            await using var session = await company.Crm.OpenReadAsync(actor, Origin);
            await using var other = PlantedCompany.IsBlindToEast(actor) && random.Next(4) == 0 ? await twin.Crm.OpenReadAsync(actor, Origin) : null;
            for (var i = 0; i < PerSession && done < calls; i++, done++)
                await ReadAsync(session, other, generator, Pick(Queries, actor));
        }
    }

    private object Make(Generator generator, Type type) => generator.Make(type, random.Next(Math.Clamp(2 + (Generator.Width(type) / 3), PlantedCalls.IsCommand(type) ? 6 : 2, 12) * shapes.Depth));

    /// <summary>Mostly what the role may do: a refusal for want of a permission is soon told.</summary>
    private Type Pick(List<Type> useCases, Actor actor)
    {
        for (var attempt = 0; ; attempt++)
        {
            var type = useCases[random.Next(useCases.Count)];
            if (attempt > 8 || random.Next(12) == 0 || ((RequiresAttribute)Attribute.GetCustomAttribute(type, typeof(RequiresAttribute))!).Permission is var needed && actor.May(needed))
                return type;
        }
    }

    private async Task ReadAsync(CrmSession session, CrmSession? other, Generator generator, Type type)
    {
        var export = random.Next(120) == 0;
        var useCase = Make(generator, export ? typeof(PrepareDownload) : type);
        var (answer, failure, crash) = await TryAsync(session, useCase, export);
        Judge(session.Actor, useCase, answer, failure, crash, export);
        if (other is null || crash)
            return;
        var (again, refusal, _) = await TryAsync(other, useCase, export);
        Interlocked.Increment(ref found.Compared);
        if ((failure is null) != (refusal is null) || failure?.ToString() != refusal?.ToString() || !Same(failure?.Data, refusal?.Data))
            Report($"{useCase.GetType().Name} as {session.Actor.Role}: a refusal tells of what is out of sight", $"{failure?.Message} / {refusal?.Message}: {PlantedCalls.Say(useCase)}");
        else if (answer is not null && Stable(useCase, answer) != Stable(useCase, again!))
            Report($"{useCase.GetType().Name} as {session.Actor.Role}: an answer depends on what is out of sight", $"{PlantedCalls.Say(useCase)}: {Difference(Stable(useCase, answer), Stable(useCase, again!))}");
    }

    private async Task WriteAsync(Actor actor, Generator generator, Type type)
    {
        var useCase = Make(generator, type);
        string? answer;
        Failure? failure;
        bool crash;
        await using (var session = await company.Crm.OpenWriteAsync(actor, Origin))
        {
            (answer, failure, crash) = await TryAsync(session, useCase, false);
            Judge(actor, useCase, answer, failure, crash, false);
            if (failure is null && !crash)
            {
                Interlocked.Increment(ref found.Writes);
                foreach (var touched in RowWatch.Touched(session.Db.Database.GetDbConnection(), session.Db.Database.CurrentTransaction!.GetDbTransaction()))
                {
                    if (company.Records.TryGetValue(touched.Id, out var record) && !MayTouch(actor, record) && !Follows(actor, type, touched.Name, touched.Id))
                        Report($"{type.Name} as {actor.Role}: {touched.Name} of a {record.Kind} out of reach", PlantedCalls.Say(useCase));
                }
            }
        }
        if (failure is null || crash || !PlantedCompany.IsBlindToEast(actor))
            return;
        await using var other = await twin.Crm.OpenWriteAsync(actor, Origin);
        var (_, refusal, _) = await TryAsync(other, useCase, false);
        Interlocked.Increment(ref found.Compared);
        if (failure.ToString() != refusal?.ToString() || !Same(failure.Data, refusal.Data))
            Report($"{type.Name} as {actor.Role}: a refusal tells of what is out of sight", $"{failure.Message} / {refusal?.Message}: {PlantedCalls.Say(useCase)}");
    }

    private bool MayTouch(Actor actor, Planted record) => company.Oracle.SeesRowsOf(actor, record.Owners) || company.Oracle.Sees(actor, record);

    // What docs/rights.md says of those who have an opportunity on another's customer: its tasks hang on that customer, and winning it wins the customer.
    private bool Follows(Actor actor, Type type, string touched, long id) => company.Known.Contains((id, actor.UserId))
        && (touched == "INSERT tasks.customer_id" || (touched == "UPDATE customers" && type.Name is "WinOpportunity" or "MoveStage" or "AcceptQuote"));

    private async Task<(string? Answer, Failure? Failure, bool Crash)> TryAsync(CrmSession session, object useCase, bool export)
    {
        try
        {
            if (export)
            {
                using var stream = new MemoryStream();
                var written = await ListExport.WriteAsync(session, ((PrepareDownload)useCase).Request, stream, CancellationToken.None);
                return written.Ok ? (Encoding.UTF8.GetString(stream.ToArray()), null, false) : (null, written.Failure, false);
            }
            var (value, failure) = await Caller.Of(useCase.GetType()).RunAsync(session, useCase);
            return (failure is null ? value is null ? "" : PlantedCalls.Say(value) : null, failure, false);
        }
        catch (Exception crash) when (crash is not OperationCanceledException)
        {
            Report($"{useCase.GetType().Name} as {session.Actor.Role} crashed: {crash.GetType().Name}", $"{crash.Message.Split('\n')[0]}: {PlantedCalls.Say(useCase)} {string.Join(" | ", (crash.StackTrace ?? "").Split('\n').Where(line => line.Contains("BotCrm.Core.", StringComparison.Ordinal)).Take(3))}");
            return (null, null, true);
        }
    }

    private void Judge(Actor actor, object useCase, string? answer, Failure? failure, bool crash, bool export)
    {
        Interlocked.Increment(ref found.Calls);
        if (crash)
            return;
        var name = export ? "Export" : useCase.GetType().Name;
        var given = PlantedCalls.Say(useCase);
        if (failure is not null)
        {
            found.Refusals.AddOrUpdate($"{name}: {failure.Code} {failure.Field}", 1, static (_, times) => times + 1);
            Search(actor, name + " refused", failure.Message + " " + string.Join(' ', failure.Data.Values), given, useCase);
            foreach (var number in failure.Data.Where(pair => pair.Key.EndsWith("id", StringComparison.OrdinalIgnoreCase)))
            {
                if (long.TryParse(number.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                    MustKnow(actor, name + " refused", number.Key, id, given);
            }
            return;
        }
        Interlocked.Increment(ref found.Answered);
        found.Exercised.TryAdd(useCase.GetType().Name, true);
        if (answer is not { Length: > 0 })
            return;
        Search(actor, name, answer, given, useCase);
        if (!export && answer.StartsWith('{') || answer.StartsWith('['))
            SearchIds(actor, name, JsonNode.Parse(answer), "", given);
    }

    private void Search(Actor actor, string where, string text, string given, object useCase)
    {
        foreach (var (mark, party, kind, field) in PlantedCompany.MarksIn(text))
        {
            if (company.Parties.TryGetValue(party, out var owners) && !company.Oracle.SeesText(actor, owners, kind, field) && !given.Contains(mark, StringComparison.Ordinal))
                Report($"{where} as {actor.Role} shows {kind}.{field}", $"{mark} to {actor.Login}: {given}");
        }
        foreach (var (amount, key) in company.AmountsIn(text))
        {
            if (!company.Oracle.SeesText(actor, company.Amounts[key], Kinds.Opportunity, "Amount") && !given.Contains(amount, StringComparison.Ordinal))
                Report($"{where} as {actor.Role} shows an amount", $"{amount} to {actor.Login}: {given}");
        }
    }

    private void SearchIds(Actor actor, string where, JsonNode? node, string name, string given)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (field, child) in fields)
                    SearchIds(actor, where, child, field, given);
                break;
            case JsonArray items:
                foreach (var item in items)
                    SearchIds(actor, where, item, name, given);
                break;
            case JsonValue one when (name.EndsWith("Id", StringComparison.Ordinal) || name.EndsWith("Ids", StringComparison.Ordinal)) && one.TryGetValue<long>(out var id):
                MustKnow(actor, where, name, id, given);
                break;
            case JsonValue one when name == "Next" && one.TryGetValue<string>(out var cursor):
                if (random.Next(20) == 0 && cursors.Count < 2000)
                    cursors.Add(cursor);
                if (Readable(cursor) is { } inside)
                    Search(actor, where + "'s cursor", inside, given, cursor);
                break;
        }
    }

    private void MustKnow(Actor actor, string where, string name, long id, string given)
    {
        if (company.Records.TryGetValue(id, out var record) && !company.Oracle.Sees(actor, record) && !Knows(actor, id, record)
            && !Regex.IsMatch(given, $@"(?<![0-9]){id}(?![0-9])"))
        {
            Report($"{where} as {actor.Role} shows the id of a {record.Kind} in {name}", $"{id} to {actor.Login}: {given}");
        }
    }

    private bool Knows(Actor actor, long id, Planted record) => company.Known.Contains((id, actor.UserId)) || (record.Kind == "change_set");

    private static string? Readable(string cursor)
    {
        var padded = cursor.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (cursor.Length % 4)) % 4);
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    private long? PickId(Actor actor, string kind, string[]? states)
    {
        if (kind is Kinds.User)
            return random.Next(2) == 0 ? actor.UserId : people[random.Next(people.Count)].UserId;
        var roll = random.Next(100);
        if (roll == 0)
            return 99_999_999;
        if (roll < 72)
        {
            var key = (actor, kind, states is null ? "" : string.Join('|', states));
            if (!inScope.TryGetValue(key, out var own))
            {
                inScope[key] = own = [.. byKind[kind].Where(pair => company.Records.ContainsKey(pair.Key) && company.Oracle.Sees(actor, pair.Value) && (states is null || states.Contains(pair.Value.State))).Select(pair => pair.Key)];
                // What is one's own can be written, not only read.
                var closest = own.Where(id => twin.Records[id].Owners.Contains(actor.UserId)).ToList();
                if (closest.Count > 0)
                    own.AddRange(closest.Concat(closest));
            }
            if (own.Count > 0)
                return own[random.Next(own.Count)];
        }
        // Of what is nobody's the planted one is the newest, and the one that can be changed.
        var all = byKind[kind].ToList();
        return all.Count == 0 ? others.GetOrAdd(kind, one => company.CommonAsync(one).GetAwaiter().GetResult()) is { Count: > 0 } ids ? ids[random.Next(2) == 0 ? ids.Count - 1 : random.Next(ids.Count)] : null : all[random.Next(all.Count)].Key;
    }

    private readonly ConcurrentDictionary<string, IReadOnlyList<long>> others = [];

    private static bool Same(IReadOnlyDictionary<string, string>? one, IReadOnlyDictionary<string, string>? other) =>
        one is null ? other is null : other is not null && one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value == pair.Value);

    // What docs/rights.md lets everybody know. How rare a word is among all that was ever said weighs in how well it fits; and how many tickets wait in
    // a queue, and how many each of its members has in hand, is what tickets are given out by.
    private static string Stable(object useCase, string answer) => useCase switch
    {
        GetQueue or ListQueues or ExplainAssignment => Loads().Replace(answer, ""),
        _ => Scores().Replace(answer, ""),
    };

    [GeneratedRegex("\"Score\":[0-9.E-]+")]
    private static partial Regex Scores();

    [GeneratedRegex("\"(OpenTickets|Unassigned|Load|Unfit)\":[0-9]+")]
    private static partial Regex Loads();

    private static string Difference(string one, string other)
    {
        var at = Enumerable.Range(0, Math.Min(one.Length, other.Length)).FirstOrDefault(i => one[i] != other[i], Math.Min(one.Length, other.Length));
        return $"…{one[Math.Max(0, at - 60)..Math.Min(one.Length, at + 60)]}… / …{other[Math.Max(0, at - 60)..Math.Min(other.Length, at + 60)]}…";
    }

    private void Report(string problem, string example) => found.Problems.TryAdd(problem, example.Length > 600 ? example[..600] : example);
}
