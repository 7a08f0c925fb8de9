using System.Text.Json.Serialization;
using BotCrm.Core.Automation;

namespace BotCrm.Bot.Api.Tasks;

/// <summary>How a task comes again: completing one makes the next.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RecurrenceResource
{
    public RecurrenceKind? Kind { get; init; }

    /// <summary>Every second week: 2. Without it 1.</summary>
    public int? Every { get; init; }

    /// <summary>The last day on which one may be due.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>How many there are still to be, this one included.</summary>
    public int? Count { get; init; }

    public static RecurrenceResource? From(Recurrence? recurrence) => recurrence is null
        ? null
        : new RecurrenceResource { Kind = recurrence.Kind, Every = recurrence.Every, Until = recurrence.Until, Count = recurrence.Count };
}
