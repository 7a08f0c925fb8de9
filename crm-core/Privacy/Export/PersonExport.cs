using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using BotCrm.Core.Audit;

namespace BotCrm.Core.Privacy.Export;

/// <summary>Everything the CRM holds about one person, as a machine reads it and as the person does.</summary>
/// <param name="Json">A JSON object: <c>person</c>, then one array for each kind of record, then what was done.</param>
public sealed record PersonExport(string Kind, long Id, string Name, DateTimeOffset At, JsonObject Json)
{
    public string ToJson() => Json.ToJsonString(new System.Text.Json.JsonSerializerOptions(RecordImage.Json) { WriteIndented = true });

    /// <summary>One page without scripts or anything from elsewhere; whatever stands in the records is text, not markup.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder();
        html.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>")
            .Append(Text(Name))
            .Append("</title><style>body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}h2{margin-top:2rem;border-bottom:1px solid #ccc}table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}th{text-align:left;width:12rem;color:#555;font-weight:normal}th,td{padding:.2rem .5rem;vertical-align:top;border-bottom:1px solid #eee;white-space:pre-wrap;overflow-wrap:anywhere}</style></head><body><h1>")
            .Append(Text(Name)).Append("</h1><p>").Append(Text(At.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture))).Append("</p>");
        foreach (var (title, node) in Json)
        {
            html.Append("<h2>").Append(Text(title)).Append("</h2>");
            if (node is JsonArray { Count: 0 })
                html.Append("<p>–</p>");
            foreach (var item in node is JsonArray list ? [.. list] : (JsonNode?[])[node])
                Table(html, item as JsonObject ?? new JsonObject { ["value"] = item?.DeepClone() });
        }
        return html.Append("</body></html>").ToString();
    }

    private static void Table(StringBuilder html, JsonObject fields)
    {
        html.Append("<table>");
        foreach (var (name, value) in fields)
        {
            if (value is null or JsonArray { Count: 0 })
                continue;
            html.Append("<tr><th>").Append(Text(name)).Append("</th><td>").Append(Text(value is JsonArray list ? string.Join(", ", list.Select(Plain)) : Plain(value))).Append("</td></tr>");
        }
        html.Append("</table>");
    }

    private static string Plain(JsonNode? value) => value is JsonValue one && one.TryGetValue<string>(out var text) ? text : value?.ToJsonString(RecordImage.Json) ?? "";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
