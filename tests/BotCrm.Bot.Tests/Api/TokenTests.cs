using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace BotCrm.Bot.Tests.Api;

public sealed class TokenTests : IAsyncLifetime
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 48).Select(i => (byte)i)];

    private TestBot bot = null!;

    public async Task InitializeAsync() => bot = await TestBot.StartAsync("--Demo:Data=none", $"--Api:SigningKey={Convert.ToBase64String(Key)}", "--Api:TokenMinutes=30");

    public async Task DisposeAsync() => await bot.DisposeAsync();

    [Fact]
    public async Task A_demo_token_names_a_user_and_ends()
    {
        using var http = bot.Client();
        var answer = await PostAsync(http, "{\"user\":\"Admin\"}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(bot.Clock.GetUtcNow().AddMinutes(30), body.GetProperty("expiresAt").GetDateTimeOffset());
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());

        var token = body.GetProperty("token").GetString()!;
        Assert.Equal(HttpStatusCode.OK, await MeAsync(token));
        bot.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.OK, await MeAsync(token));
        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(token));
    }

    [Fact]
    public async Task A_demo_token_ends_with_demo_mode()
    {
        using var http = bot.Client();
        var token = (await (await PostAsync(http, "{\"user\":\"admin\"}")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;

        await using var earnest = await TestBot.StartAsync("--Demo:Data=none", $"--Api:SigningKey={Convert.ToBase64String(Key)}", "--Bot:AppId=00000000-0000-0000-0000-00000000b0cc", "--Bot:AppPassword=secret");
        using var client = earnest.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri("/api/v1/users", UriKind.Relative))).StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Make());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/api/v1/users", UriKind.Relative))).StatusCode);
    }

    [Theory]
    [InlineData("{\"user\":\"nobody\"}", HttpStatusCode.NotFound)]
    [InlineData("{\"user\":\"\"}", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("{\"user\":7}", HttpStatusCode.BadRequest)]
    [InlineData("{\"user\":\"admin\",\"role\":\"admin\"}", HttpStatusCode.BadRequest)]
    public async Task A_demo_token_is_for_a_user_there_is(string json, HttpStatusCode status)
    {
        using var http = bot.Client();
        Assert.Equal(status, (await PostAsync(http, json)).StatusCode);
    }

    [Fact]
    public async Task A_token_of_ours_is_taken() => Assert.Equal(HttpStatusCode.OK, await MeAsync(Make()));

    [Fact]
    public async Task Tokens_that_are_not_ours_are_refused()
    {
        string[] tokens =
        [
            Make(key: RandomNumberGenerator.GetBytes(32)),
            Make(issuer: "https://login.example"),
            Make(audience: "someone-else"),
            Make(login: "nobody"),
            Make(type: "JWT"),
            Make(algorithm: SecurityAlgorithms.HmacSha512),
            Make(lifetime: TimeSpan.FromMinutes(-1)),
            Make(notBefore: TimeSpan.FromMinutes(10)),
            Make(expires: false),
            Unsigned("none"), Unsigned("None"), Unsigned("HS256"),
            Make() + "x", Make()[..^4], "not.a.token", "x", new string('a', 100_000),
        ];
        foreach (var token in tokens)
        {
            var status = await MeAsync(token);
            Assert.True(status is HttpStatusCode.Unauthorized or HttpStatusCode.RequestHeaderFieldsTooLarge, $"{status} for {token[..Math.Min(60, token.Length)]}");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    [InlineData("Bearer")]
    [InlineData("Bearer a b")]
    public async Task Without_a_token_the_answer_says_what_to_send(string? header)
    {
        using var http = bot.Client();
        if (header is not null)
            http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        var answer = await http.GetAsync(new Uri("/api/v1/customers", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.StartsWith("Bearer", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task With_a_bot_application_there_are_no_demo_tokens()
    {
        await using var real = await TestBot.StartAsync("--Demo:Data=none", "--Bot:AppId=1b8a3f55-2d0e-4a43-9d38-2f2b6a1b7c11");
        using var http = real.Client();
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(http, "{\"user\":\"admin\"}")).StatusCode);
    }

    [Fact]
    public async Task A_key_that_nobody_gave_is_made_once_and_readable_by_its_owner_only()
    {
        await using var other = await TestBot.StartAsync("--Demo:Data=none");
        using var http = other.Client();
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(http, "{\"user\":\"admin\"}")).StatusCode);
        var path = Path.Combine(other.DataFolder, "api-signing.key");
        Assert.True(Convert.FromBase64String((await File.ReadAllTextAsync(path)).Trim()).Length >= 32);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task Too_many_requests_are_answered_429_for_that_user_only()
    {
        await using var other = await TestBot.StartAsync("--Demo:Data=sample", "--Api:RequestsPerMinute=3");
        var lena = await ApiClient.SignInAsync(other, "lena");
        var marek = await ApiClient.SignInAsync(other, "marek");
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await lena.GetAsync("users/me")).Status);
        var refused = await lena.GetAsync("users/me");
        refused.IsProblem(HttpStatusCode.TooManyRequests, "too_many_requests");
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await marek.GetAsync("users/me")).Status);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string json) =>
        await http.PostAsync(new Uri("/api/v1/demo/token", UriKind.Relative), new StringContent(json, Encoding.UTF8, "application/json"));

    private async Task<HttpStatusCode> MeAsync(string token)
    {
        using var http = bot.Client();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync(new Uri("/api/v1/users/me", UriKind.Relative));
        return answer.StatusCode;
    }

    private string Make(byte[]? key = null, string issuer = "botcrm", string audience = "botcrm-api", string login = "admin", string type = "at+jwt", string algorithm = SecurityAlgorithms.HmacSha256, TimeSpan? lifetime = null, TimeSpan? notBefore = null, bool expires = true)
    {
        var now = bot.Clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            TokenType = type,
            Subject = new ClaimsIdentity([new Claim("sub", login)]),
            NotBefore = notBefore is { } start ? now + start : now.AddHours(-1),
            Expires = expires ? now + (lifetime ?? TimeSpan.FromHours(1)) : null,
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key ?? [.. Key, .. algorithm == SecurityAlgorithms.HmacSha512 ? new byte[16] : []]), algorithm),
        });
    }

    private string Unsigned(string algorithm)
    {
        static string Encode(string json) => Base64UrlEncoder.Encode(json);
        var end = bot.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
        return Encode($$"""{"alg":"{{algorithm}}","typ":"at+jwt"}""") + "." + Encode($$"""{"iss":"botcrm","aud":"botcrm-api","sub":"admin","exp":{{end}}}""") + ".";
    }
}
