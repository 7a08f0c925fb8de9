using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace BotCrm.Bot.Tests.ActivityProtocol;

/// <summary>Publishes keys as the Bot Framework and Entra do, and signs whatever a test wants, wrong things included.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    /// <summary>Made once for all tests: finding primes is slow.</summary>
    private static readonly ConcurrentDictionary<string, RSA> Made = new(StringComparer.Ordinal);

    private readonly LocalPeer peer;
    private readonly Dictionary<string, RSA> keys = new() { ["k1"] = Make("k1"), ["endorsed"] = Make("endorsed") };

    private TokenIssuer(LocalPeer peer) => this.peer = peer;

    public string Url => peer.Url;

    /// <summary>Turns the issuer's web server off, so to say.</summary>
    public bool Down { get; set; }

    public int Fetches(string path) => peer.Calls.Count(call => call.Target == path);

    public static async Task<TokenIssuer> StartAsync()
    {
        var peer = await LocalPeer.StartAsync();
        var issuer = new TokenIssuer(peer);
        peer.Answer = issuer.Publish;
        return issuer;
    }

    /// <summary>Published from now on.</summary>
    public void AddKey(string kid) => keys[kid] = Make(kid);

    /// <summary>A compact JWT with exactly this payload.</summary>
    public string Sign(JsonObject payload, string? kid = "k1", string algorithm = "RS256")
    {
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT" };
        if (kid is not null)
            header["kid"] = kid;
        var content = $"{Encode(header)}.{Encode(payload)}";
        var signature = algorithm switch
        {
            "none" => [],
            // The classic confusion: the public key, which everybody has, used as a secret.
            "HS256" => HMACSHA256.HashData(keys["k1"].ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(content)),
            "RS512" => keys["k1"].SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "PS256" => keys["k1"].SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ => keys.GetValueOrDefault(kid ?? "k1", keys["k1"]).SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
        return $"{content}.{Base64UrlEncoder.Encode(signature)}";
    }

    public ValueTask DisposeAsync() => peer.DisposeAsync();

    private static RSA Make(string kid) => Made.GetOrAdd(kid, static _ => RSA.Create(2048));

    private static string Encode(JsonObject part) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private PeerAnswer Publish(PeerCall call)
    {
        if (Down)
            return new PeerAnswer(500);
        if (!call.Target.EndsWith("/keys", StringComparison.Ordinal))
            return new PeerAnswer(200, new JsonObject { ["issuer"] = "x", ["jwks_uri"] = $"{Url}/keys" }.ToJsonString());
        var set = new JsonArray(new JsonObject { ["kty"] = "EC", ["kid"] = "ec", ["crv"] = "P-256" });
        foreach (var (kid, rsa) in keys)
        {
            var parameters = rsa.ExportParameters(false);
            var key = new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = kid, ["n"] = Base64UrlEncoder.Encode(parameters.Modulus), ["e"] = Base64UrlEncoder.Encode(parameters.Exponent) };
            if (kid == "endorsed")
                key["endorsements"] = new JsonArray("msteams", "webchat");
            set.Add(key);
        }

        return new PeerAnswer(200, new JsonObject { ["keys"] = set }.ToJsonString());
    }
}
