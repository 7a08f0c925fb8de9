using System.Reflection;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Dialogues;

namespace BotCrm.Skills.Tests.Assistant;

public sealed class RefusalsAreWorded
{
    public static TheoryData<string> Languages => ["en", "zh"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_policy_and_permission_has_words_and_the_refusal_quotes_its_name(string language)
    {
        var words = new Words(language, TimeZoneInfo.Utc);
        var names = Permissions.All.Concat(typeof(Policies).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)).ToList();
        Assert.True(names.Count > 60, $"only {names.Count} names");
        foreach (var name in names)
        {
            Assert.True(words.Has("policy." + name), $"no words for {name} in {language}");
            var said = Failures.Say(Failure.Forbidden(name, "core words"), words);
            Assert.Contains($"({name})", said, StringComparison.Ordinal);
            Assert.DoesNotContain("core words", said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_built_in_role_is_told_how_to_begin(string language)
    {
        var words = new Words(language, TimeZoneInfo.Utc);
        foreach (var role in RoleBook.BuiltIn.All)
        {
            Assert.True(words.Has("help.start." + role.Role), $"{role.Role} in {language}");
            Assert.NotEmpty(HelpSkill.Examples(words, role));
        }
    }

    [Theory]
    [InlineData("en", "Store format is needed: one of outlet.")]
    [InlineData("zh", "需要填写门店类型：奥特莱斯。")]
    public void What_configuration_names_is_said_in_the_language_of_the_person(string language, string expected)
    {
        var failure = Failure.Invalid("field_needed", "core words", "custom.store_format") with
        {
            Data = new Dictionary<string, string> { ["name"] = "Store format", ["name_zh"] = "门店类型", ["expected"] = "one of outlet", ["expected_zh"] = "奥特莱斯" },
        };
        Assert.Equal(expected, Failures.Say(failure, new Words(language, TimeZoneInfo.Utc)));
    }
}
