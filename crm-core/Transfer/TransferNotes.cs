using System.Text.Json.Nodes;
using BotCrm.Core.Audit;

namespace BotCrm.Core.Transfer;

/// <summary>The detail of an audit note: what was taken in or given out, and how much; never the data itself.</summary>
internal static class TransferNotes
{
    public static string Of(params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var json = new JsonObject();
        foreach (var (name, value) in values)
        {
            if (value is not null)
                json[name] = value switch
                {
                    int number => JsonValue.Create(number),
                    bool flag => JsonValue.Create(flag),
                    _ => JsonValue.Create(value.ToString()),
                };
        }
        return json.ToJsonString(RecordImage.Json);
    }
}
