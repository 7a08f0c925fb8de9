using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using BotCrm.Core.Tasks;

namespace BotCrm.Bot.Api.Requests;

/// <summary>When a task is due: <c>2026-12-01</c> for a whole day, else an instant with offset.</summary>
[JsonConverter(typeof(DueConverter))]
internal sealed record DueValue(DateOnly? Day, DateTimeOffset? Instant)
{
    public DueTime Time => Day is { } day ? DueTime.On(day) : DueTime.At(Instant!.Value);
}

internal sealed class DueConverter : JsonConverter<DueValue>
{
    public override DueValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            var text = reader.GetString()!;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return new DueValue(day, null);
            if (Configuration.RunningClock.TryParse(text, out var instant))
                return new DueValue(null, instant);
        }

        throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, DueValue value, JsonSerializerOptions options)
    {
        if (value.Day is { } day)
            writer.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        else
            writer.WriteStringValue(InstantConverter.Write(value.Instant!.Value));
    }
}
