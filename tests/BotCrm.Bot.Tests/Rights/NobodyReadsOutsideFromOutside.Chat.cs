using System.Globalization;
using System.Text.Json;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tests.Rights;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Bot.Tests.Rights;

public sealed partial class NobodyReadsOutsideFromOutside
{
    // {0} somebody else's record, {1} a ticket's number, {2} any record.
    private static readonly string[] Sentences =
    [
        "tell me about {0}", "show the contacts of {0}", "opportunities of {0}", "tickets of {0}", "delete customer {0}", "rename {0} to Other", "what did {0} say about the price?",
        "show ticket {1}", "resolve ticket {1}: done", "find {0}", "log a call with {0}: talked about prices", "my tasks this week", "how is the pipeline this quarter?", "what needs attention?",
        "show unassigned tickets", "merge {0} into {2}", "undo", "help", "quotes of {0}", "contracts of {0}", "payments of {0}", "overdue payments", "who owes us money?", "who is {0}?",
        "delete contact {0}", "the phone number of {0}", "win {0}", "move {0} to negotiation", "forecast", "tag {0} vip", "what changed today?", "history of {0}", "assign {0} to me",
        "remind me tomorrow to call {0}", "open a ticket for {0}: broken", "segments", "customers without contact for 30 days", "export customers", "portrait of {0}",
        "{0}的情况", "给{0}打了个电话,谈价格", "我的任务", "{0}的联系人", "{0}的工单", "{0}的合同", "{0}的回款", "{0}的商机", "删除客户{0}", "把{0}分配给我", "本季度的业绩怎么样", "谁欠我们钱", "查找{0}", "帮助", "撤销",
    ];

