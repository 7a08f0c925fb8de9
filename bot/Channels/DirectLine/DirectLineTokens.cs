using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>What a token says. <paramref name="User"/> is the CRM login it was made for; the claim's name is what Web Chat looks for.</summary>
/// <param name="Conversation">The only conversation it opens.</param>
/// <param name="Use"><c>start</c>: may start its conversation. <c>talk</c>: its conversation was started. <c>stream</c>: may only connect to the stream.</param>
internal sealed record DirectLineToken(
    [property: JsonPropertyName("user")] string User,
    [property: JsonPropertyName("conv")] string Conversation,
    [property: JsonPropertyName("use")] string Use,
    [property: JsonPropertyName("exp")] long Expires,
    [property: JsonPropertyName("name")] string? Name = null);

internal enum TokenProblem
{
    None,
    NotOurs,
    Expired,
}

/// <summary>
/// Signs and checks tokens. They have the shape of a JWT because Web Chat reads the user from them. One header, one algorithm: what another
/// header promises is not even looked at.
/// </summary>
internal sealed class DirectLineTokens(byte[] key, TimeProvider time)
{
    private const int MaxLength = 4096;
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    public string Issue(string user, string? name, string conversation, string use, TimeSpan life)
    {
        var token = new DirectLineToken(user, conversation, use, time.GetUtcNow().Add(life).ToUnixTimeSeconds(), name);
        var signed = Header + "." + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(token, DirectLineJson.Wire.DirectLineToken));
        return signed + "." + Sign(signed);
    }

    public TokenProblem Check(string? text, out DirectLineToken? token)
    {
        token = null;
        if (text is null || text.Length > MaxLength)
            return TokenProblem.NotOurs;
        var last = text.LastIndexOf('.');
        if (last < 0 || !text.StartsWith(Header + ".", StringComparison.Ordinal) || last <= Header.Length)
            return TokenProblem.NotOurs;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(text[..last])), Encoding.UTF8.GetBytes(text[(last + 1)..])))
            return TokenProblem.NotOurs;

        // Signed by us, so it is what we once wrote.
        token = JsonSerializer.Deserialize(Base64Url.DecodeFromChars(text.AsSpan(Header.Length + 1, last - Header.Length - 1)), DirectLineJson.Wire.DirectLineToken);
        if (token is null)
            return TokenProblem.NotOurs;
        return time.GetUtcNow().ToUnixTimeSeconds() >= token.Expires ? TokenProblem.Expired : TokenProblem.None;
    }

    private string Sign(string text) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
