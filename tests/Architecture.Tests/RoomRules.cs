namespace BotCrm.Architecture.Tests;

/// <summary>The table of docs/architecture.md: which BotCrm namespaces a room may name. Every rule must find its room.</summary>
public sealed class RoomRules
{
    private static readonly string[] CoreNouns =
        ["BotCrm.Core.Users", "BotCrm.Core.Customers", "BotCrm.Core.Contacts", "BotCrm.Core.Interactions", "BotCrm.Core.Opportunities", "BotCrm.Core.Tickets", "BotCrm.Core.Tasks", "BotCrm.Core.Contracts", "BotCrm.Core.Payments", "BotCrm.Core.Surveys"];

    public static TheoryData<string, string[]> Rooms => new()
    {
        { "crm-core/Primitives", [] },
        { "crm-core", ["BotCrm.Core"] },
        { "crm-core/Reports", [.. CoreNouns, "BotCrm.Core.Access", "BotCrm.Core.Automation", "BotCrm.Core.Primitives", "BotCrm.Core.Storage", "BotCrm.Core.Reports"] },
        { "skills", ["BotCrm.Core", "BotCrm.Skills"] },
        { "crm-core/Calendars", ["BotCrm.Core.Access", "BotCrm.Core.Primitives", "BotCrm.Core.Storage"] },
        { "crm-core/Automation", [.. CoreNouns, "BotCrm.Core.Access", "BotCrm.Core.Audit", "BotCrm.Core.Automation", "BotCrm.Core.Calendars", "BotCrm.Core.Fields", "BotCrm.Core.Primitives", "BotCrm.Core.Reports", "BotCrm.Core.Storage"] },
        { "crm-core/Webhooks", ["BotCrm.Core.Access", "BotCrm.Core.Audit", "BotCrm.Core.Automation", "BotCrm.Core.Primitives", "BotCrm.Core.Privacy.Sealing", "BotCrm.Core.Storage", "BotCrm.Core.Users", "BotCrm.Core.Webhooks"] },
        { "crm-core/Payments", ["BotCrm.Core.Access", "BotCrm.Core.Contracts", "BotCrm.Core.ExchangeRates", "BotCrm.Core.Payments", "BotCrm.Core.Primitives", "BotCrm.Core.Storage"] },
        { "crm-core/ExchangeRates", ["BotCrm.Core.Access", "BotCrm.Core.ExchangeRates", "BotCrm.Core.Primitives", "BotCrm.Core.Storage"] },
        { "crm-core/Files", ["BotCrm.Core.Access", "BotCrm.Core.Files", "BotCrm.Core.Primitives", "BotCrm.Core.Storage", "BotCrm.Core.Users"] },
        { "crm-core/Knowledge", ["BotCrm.Core.Access", "BotCrm.Core.Knowledge", "BotCrm.Core.Primitives", "BotCrm.Core.Search", "BotCrm.Core.Storage", "BotCrm.Core.Users"] },
        { "crm-core/Quotes", [.. CoreNouns, "BotCrm.Core.Access", "BotCrm.Core.Audit", "BotCrm.Core.ExchangeRates", "BotCrm.Core.Primitives", "BotCrm.Core.Quotes", "BotCrm.Core.Storage"] },
        { "crm-core/Contracts", [.. CoreNouns, "BotCrm.Core.Access", "BotCrm.Core.Audit", "BotCrm.Core.Automation", "BotCrm.Core.ExchangeRates", "BotCrm.Core.Primitives", "BotCrm.Core.Quotes", "BotCrm.Core.Search", "BotCrm.Core.Storage"] },
        { "crm-core/Surveys", [.. CoreNouns, "BotCrm.Core.Access", "BotCrm.Core.Automation", "BotCrm.Core.Primitives", "BotCrm.Core.Storage"] },
        { "crm-core/Search", [.. CoreNouns, "BotCrm.Core.Access", "BotCrm.Core.Fields", "BotCrm.Core.Knowledge", "BotCrm.Core.Names", "BotCrm.Core.Primitives", "BotCrm.Core.Search", "BotCrm.Core.Storage"] },
        { "crm-core/Bulk", [.. CoreNouns, "BotCrm.Core.Access", "BotCrm.Core.Bulk", "BotCrm.Core.Primitives"] },
        { "crm-core/Transfer", [.. CoreNouns, "BotCrm.Core.Access", "BotCrm.Core.Audit", "BotCrm.Core.Automation", "BotCrm.Core.Contracts", "BotCrm.Core.Payments", "BotCrm.Core.Quotes", "BotCrm.Core.Fields", "BotCrm.Core.Files", "BotCrm.Core.Names", "BotCrm.Core.Primitives", "BotCrm.Core.Storage", "BotCrm.Core.Transfer"] },
        { "skills/Tools", ["BotCrm.Core", "BotCrm.Skills.Tools", "BotCrm.Skills.Assistant", "BotCrm.Skills.Understanding"] },
        { "bot/Turns", ["BotCrm.Core", "BotCrm.Skills.Assistant", "BotCrm.Bot.Turns"] },
        { "bot/Cards", ["BotCrm.Core", "BotCrm.Skills.Assistant", "BotCrm.Bot.Cards"] },
        { "bot/Api", ["BotCrm.Core", "BotCrm.Skills.Assistant", "BotCrm.Bot.Api", "BotCrm.Bot.Configuration"] },
        { "bot/Mcp", ["BotCrm.Core", "BotCrm.Skills.Assistant", "BotCrm.Skills.Tools", "BotCrm.Bot.Api", "BotCrm.Bot.Mcp"] },
        { "bot/Background", ["BotCrm.Core.Audit", "BotCrm.Core.Automation"] },
        { "bot/Calendar", ["BotCrm.Core"] },
        { "bot/Surveys", ["BotCrm.Core"] },
        { "bot/Reach", [] },
        { "bot/Webhooks", ["BotCrm.Core.Webhooks", "BotCrm.Bot.Reach"] },
        { "bot/Channels/ActivityProtocol", ["BotCrm.Core", "BotCrm.Skills.Assistant", "BotCrm.Bot.Turns", "BotCrm.Bot.Cards", "BotCrm.Bot.Reach", "BotCrm.Bot.Channels.ActivityProtocol"] },
        { "bot/Channels/DirectLine", ["BotCrm.Core", "BotCrm.Skills.Assistant", "BotCrm.Skills.Automation", "BotCrm.Bot.Turns", "BotCrm.Bot.Cards", "BotCrm.Bot.Channels"] },
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
