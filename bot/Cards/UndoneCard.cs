using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>Taken back: what is as it was before.</summary>
internal static class UndoneCard
{
    public static JsonObject Draw(UndoneReply reply, CardContext card) => card.Card(
        [Elements.Title(reply.Title, "↩", "Accent"), .. reply.Changes.Select(Elements.Change)]);
}
