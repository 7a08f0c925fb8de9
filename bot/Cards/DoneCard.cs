using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>Saved: what, field by field, and the way back.</summary>
internal static class DoneCard
{
    public static JsonObject Draw(DoneReply reply, CardContext card) => card.Card(
        [Elements.Title(reply.Title, "✓", "Good"), .. reply.Changes.Select(Elements.Change)],
        reply.UndoChangeSet is { } changeSet ? [card.Button(card.Phrases.Undo, "undo", new JsonObject { ["changeSet"] = changeSet })] : []);
}
