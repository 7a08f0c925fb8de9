using System.Net;
using System.Text.Json.Nodes;

namespace BotCrm.Bot.Tests.ActivityProtocol;

/// <summary>Who may post once an app id is configured.</summary>
public sealed class InboundTokenTests : IAsyncLifetime
{
    private const string AppId = "9f1c0a52-0000-4000-8000-0000000000a1";
    private const string Tenant = "72f988bf-0000-4000-8000-0000000000b2";
    private const string OtherTenant = "72f988bf-0000-4000-8000-0000000000b3";
    private const string BotFrameworkKeys = "/bf/openid";
    private const string TenantKeys = $"/{Tenant}/v2.0/.well-known/openid-configuration";

    private TokenIssuer issuer = null!;
    private BotHost bot = null!;

    public async Task InitializeAsync()
    {
        issuer = await TokenIssuer.StartAsync();
        bot = await BotHost.StartAsync(
            ("Bot:AppId", AppId),
            ("Bot:AppPassword", "secret"),
            ("Bot:TenantId", Tenant),
            ("Bot:AllowedTenants:0", OtherTenant),
            ("Bot:AllowedCallers:0", "friend"),
            ("Bot:BotFrameworkMetadata", issuer.Url + BotFrameworkKeys),
            ("Bot:LoginAuthority", issuer.Url));
    }

    public async Task DisposeAsync()
    {
        await bot.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_channel_with_a_valid_token_is_heard_and_names_the_person()
    {
        var reply = Assert.Single(await bot.AskAsync(bot.ExpectingReplies(), issuer.Sign(ChannelToken())));

        Assert.Equal("lena: help", (string?)reply["text"]);
    }

    [Fact]
    public async Task With_an_app_id_an_account_id_is_no_login()
    {
        var message = bot.ExpectingReplies();
        message["from"] = new JsonObject { ["id"] = "lena" };

        Assert.Contains("does not tell me who you are", (string?)Assert.Single(await bot.AskAsync(message, issuer.Sign(ChannelToken())))["text"], StringComparison.Ordinal);
        Assert.Empty(bot.Assistant.Turns);
    }

    [Fact]
    public async Task Where_clients_write_the_sender_themselves_the_object_id_does_not_count()
    {
        var message = bot.ExpectingReplies();
        message["channelId"] = "directline";

        Assert.Contains("does not tell me who you are", (string?)Assert.Single(await bot.AskAsync(message, issuer.Sign(ChannelToken())))["text"], StringComparison.Ordinal);
    }

    public static TheoryData<string, string> WrongChannelTokens => new()
    {
        { "expired", """{"exp":-301}""" },
        { "without an end", """{"exp":null}""" },
        { "not valid yet", """{"nbf":301}""" },
        { "of a stranger's issuer", """{"iss":"https://evil.example.com"}""" },
        { "of an issuer that looks alike", """{"iss":"https://api.botframework.com/"}""" },
        { "without an issuer", """{"iss":null}""" },
        { "for another bot", """{"aud":"9f1c0a52-0000-4000-8000-0000000000ff"}""" },
        { "for nobody", """{"aud":null}""" },
        { "for another connector", """{"serviceurl":"https://evil.example.com/"}""" },
        { "for a connector that looks alike", """{"serviceurl":"SLASH"}""" },
        { "for no connector", """{"serviceurl":null}""" },
        { "with two connectors", """{"serviceUrl":"https://evil.example.com/"}""" },
    };

    [Theory]
    [MemberData(nameof(WrongChannelTokens))]
    public async Task A_token_that_is_wrong_is_refused(string how, string change)
    {
        var payload = ChannelToken();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            payload[name] = value switch
            {
                JsonValue number when number.TryGetValue<long>(out var offset) => Now + offset,
                JsonValue text when (string?)text == "SLASH" => (string?)payload["serviceurl"] + "/",
                _ => value?.DeepClone(),
            };
            if (value is null)
                payload.Remove(name);
        }

        await RefusedAsync(issuer.Sign(payload), how);
    }

