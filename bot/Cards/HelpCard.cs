using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>What can be said, by topic; an example is said by pressing it.</summary>
internal static class HelpCard
{
    public static JsonObject Draw(HelpReply reply, CardContext card) =>
        card.Card([Elements.Title(reply.Title), .. reply.Groups.Select(group => Group(group, card))]);

    private static JsonObject Group(HelpGroup group, CardContext card) =>
        Elements.Container([Elements.Heading(group.Title), .. group.Examples.Select(example => Example(example, card))]).Spaced("Medium");

    private static JsonObject Example(string sentence, CardContext card)
    {
        var line = Elements.Container([Elements.Line(new Run(sentence, Color: "Accent"))]).Spaced("Small");
        line["selectAction"] = card.Say(sentence);
        return line;
    }
}
