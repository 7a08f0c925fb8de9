using System.Text.RegularExpressions;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tests.Tools;

public sealed partial class CatalogueAgreesWithDocs
{
    private sealed record Documented(string Name, Effect Effect, bool Confirmed, IReadOnlyDictionary<string, bool> Arguments);

    [Fact]
    public void Every_skill_stands_in_the_docs_with_its_effect_and_arguments_and_the_other_way_round()
    {
        var docs = Read();
        Assert.True(docs.Count >= 35, $"only {docs.Count} skills found in docs/skills.md");
        Assert.Equal(docs.Select(d => d.Name).Order(StringComparer.Ordinal), SkillCatalogue.All.Select(s => s.Name).Order(StringComparer.Ordinal));
        foreach (var doc in docs)
        {
            var skill = SkillCatalogue.All.Single(s => s.Name == doc.Name);
            Assert.True(doc.Effect == skill.Effect, doc.Name);
            Assert.True(doc.Confirmed == (skill.Risk == Risk.High), $"{doc.Name}: confirmation");
            Assert.Equal($"{doc.Name}: {Show(doc.Arguments)}", $"{skill.Name}: {Show(skill.Arguments.ToDictionary(a => a.Name, a => a.Required))}");
        }
    }

    [Fact]
    public void The_words_an_argument_may_be_are_those_of_the_docs()
    {
        var seen = 0;
        foreach (Match row in Row().Matches(Table()))
        {
            var skill = SkillCatalogue.All.Single(s => s.Name == row.Groups["skill"].Value);
            foreach (Match argument in ArgumentWithChoices().Matches(row.Groups["arguments"].Value))
            {
                if (skill.Argument(argument.Groups["name"].Value) is not { OneOf.Count: > 0 } spec) continue;
                seen++;
                Assert.Equal(argument.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries), spec.OneOf);
            }
        }

        Assert.True(seen >= 10, $"only {seen} sets compared");
    }

    [Fact]
    public void Names_descriptions_and_schemas_are_fit_for_any_host()
    {
        foreach (var skill in SkillCatalogue.All)
        {
            Assert.Matches("^[a-z_]+$", skill.Name);
            Assert.NotEmpty(skill.Description);
            Assert.Equal("object", skill.Schema.GetProperty("type").GetString());
            Assert.False(skill.Schema.GetProperty("additionalProperties").GetBoolean());
            foreach (var argument in skill.Arguments)
            {
                Assert.Matches("^[a-z_]+$", argument.Name);
                Assert.True(argument.Description.Length > 0, $"{skill.Name}.{argument.Name}");
                var property = skill.Schema.GetProperty("properties").GetProperty(argument.Name);
                Assert.Equal(argument.OneOf.Count > 0, property.TryGetProperty("enum", out _));
            }
        }
    }

    [Fact]
    public void No_skill_takes_who_acts() =>
        Assert.DoesNotContain(SkillCatalogue.All.SelectMany(s => s.Arguments), a => a.Name is "actor" or "user" or "role" or "session" or "context" or "confirmed" or "confirmation");

    [Fact]
    public void Every_question_and_word_a_skill_may_need_is_there_in_both_languages()
    {
        foreach (var language in new[] { "en", "zh" })
        {
            var words = new Words(language, TimeZoneInfo.Utc);
            foreach (var skill in SkillCatalogue.All)
            {
                foreach (var argument in skill.Arguments)
                {
                    Assert.True(words.Has("label." + argument.Name), $"{language}: label.{argument.Name}");
                    if (argument.Required) Assert.True(words.Has("ask." + argument.Name) || words.Has($"ask.{skill.Name}.{argument.Name}"), $"{language}: ask.{argument.Name}");
                    if (argument.RecordKind is { } kind) Assert.True(words.Has("kind." + kind), kind);
                    var set = argument.Name switch { "kind" => "interaction", "sort" => "label", var name => name.StartsWith("new_", StringComparison.Ordinal) ? name["new_".Length..] : name };
                    Assert.All(argument.OneOf, o => Assert.True(words.Has($"{set}.{o}"), $"{language}: {set}.{o}"));
                }
            }
        }
    }

    private static string Show(IReadOnlyDictionary<string, bool> arguments) =>
        string.Join(", ", arguments.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => a.Key + (a.Value ? "*" : "")));

    private static List<Documented> Read()
    {
        var documented = new List<Documented>();
        foreach (Match row in Row().Matches(Table()))
        {
            var how = row.Groups["how"].Value;
            var text = Parentheses().Replace(row.Groups["arguments"].Value, "");
            var arguments = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(a => a.Replace("[]", "", StringComparison.Ordinal).Trim())
                .ToDictionary(a => a.TrimEnd('*'), a => a.EndsWith('*'));
            var effect = how.StartsWith('W') ? Effect.Write : Effect.Read;
            documented.Add(new Documented(row.Groups["skill"].Value, effect, how.Contains("*confirm*", StringComparison.Ordinal) && !how.Contains("when", StringComparison.Ordinal), arguments));
        }

        return documented;
    }

    private static string Table()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BotCrm.sln"))) folder = folder.Parent;
        return File.ReadAllText(Path.Combine(folder!.FullName, "docs", "skills.md"));
    }

    [GeneratedRegex(@"^\| `(?<skill>[a-z_]+)` \| (?<how>[^|]+) \| (?<arguments>[^|]*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"(?<name>[a-z_]+)\*? \((?<values>[a-z_, ]+)\)")]
    private static partial Regex ArgumentWithChoices();

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Parentheses();
}
