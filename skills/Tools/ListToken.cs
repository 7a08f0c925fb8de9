using System.Buffers.Text;
using System.Text.Json;
using BotCrm.Skills.Understanding;

namespace BotCrm.Skills.Tools;

/// <summary>
/// What "more" goes on from: the call, the cursor and how many were shown. Whoever tampers with it gets what the call would have given anyway, for
/// it runs through the same checks, and only for reading.
/// </summary>
internal sealed record ListToken(PlannedCall Call, string After, int Shown)
{
    private const int MaxLength = 8_000;

    public string Encode() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new Wire(Call.Tool, Call.Arguments.ToDictionary(a => a.Key, a => a.Value), After, Shown)));

    public static ListToken? Decode(string? token)
    {
        if (token is null or { Length: > MaxLength } || !Base64Url.IsValid(token)) return null;
        try
        {
            var wire = JsonSerializer.Deserialize<Wire>(Base64Url.DecodeFromChars(token));
            return wire is { T: not null, A: not null, C: not null }
                ? new ListToken(new PlannedCall(wire.T, wire.A.ToDictionary(a => a.Key, a => PlainValues.Of(a.Value))), wire.C, Math.Max(0, wire.N))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Wire(string T, Dictionary<string, object?> A, string C, int N);
}