    private async Task ChatAsync(TestBot bot, Random random, int turns)
    {
        var assistant = bot.Services.GetRequiredService<IAssistant>();
        var people = company.People.Where(actor => actor.Role != Role.Admin).ToList();
        var names = await NamesAsync();
        var kinds = new Dictionary<string, int>();
        for (var i = 0; i < turns; i++)
        {
            var actor = people[random.Next(people.Count)];
            var sentence = string.Format(CultureInfo.InvariantCulture, Sentences[random.Next(Sentences.Length)], Outside(random, actor, names, null), PickId(random, actor, Kinds.Ticket, true), names[random.Next(names.Count)].Mark);
            // Some go on with what they talked about, some begin anew.
            var replies = await assistant.RunAsync(actor, new IncomingTurn($"t{i}", "test", random.Next(3) == 0 ? $"c{actor.UserId}" : $"c{actor.UserId}-{i}", sentence));
            foreach (var reply in replies)
            {
                var kind = reply.GetType().Name;
                kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
                Search(actor, $"\"{sentence.Split(' ')[0]} …\" as {actor.Role} answered with {kind}", JsonSerializer.Serialize(reply, reply.GetType(), Readable), sentence);
            }
            if (replies.OfType<DoneReply>().Any())
                written.UnionWith(PlantedCompany.MarksIn(sentence).Select(mark => mark.Mark));
            await JudgeWritesAsync(actor, $"\"{sentence.Split(' ')[0]} …\" as {actor.Role}", sentence);
        }
        output.WriteLine($"chat: {turns} turns; {string.Join(", ", kinds.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} {pair.Key}"))}");
    }

    /// <summary>Every skill as a model calls it, with other people's records for arguments; what waits for a yes gets it.</summary>
    private async Task SkillsAsync(TestBot bot, Random random, int calls)
    {
        var catalogue = bot.Services.GetRequiredService<ISkillCatalogue>();
        var people = company.People.Where(actor => actor.Role != Role.Admin).ToList();
        var names = await NamesAsync();
        var (statuses, codes) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        for (var i = 0; i < calls; i++)
        {
            var actor = people[random.Next(people.Count)];
            var skill = catalogue.Skills[random.Next(catalogue.Skills.Count)];
            var function = new SkillFunctions(catalogue, actor)[skill.Name];
            var arguments = new AIFunctionArguments();
            foreach (var argument in skill.Arguments)
            {
                if (argument.Required || random.Next(argument.RecordKind is null ? 8 : 2) == 0)
                    arguments[argument.Name] = Value(random, actor, argument, names, skill.Effect == Effect.Write || random.Next(10) < 4);
            }
            var given = JsonSerializer.Serialize(arguments.ToDictionary(pair => pair.Key, pair => pair.Value), Readable);
            var where = $"{skill.Name} as {actor.Role}";
            SkillCallResult result;
            try
            {
                result = (SkillCallResult)(await function.InvokeAsync(arguments))!;
                if (result.Confirmation is { } yes)
                {
                    Search(actor, where + " asked", JsonSerializer.Serialize(result, Readable), given);
                    arguments.Context = new Dictionary<object, object?> { [SkillFunction.ConfirmationKey] = yes };
                    result = (SkillCallResult)(await function.InvokeAsync(arguments))!;
                }
            }
            catch (Exception crash) when (crash is not OperationCanceledException)
            {
                problems.TryAdd($"{where} crashed: {crash.GetType().Name}", $"{crash.Message}: {given}");
                continue;
            }
            statuses[result.Status] = statuses.GetValueOrDefault(result.Status) + 1;
            if (result.Code is { } code)
                codes[code] = codes.GetValueOrDefault(code) + 1;
            Search(actor, where, JsonSerializer.Serialize(result, Readable), given);
            if (result.Reply is { } reply)
                Search(actor, where, JsonSerializer.Serialize(reply, reply.GetType(), Readable), given);
            if (result.Status == "done")
                written.UnionWith(PlantedCompany.MarksIn(given).Select(mark => mark.Mark));
            await JudgeWritesAsync(actor, where, given);
        }
        output.WriteLine($"skills: {calls} calls of {catalogue.Skills.Count} skills; {string.Join(", ", statuses.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} {pair.Key}"))}");
        output.WriteLine("refused: " + string.Join(", ", codes.OrderByDescending(pair => pair.Value).Take(12).Select(pair => $"{pair.Value} {pair.Key}")));
        Assert.True(statuses.GetValueOrDefault("answered") + statuses.GetValueOrDefault("done") > calls / 10, "hardly any skill was answered");
    }

    private object? Value(Random random, Actor actor, ArgumentSpec argument, List<(string Mark, long Party, string Kind)> names, bool outside)
    {
        if (argument.RecordKind is { } kind)
        {
            object one = kind is Kinds.Ticket or Kinds.Quote or Kinds.Payment or Kinds.File or Kinds.Survey || random.Next(6) == 0
                ? PickId(random, actor, kind, outside)
                : kind is Kinds.User ? "Person " + company.People.ElementAt(random.Next(company.Actors.Count)).Login : Named(random, actor, names, kind, outside);
            return argument.Type == ArgumentType.List ? new[] { one } : one;
        }
        if (argument.OneOf.Count > 0)
            return argument.Type == ArgumentType.List ? new[] { argument.OneOf[random.Next(argument.OneOf.Count)] } : argument.OneOf[random.Next(argument.OneOf.Count)];
        return argument.Type switch
        {
            ArgumentType.Whole => random.Next(1, 5),
            ArgumentType.Number => random.Next(1, 4000),
            ArgumentType.YesNo => random.Next(2) == 0,
            ArgumentType.Day => "2026-12-01",
            ArgumentType.Time => "2026-12-01T10:00",
            ArgumentType.List => new[] { "vip" },
            _ => random.Next(3) == 0 ? Outside(random, actor, names, null) : "prices",
        };
    }

    private string Named(Random random, Actor actor, List<(string Mark, long Party, string Kind)> names, string kind, bool outside)
    {
        var own = outside ? [] : names.FindAll(name => name.Kind == kind && company.Oracle.SeesRowsOf(actor, company.Parties[name.Party]));
        return own.Count > 0 ? own[random.Next(own.Count)].Mark : Outside(random, actor, names, kind);
    }

    private string Outside(Random random, Actor actor, List<(string Mark, long Party, string Kind)> names, string? kind)
    {
        var fit = names.FindAll(name => (kind is null || name.Kind == kind) && !company.Oracle.SeesRowsOf(actor, company.Parties[name.Party]));
        // For those who see every seller's rows, anybody's will do.
        if (fit.Count == 0)
            fit = names.FindAll(name => kind is null || name.Kind == kind);
        return fit.Count == 0 ? "nothing" : fit[random.Next(fit.Count)].Mark;
    }

    private async Task<List<(string Mark, long Party, string Kind)>> NamesAsync()
    {
        await using var connection = await company.Engine.OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT name FROM customers UNION SELECT name FROM contacts UNION SELECT name FROM opportunities UNION SELECT title FROM contracts UNION SELECT title FROM tasks
            UNION SELECT name FROM segments UNION SELECT title FROM articles ORDER BY 1
            """;
        await using var rows = await command.ExecuteReaderAsync();
        var names = new List<(string, long, string)>();
        while (await rows.ReadAsync())
            names.AddRange(PlantedCompany.MarksIn(rows.GetString(0)).Select(mark => (mark.Mark, mark.Party, mark.Kind)));
        return names;
    }

    /// <summary>The skills as one person's functions.</summary>
    private sealed class SkillFunctions(ISkillCatalogue catalogue, Actor actor)
    {
        public AIFunction this[string name] => catalogue.FunctionsFor(actor, new Origin("test")).First(function => function.Name == name);
    }
}
