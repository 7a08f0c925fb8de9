using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>One record in full, with the table of its parts.</summary>
internal static class DetailCard
{
    public static JsonObject Draw(DetailReply reply, CardContext card)
    {
        var body = new List<JsonObject> { Elements.Title(reply.Title) };
        if (reply.Subtitle.Length > 0)
            body.Add(Elements.Note(reply.Subtitle));
        body.AddRange(Elements.Facts([.. reply.Facts]));
        if (reply.Rows.Count > 0)
            body.Add(TableElement.Draw(reply.Columns, reply.Rows));
        return card.Card(body);
    }
}
