using System.Net;
using System.Text.Json.Nodes;
using BotCrm.Bot.Channels.ActivityProtocol;
using BotCrm.Bot.Channels.ActivityProtocol.Connector;
using BotCrm.Bot.Channels.ActivityProtocol.Tokens;
using BotCrm.Skills.Assistant;
using Microsoft.Extensions.Options;

namespace BotCrm.Bot.Tests.ActivityProtocol;

/// <summary>Where the bot calls at all, and where it shows its own token.</summary>
public sealed class OutboundTrustTests : IAsyncLifetime
{
    private const string AppId = "9f1c0a52-0000-4000-8000-0000000000a1";
    private const string Tenant = "72f988bf-0000-4000-8000-0000000000b2";

    private TokenIssuer issuer = null!;
    private LocalPeer login = null!;
    private BotHost bot = null!;
    private int tokens;

    public async Task InitializeAsync()
    {
        issuer = await TokenIssuer.StartAsync();
        login = await LocalPeer.StartAsync();
        login.Answer = call => call.Method == "POST"
            ? new PeerAnswer(200, $$"""{"token_type":"Bearer","expires_in":3600,"access_token":"t{{Interlocked.Increment(ref tokens)}}"}""")
            : new PeerAnswer(200, $$"""{"jwks_uri":"{{issuer.Url}}/keys"}""");
        bot = await BotHost.StartAsync(
            ("Bot:AppId", AppId),
            ("Bot:AppPassword", "s&cret="),
            ("Bot:TenantId", Tenant),
            ("Bot:AllowedServiceHosts:0", "127.0.0.1"),
            ("Bot:BotFrameworkMetadata", $"{issuer.Url}/bf"),
            ("Bot:LoginAuthority", login.Url));
    }

