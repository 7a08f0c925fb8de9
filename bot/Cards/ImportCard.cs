using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>An import: what its columns are read as, what would come of it or did, and the way on.</summary>
internal static class ImportCard
{
    public static JsonObject Draw(ImportReply reply, CardContext card)
    {
        var body = new List<JsonObject> { Elements.Title(reply.Title, "⇪", "Accent") };
        if (reply.Rows.Count > 0)
            body.Add(TableElement.Draw(reply.Columns, reply.Rows));
        body.AddRange(Elements.Facts(reply.Figures));
        body.AddRange(reply.Problems.Select(problem => Elements.Note(problem)));
        return card.Card(body, reply.Buttons.Select(button => card.Button(
            button.Label, "import", new JsonObject { ["import"] = reply.ImportId, ["op"] = button.Operation }, button.Operation == "start" ? "positive" : null)));
    }
}
