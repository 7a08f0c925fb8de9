namespace BotCrm.Architecture.Tests;

/// <summary>The table of docs/architecture.md: which BotCrm namespaces a room may name. Every rule must find its room.</summary>
public sealed class RoomRules
{
    private static readonly string[] CoreNouns =
        ["BotCrm.Core.Users", "BotCrm.Core.Customers", "BotCrm.Core.Contacts", "BotCrm.Core.Interactions", "BotCrm.Core.Opportunities", "BotCrm.Core.Tickets", "BotCrm.Core.Tasks"];

    public static TheoryData<string, string[]> Rooms => new()
    {
        { "crm-core/Primitives", [] },
        { "crm-core", ["BotCrm.Core"] },
        { "crm-core/Reports", [.. CoreNouns, "BotCrm.Core.Access", "BotCrm.Core.Primitives", "BotCrm.Core.Storage", "BotCrm.Core.Reports"] },
        { "skills", ["BotCrm.Core", "BotCrm.Skills"] },
        { "skills/Tools", ["BotCrm.Core", "BotCrm.Skills.Tools", "BotCrm.Skills.Assistant", "BotCrm.Skills.Understanding"] },
        { "bot/Turns", ["BotCrm.Core", "BotCrm.Skills.Assistant", "BotCrm.Bot.Turns"] },
        { "bot/Cards", ["BotCrm.Core", "BotCrm.Skills.Assistant", "BotCrm.Bot.Cards"] },
        { "bot/Api", ["BotCrm.Core", "BotCrm.Bot.Api", "BotCrm.Bot.Configuration"] },
        { "bot/Channels/ActivityProtocol", ["BotCrm.Core", "BotCrm.Skills.Assistant", "BotCrm.Bot.Turns", "BotCrm.Bot.Cards", "BotCrm.Bot.Channels.ActivityProtocol"] },
        { "bot/Channels/DirectLine", ["BotCrm.Core", "BotCrm.Skills.Assistant", "BotCrm.Bot.Turns", "BotCrm.Bot.Cards", "BotCrm.Bot.Channels"] },
    };

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_names_only_the_rooms_below_it(string room, string[] allowed)
    {
        var files = SourceTree.In(room);
        Assert.NotEmpty(files);

        var strangers =
            from file in files
            from name in file.Usings
            where name.StartsWith("BotCrm.", StringComparison.Ordinal)
            where !allowed.Any(prefix => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal))
            select $"{file.Path} uses {name}";

        Assert.Empty(strangers);
    }

    [Fact]
    public void References_between_assemblies_only_go_down()
    {
        Assert.Equal(["BotCrm.Core", "BotCrm.Skills"], BotCrmReferences(typeof(Bot.Turns.ITurnPipeline)));
        Assert.Equal(["BotCrm.Core"], BotCrmReferences(typeof(Skills.Assistant.IAssistant)));
        Assert.Empty(BotCrmReferences(typeof(Core.ICrm)));
    }

    [Fact]
    public void The_core_knows_no_model_and_no_web_and_skills_know_no_store_and_no_web()
    {
        var core = References(typeof(Core.ICrm));
        var skills = References(typeof(Skills.Assistant.IAssistant));

        Assert.Contains(core, name => name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal));
        Assert.DoesNotContain(core, name => name.StartsWith("Microsoft.Extensions.AI", StringComparison.Ordinal));
        Assert.DoesNotContain(core, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.Contains(skills, name => name.StartsWith("Microsoft.Extensions.AI", StringComparison.Ordinal));
        Assert.DoesNotContain(skills, name => name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal));
        Assert.DoesNotContain(skills, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Fact]
    public void Skills_do_not_speak_of_cards()
    {
        var files = SourceTree.In("skills");
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => file.Text.Contains("AdaptiveCard", StringComparison.Ordinal) || file.Text.Contains("DbContext", StringComparison.Ordinal));
    }

    private static IEnumerable<string> BotCrmReferences(Type type) =>
        References(type).Where(name => name.StartsWith("BotCrm.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static IReadOnlyList<string> References(Type type) =>
        [.. type.Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!)];
}