    [Theory]
    [InlineData(-299, 0)]
    [InlineData(0, 299)]
    public async Task Clocks_may_differ_by_five_minutes(int exp, int nbf)
    {
        var payload = ChannelToken();
        payload["exp"] = Now + (exp == 0 ? 3600 : exp);
        payload["nbf"] = Now + nbf;

        Assert.Equal(HttpStatusCode.OK, await bot.StatusAsync(bot.ExpectingReplies(), issuer.Sign(payload)));
    }

    [Theory]
    [InlineData("serviceurl")]
    [InlineData("serviceUrl")]
    [InlineData("ServiceURL")]
    public async Task The_connector_claim_may_be_written_in_any_case(string name)
    {
        var payload = ChannelToken();
        payload.Remove("serviceurl");
        payload[name] = (string?)bot.ExpectingReplies()["serviceUrl"];

        Assert.Equal(HttpStatusCode.OK, await bot.StatusAsync(bot.ExpectingReplies(), issuer.Sign(payload)));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("rs256")]
    public async Task Only_RS256_counts(string algorithm) => await RefusedAsync(issuer.Sign(ChannelToken(), algorithm: algorithm), algorithm);

    [Fact]
    public async Task A_changed_token_is_refused()
    {
        var parts = issuer.Sign(ChannelToken()).Split('.');
        var other = ChannelToken();
        other["exp"] = Now + 999_999;
        await RefusedAsync($"{parts[0]}.{issuer.Sign(other).Split('.')[1]}.{parts[2]}", "payload changed");
        await RefusedAsync($"{parts[0]}.{parts[1]}.", "signature cut off");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer a b")]
    [InlineData("Bearer not-a-token")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer a.b.c.d.e")]
    [InlineData("Basic bGVuYTpsZW5h")]
    public async Task Without_a_bearer_token_nobody_is_heard(string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent("{", null, "application/json") };
        if (header is not null)
            request.Headers.TryAddWithoutValidation("Authorization", header);
        using var response = await bot.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_stranger_cannot_make_the_bot_fetch_keys()
    {
        var payload = ChannelToken();
        payload["iss"] = $"https://sts.windows.net/{Guid.Empty}/";
        await RefusedAsync(issuer.Sign(payload), "unknown tenant");

        Assert.Equal(0, issuer.Fetches("/keys"));
    }

    [Fact]
    public async Task An_unknown_key_is_looked_up_at_most_hourly()
    {
        Assert.Equal(HttpStatusCode.OK, await AskAsync());
        Assert.Equal(1, issuer.Fetches("/keys"));

        issuer.AddKey("k2");
        await RefusedAsync(issuer.Sign(ChannelToken(), "k2"), "fetched a moment ago");
        await RefusedAsync(issuer.Sign(ChannelToken(), "k3"), "never published");
        Assert.Equal(1, issuer.Fetches("/keys"));

        bot.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("k2"));
        await RefusedAsync(issuer.Sign(ChannelToken(), "k3"), "never published");
        Assert.Equal(2, issuer.Fetches("/keys"));
    }

    [Fact]
    public async Task Known_keys_are_fetched_again_after_a_day_and_serve_on_while_that_fails()
    {
        Assert.Equal(HttpStatusCode.OK, await AskAsync());
        bot.Time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(HttpStatusCode.OK, await AskAsync());
        Assert.Equal(1, issuer.Fetches("/keys"));

        issuer.Down = true;
        bot.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, await AskAsync());
        Assert.Equal(HttpStatusCode.OK, await AskAsync());
        Assert.Equal(2, issuer.Fetches(BotFrameworkKeys));

        issuer.Down = false;
        bot.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, await AskAsync());
        Assert.Equal(2, issuer.Fetches("/keys"));
    }

    [Fact]
    public async Task While_keys_cannot_be_fetched_nobody_is_heard_and_a_minute_later_it_tries_again()
    {
        issuer.Down = true;
        await RefusedAsync(issuer.Sign(ChannelToken()), "no keys");
        issuer.Down = false;
        await RefusedAsync(issuer.Sign(ChannelToken()), "tried a moment ago");
        bot.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.OK, await AskAsync());
    }

    [Fact]
    public async Task Many_at_once_fetch_the_keys_once()
    {
        var tokens = Enumerable.Range(0, 16).Select(_ => issuer.Sign(ChannelToken())).ToList();
        var answers = await Task.WhenAll(tokens.Select((token, n) => bot.StatusAsync(bot.ExpectingReplies(id: $"a{n}"), token)));

        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(1, issuer.Fetches("/keys"));
    }

    [Theory]
    [InlineData("msteams", HttpStatusCode.OK)]
    [InlineData("slack", HttpStatusCode.Unauthorized)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task A_key_speaks_only_for_the_channels_it_is_endorsed_for(string? channel, HttpStatusCode expected)
    {
        var message = bot.ExpectingReplies();
        message["channelId"] = channel;

        Assert.Equal(expected, await bot.StatusAsync(message, issuer.Sign(ChannelToken(), "endorsed")));
    }

    [Theory]
    [InlineData("1.0", "appid", "https://sts.windows.net/{0}/", Tenant, AppId)]
    [InlineData("2.0", "azp", "https://login.microsoftonline.com/{0}/v2.0", Tenant, AppId)]
    [InlineData("2.0", "azp", "https://login.microsoftonline.com/{0}/v2.0", OtherTenant, AppId)]
    [InlineData("2.0", "azp", "https://login.microsoftonline.com/{0}/v2.0", Tenant, "friend")]
    public async Task A_token_of_an_allowed_tenant_is_heard(string version, string callerClaim, string from, string tenant, string caller)
    {
        var message = bot.ExpectingReplies();
        message["channelId"] = "emulator";

        Assert.Equal("lena: help", (string?)Assert.Single(await bot.AskAsync(message, issuer.Sign(TenantToken(version, callerClaim, from, tenant, caller))))["text"]);
        Assert.Equal(tenant == Tenant ? 1 : 0, issuer.Fetches(TenantKeys));
    }

    [Theory]
    [InlineData("ver", null)]
    [InlineData("ver", "3.0")]
    [InlineData("azp", null)]
    [InlineData("azp", "stranger")]
    [InlineData("tid", null)]
    [InlineData("tid", OtherTenant)]
    [InlineData("tid", "other")]
    [InlineData("aud", "friend")]
    [InlineData("iss", "https://login.microsoftonline.com/common/v2.0")]
    [InlineData("iss", "https://login.microsoftonline.com/72f988bf-0000-4000-8000-0000000000ee/v2.0")]
    public async Task A_tenant_token_that_is_wrong_is_refused(string claim, string? value)
    {
        var payload = TenantToken("2.0", "azp", "https://login.microsoftonline.com/{0}/v2.0", Tenant, AppId);
        payload[claim] = value;
        if (value is null)
            payload.Remove(claim);

        await RefusedAsync(issuer.Sign(payload), $"{claim} = {value}");
    }

    private long Now => bot.Time.GetUtcNow().ToUnixTimeSeconds();

    private Task<HttpStatusCode> AskAsync(string kid = "k1") => bot.StatusAsync(bot.ExpectingReplies(), issuer.Sign(ChannelToken(), kid));

    private async Task RefusedAsync(string token, string how)
    {
        var before = bot.Assistant.Turns.Count;
        using var response = await bot.PostAsync(bot.ExpectingReplies(), token);

        Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{how}: {response.StatusCode}");
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.Equal(before, bot.Assistant.Turns.Count);
    }

    private JsonObject ChannelToken() => new()
    {
        ["iss"] = "https://api.botframework.com",
        ["aud"] = AppId,
        ["nbf"] = Now - 60,
        ["exp"] = Now + 3600,
        ["serviceurl"] = (string?)bot.Message()["serviceUrl"],
    };

    private JsonObject TenantToken(string version, string callerClaim, string from, string tenant, string caller) => new()
    {
        ["iss"] = string.Format(System.Globalization.CultureInfo.InvariantCulture, from, tenant),
        ["aud"] = AppId,
        ["nbf"] = Now - 60,
        ["exp"] = Now + 3600,
        ["ver"] = version,
        [callerClaim] = caller,
        ["tid"] = tenant,
    };
}
