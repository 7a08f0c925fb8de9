using System.Text.Json;
using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>Told unasked: what it is, and what can be done about it with one tap.</summary>
internal static class NoticeCard
{
    public static JsonObject Draw(NoticeReply reply, CardContext card) => card.Card(
        [Elements.Title(reply.Text, "!", "Accent")],
        reply.Buttons.Select(button => card.Button(
            button.Label,
            "run",
            new JsonObject { ["tool"] = button.Tool, ["arguments"] = JsonSerializer.SerializeToNode(button.Arguments) })));
}
