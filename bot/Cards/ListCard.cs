using System.Globalization;
using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>A list with how the question was read, so that a wrong reading is seen.</summary>
internal static class ListCard
{
    public static JsonObject Draw(ListReply reply, CardContext card)
    {
        var body = new List<JsonObject> { Elements.Title(reply.Title) };
        if (!string.IsNullOrWhiteSpace(reply.Reading))
            body.Add(Elements.Note(reply.Reading));
        body.Add(TableElement.Draw(reply.Columns, reply.Rows));
        if (reply.Total > reply.Rows.Count)
            body.Add(Elements.Note(string.Format(CultureInfo.InvariantCulture, card.Phrases.Showing, reply.Rows.Count, reply.Total)).Aligned("Right"));
        return card.Card(body, reply.More is { } more ? [card.Button(card.Phrases.More, "more", new JsonObject { ["list"] = more })] : []);
    }
}
