using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>A file to fetch.</summary>
internal static class DownloadCard
{
    public static JsonObject Draw(DownloadReply reply, CardContext card) => card.Card(
        [Elements.Title(reply.Title, "⇩", "Accent"), Elements.Body(reply.FileName)],
        new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = CardText.Button(reply.FileName), ["url"] = reply.Link });
}
