using System.Globalization;
using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>A risky plan, in full, before it happens.</summary>
internal static class ConfirmCard
{
    public static JsonObject Draw(ConfirmReply reply, CardContext card) => card.Card(
        [
            Elements.Title(reply.Title, "!", "Attention"),
            .. reply.Changes.Select(Elements.Change),
            Elements.Note(string.Format(CultureInfo.InvariantCulture, card.Phrases.ValidUntil, card.Time(reply.ExpiresAt))).Spaced("Medium"),
        ],
        card.Button(card.Phrases.Confirm, "confirm", new JsonObject { ["pending"] = reply.PendingId }, "destructive"),
        card.Button(card.Phrases.Cancel, "cancel", new JsonObject { ["pending"] = reply.PendingId }));
}