    public async Task DisposeAsync()
    {
        await bot.DisposeAsync();
        await login.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task Replies_carry_the_bots_token_which_is_fetched_once()
    {
        await SendAsync("a1");
        await SendAsync("a2");
        var calls = await bot.Connector.WaitForCallsAsync(2);

        Assert.All(calls, call => Assert.Equal("Bearer t1", call.Authorization));
        var fetch = Assert.Single(login.Calls);
        Assert.Equal($"/{Tenant}/oauth2/v2.0/token", fetch.Target);
        Assert.Equal($"grant_type=client_credentials&client_id={AppId}&client_secret=s%26cret%3D&scope=https%3A%2F%2Fapi.botframework.com%2F.default", fetch.Body);
    }

    [Fact]
    public async Task Many_at_once_fetch_one_token()
    {
        var source = bot.Get<ConnectorTokens>();
        var got = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => source.GetAsync(default))));

        Assert.All(got, token => Assert.Equal("t1", token));
        Assert.Single(login.Calls);
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_ends_and_the_old_one_serves_while_that_fails()
    {
        var source = bot.Get<ConnectorTokens>();
        Assert.Equal("t1", await source.GetAsync(default));
        bot.Time.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal("t1", await source.GetAsync(default));
        bot.Time.Advance(TimeSpan.FromMinutes(1));
        login.First.Enqueue(new PeerAnswer(400, """{"error":"temporarily_unavailable"}"""));
        Assert.Equal("t1", await source.GetAsync(default));
        Assert.Equal("t2", await source.GetAsync(default));
    }

    [Fact]
    public async Task The_token_endpoint_says_when_to_come_again()
    {
        login.First.Enqueue(new PeerAnswer(429, RetryAfter: "20"));
        var token = bot.Get<ConnectorTokens>().GetAsync(default);
        await bot.Time.WaitForTimerAsync(due => due == TimeSpan.FromSeconds(20));
        bot.Time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal("t1", await token);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_client","error_description":"secret s&cret= is wrong"}""")]
    [InlineData(200, """{"token_type":"Bearer"}""")]
    [InlineData(200, "<html>")]
    [InlineData(200, "[1]")]
    public async Task A_token_that_cannot_be_had_fails_clearly_and_keeps_the_secret(int status, string body)
    {
        login.First.Enqueue(new PeerAnswer(status, body));
        var e = await Assert.ThrowsAsync<ConnectorException>(() => bot.Get<ConnectorTokens>().GetAsync(default));

        Assert.DoesNotContain("s&cret", e.ToString(), StringComparison.Ordinal);
        Assert.Equal("t1", await bot.Get<ConnectorTokens>().GetAsync(default));
    }

    [Fact]
    public async Task A_refused_token_is_dropped_and_the_reply_sent_once_more_with_a_new_one()
    {
        bot.Connector.First.Enqueue(new PeerAnswer(401));
        await SendAsync("a1");
        var calls = await bot.Connector.WaitForCallsAsync(2);

        Assert.Equal(["Bearer t1", "Bearer t2"], calls.Select(call => call.Authorization));
    }

    [Fact]
    public async Task A_connector_that_refuses_every_token_is_asked_twice_and_no_more()
    {
        bot.Connector.First.Enqueue(new PeerAnswer(401));
        bot.Connector.First.Enqueue(new PeerAnswer(401));
        await SendAsync("a1");
        await SendAsync("a2");
        var calls = await bot.Connector.WaitForCallsAsync(3);

        Assert.Equal(["a1", "a1", "a2"], calls.Select(call => (string?)call.Json["replyToId"]));
    }

    [Fact]
    public async Task A_connector_that_no_token_vouched_for_is_shown_no_token()
    {
        var now = bot.Time.GetUtcNow().ToUnixTimeSeconds();
        var token = issuer.Sign(new JsonObject
        {
            ["iss"] = $"https://sts.windows.net/{Tenant}/",
            ["aud"] = AppId,
            ["exp"] = now + 60,
            ["ver"] = "1.0",
            ["appid"] = AppId,
            ["tid"] = Tenant,
        });
        Assert.Equal(HttpStatusCode.Accepted, await bot.StatusAsync(bot.Message(), token));

        Assert.Null(Assert.Single(await bot.Connector.WaitForCallsAsync(1)).Authorization);
        Assert.DoesNotContain(login.Calls, call => call.Method == "POST");
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://10.0.0.5/")]
    [InlineData("http://[::1]:8080/")]
    [InlineData("https://evil.example.com/")]
    [InlineData("http://smba.trafficmanager.net/emea/")]
    [InlineData("https://evil.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net.evil.example.com/")]
    [InlineData("https://smba.trafficmanager.net@evil.example.com/")]
    [InlineData("https://evilbotframework.com/")]
    [InlineData("https://smba.trafficmanager.net/?x=")]
    [InlineData("https://smba.trafficmanager.net/#x")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/relative")]
    [InlineData("not a url")]
    public async Task A_connector_elsewhere_is_not_called_even_when_a_token_names_it(string serviceUrl)
    {
        var message = bot.Message();
        message["serviceUrl"] = serviceUrl;
        using var response = await bot.PostAsync(message, issuer.Sign(ChannelToken(serviceUrl)));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(bot.Assistant.Turns);
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/tenant/")]
    [InlineData("https://webchat.botframework.com/")]
    [InlineData("https://pvaruntime.botframework.azure.us/")]
    public void Microsofts_connectors_may_be_called(string serviceUrl)
    {
        var target = bot.Get<ServiceHosts>().Resolve(serviceUrl, new Caller(CallerKind.Channel, serviceUrl));

        Assert.Equal(new ServiceTarget(serviceUrl.TrimEnd('/'), SendToken: true), target);
    }

    [Theory]
    [InlineData("*.example.com", "https://a.b.example.com/", true)]
    [InlineData("*.example.com", "https://example.com/", false)]
    [InlineData("*.example.com", "https://badexample.com/", false)]
    [InlineData("example.com", "https://EXAMPLE.com:8443/x", true)]
    [InlineData("example.com", "https://a.example.com/", false)]
    [InlineData("example.com", "http://example.com/", false)]
    public void Hosts_are_allowed_by_name(string pattern, string serviceUrl, bool allowed)
    {
        var hosts = new ServiceHosts(Options.Create(new BotOptions { AppId = AppId, AllowedServiceHosts = [pattern] }));

        Assert.Equal(allowed, hosts.Resolve(serviceUrl, new Caller(CallerKind.Channel, serviceUrl)) is not null);
    }

    [Theory]
    [InlineData("http://localhost:1/x", true)]
    [InlineData("http://127.0.0.1/", true)]
    [InlineData("http://127.9.9.9/", true)]
    [InlineData("http://2130706433/", true)]
    [InlineData("https://[::1]/", true)]
    [InlineData("http://[::ffff:127.0.0.1]/", true)]
    [InlineData("http://0.0.0.0/", false)]
    [InlineData("http://loopback.evil.example.com/", false)]
    [InlineData("http://localhost.evil.example.com/", false)]
    [InlineData("http://127.0.0.1.evil.example.com/", false)]
    [InlineData("http://192.168.1.1/", false)]
    [InlineData("http://169.254.169.254/", false)]
    [InlineData("https://smba.trafficmanager.net/", false)]
    public void Demo_mode_calls_only_this_machine_and_shows_no_token(string serviceUrl, bool allowed)
    {
        var target = new ServiceHosts(Options.Create(new BotOptions())).Resolve(serviceUrl, Caller.Demo);

        Assert.Equal(allowed, target is not null);
        Assert.NotEqual(true, target?.SendToken);
    }

    private async Task SendAsync(string id) =>
        Assert.Equal(HttpStatusCode.Accepted, await bot.StatusAsync(bot.Message("help", id), issuer.Sign(ChannelToken((string)bot.Message()["serviceUrl"]!))));

    private JsonObject ChannelToken(string serviceUrl) => new()
    {
        ["iss"] = "https://api.botframework.com",
        ["aud"] = AppId,
        ["exp"] = bot.Time.GetUtcNow().ToUnixTimeSeconds() + 86_400,
        ["serviceurl"] = serviceUrl,
    };
}
