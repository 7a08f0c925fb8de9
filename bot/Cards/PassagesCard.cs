using System.Text.Json.Nodes;
using BotCrm.Core.Interactions;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>What was found in the history, each passage with where it comes from.</summary>
internal static class PassagesCard
{
    private const int MaxPassages = 10;

    public static JsonObject Draw(PassagesReply reply, CardContext card) =>
        card.Card([Elements.Title(reply.Title), .. reply.Passages.Take(MaxPassages).Select(p => Passage(p, card))]);

    private static JsonObject Passage(Passage passage, CardContext card)
    {
        var source = new[] { card.Terms.Term("kind", passage.Kind), passage.CustomerName, card.Terms.DayOf(passage.When), passage.AuthorName };
        return Elements.Container(
        [
            Elements.Line(new Run(passage.Text, Limit: 600)),
            Elements.Line(new Run(string.Join(" · ", source.Where(part => !string.IsNullOrWhiteSpace(part))), Subtle: true, Size: "Small")).Spaced("None"),
        ], separator: true).Spaced("Medium");
    }
}
