using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>Which one? A button per choice, one below the other so that long names can be read.</summary>
internal static class QuestionCard
{
    private const int MaxChoices = 12;

    public static JsonObject Draw(QuestionReply reply, CardContext card)
    {
        var buttons = reply.Choices.Take(MaxChoices).Select(choice => new JsonObject
        {
            ["type"] = "ActionSet",
            ["spacing"] = "Small",
            ["actions"] = new JsonArray(card.Button(
                string.IsNullOrWhiteSpace(choice.Detail) ? choice.Label : $"{choice.Label} · {choice.Detail}",
                "choose",
                new JsonObject { ["pending"] = reply.PendingId, ["value"] = choice.Value })),
        });
        return card.Card(
            [Elements.Title(reply.Text, "?", "Accent"), .. buttons],
            card.Button(card.Phrases.Cancel, "cancel", new JsonObject { ["pending"] = reply.PendingId }));
    }
}
