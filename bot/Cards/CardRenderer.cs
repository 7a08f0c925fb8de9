using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>Draws a reply as an Adaptive Card, one file per kind of reply.</summary>
public static class CardRenderer
{
    /// <summary>The media type of an attachment that holds a card.</summary>
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    /// <summary>The card of a reply; null when its <see cref="Reply.Text"/> says it best as plain words.</summary>
    public static JsonObject? Render(Reply reply, CardDialect dialect) => null;
}
