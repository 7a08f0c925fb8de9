using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Understanding;
using BotCrm.Testing;
using Microsoft.Extensions.AI;

namespace BotCrm.Skills.Tests.Understanding;

/// <summary>Asks the offline model as the assistant does, on the Monday of the sample company, and writes its calls in one line each.</summary>
internal static class Understand
{
    private static readonly OfflineChatClient Client = new(new NameOnlyCrm(SampleNames.All));

    public static async Task<ChatResponse> AskAsync(string text, Dialogue? dialogue = null, Actor? actor = null, IChatClient? client = null)
    {
        var facts = new TurnFacts(actor ?? SampleNames.Admin, TestClock.Monday, dialogue ?? Dialogue.Empty);
        var options = new ChatOptions { AdditionalProperties = new AdditionalPropertiesDictionary { [TurnFacts.Key] = facts } };
        return await (client ?? Client).GetResponseAsync([new ChatMessage(ChatRole.User, text)], options);
    }

    public static async Task<IReadOnlyList<PlannedCall>> CallsAsync(string text, Dialogue? dialogue = null, Actor? actor = null) =>
        [.. (await AskAsync(text, dialogue, actor)).Messages[0].Contents.OfType<FunctionCallContent>().Select(c => new PlannedCall(c.Name, c.Arguments!.ToDictionary(StringComparer.Ordinal)))];

    /// <summary>"move_stage stage=negotiation customer=Acme": names for references, arguments by name.</summary>
    public static string Line(PlannedCall call) =>
        string.Join(' ', new[] { call.Tool }.Concat(call.Arguments.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={Show(a.Value)}")));

    public static RecordRef Ref(string kind, string name)
    {
        var entry = SampleNames.All.First(n => n.Kind == kind && n.Name == name);
        return new RecordRef(kind, entry.Id, name);
    }

    private static string Show(object? value) => value switch
    {
        IEnumerable<string> list => string.Join(',', list.Select(Name)),
        string text => Name(text),
        bool yes => yes ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Name(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && long.TryParse(text[(colon + 1)..], out var id)
            ? SampleNames.All.FirstOrDefault(n => n.Kind == text[..colon] && n.Id == id)?.Name ?? text
            : text;
    }
}
