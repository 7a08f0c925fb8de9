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
            .. reply.Changes.Select(change => Elements.Change(change, card.Words)),
            Elements.Note(string.Format(CultureInfo.InvariantCulture, card.Words.ValidUntil, card.Time(reply.ExpiresAt))).Spaced("Medium"),
        ],
        card.Button(card.Words.Confirm, "confirm", new JsonObject { ["pending"] = reply.PendingId }, "destructive"),
        card.Button(card.Words.Cancel, "cancel", new JsonObject { ["pending"] = reply.PendingId }));
}
