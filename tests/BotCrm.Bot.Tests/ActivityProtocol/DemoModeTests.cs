using System.Net;
using BotCrm.Bot.Channels.ActivityProtocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BotCrm.Bot.Tests.ActivityProtocol;

/// <summary>Without an app id the process stays on this machine.</summary>
public sealed class DemoModeTests
{
    [Theory]
    [InlineData("urls", "http://localhost:3978")]
    [InlineData("urls", "http://127.0.0.1:0;https://[::1]:3979")]
    [InlineData("urls", "http://unix:/tmp/botcrm.sock")]
    [InlineData("urls", null)]
    [InlineData("Kestrel:Endpoints:Web:Url", "http://localhost:3978")]
    [InlineData("environment", "Development")]
    public void This_machine_is_fine(string key, string? value) => Assert.Null(DemoModeGuard.CheckConfiguration(Settings((key, value))));

    [Theory]
    [InlineData("urls", "http://*:3978")]
    [InlineData("urls", "http://+:3978")]
    [InlineData("urls", "http://0.0.0.0:3978")]
    [InlineData("urls", "http://[::]:3978")]
    [InlineData("urls", "http://192.168.1.7:3978")]
    [InlineData("urls", "http://crm.example.com")]
    [InlineData("urls", "http://localhost:3978;http://*:80")]
    [InlineData("urls", "nonsense")]
    [InlineData("http_ports", "8080")]
    [InlineData("https_ports", "8443")]
    [InlineData("Kestrel:Endpoints:Web:Url", "http://*:3978")]
    [InlineData("environment", "Production")]
    public void Anything_beyond_is_one_clear_line_and_fine_with_an_app_id(string key, string value)
    {
        var problem = DemoModeGuard.CheckConfiguration(Settings((key, value)));

        Assert.NotNull(problem);
        Assert.DoesNotContain('\n', problem);
        Assert.Null(DemoModeGuard.CheckConfiguration(Settings((key, value), ("Bot:AppId", "x"))));
    }

    [Fact]
    public void Ports_do_not_matter_where_urls_win() =>
        Assert.Null(DemoModeGuard.CheckConfiguration(Settings(("urls", "http://localhost:3978"), ("http_ports", "8080"))));

    [Theory]
    [InlineData("127.0.0.1", "localhost:3978", null, null, true)]
    [InlineData("::1", "[::1]:3978", null, null, true)]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1", "http://localhost:5173", null, true)]
    [InlineData(null, "localhost", null, null, true)]
    [InlineData("192.168.1.9", "localhost", null, null, false)]
    [InlineData("127.0.0.1", "crm.example.com", null, null, false)]
    [InlineData("127.0.0.1", "localhost.example.com", null, null, false)]
    [InlineData("127.0.0.1", "localhost", "https://evil.example.com", null, false)]
    [InlineData("127.0.0.1", "localhost", "null", null, false)]
    [InlineData("127.0.0.1", "localhost", null, "X-Forwarded-For", false)]
    [InlineData("127.0.0.1", "localhost", null, "Forwarded", false)]
    public void Requests_are_from_here_to_here(string? remote, string host, string? origin, string? proxy, bool local)
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString(host);
        if (origin is not null)
            request.Headers.Origin = origin;
        if (proxy is not null)
            request.Headers[proxy] = "127.0.0.1";

        Assert.Equal(local, DemoModeGuard.IsLocal(remote is null ? null : IPAddress.Parse(remote), request));
    }

    [Fact]
    public async Task A_page_elsewhere_cannot_speak_for_a_user_here()
    {
        await using var bot = await BotHost.StartAsync();
        using var foreignHost = new HttpRequestMessage(HttpMethod.Post, "http://rebound.example.com/api/messages") { Content = new StringContent(bot.ExpectingReplies().ToJsonString(), null, "application/json") };
        using var foreignPage = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(bot.ExpectingReplies().ToJsonString(), null, "application/json") };
        foreignPage.Headers.Add("Origin", "https://evil.example.com");

        using var first = await bot.Client.SendAsync(foreignHost);
        using var second = await bot.Client.SendAsync(foreignPage);

        Assert.Equal(HttpStatusCode.Forbidden, first.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, second.StatusCode);
        Assert.Empty(bot.Assistant.Turns);
    }

    [Theory]
    [InlineData("Bot:AppPassword", "x", "Bot:AppId is not")]
    [InlineData("Bot:MaxBodyKilobytes", "0", "Bot:MaxBodyKilobytes")]
    [InlineData("Bot:LoginAuthority", "http://login.example.com", "Bot:LoginAuthority")]
    [InlineData("Bot:BotFrameworkMetadata", "keys", "Bot:BotFrameworkMetadata")]
    [InlineData("Bot:TenantId", "a/b", "Bot:TenantId")]
    [InlineData("Bot:AllowedServiceHosts:0", "https://x.example.com/", "Bot:AllowedServiceHosts")]
    [InlineData("urls", "http://*:3978", "http://*:3978")]
    public async Task A_bad_setting_stops_the_start_with_one_line(string key, string value, string named)
    {
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => BotHost.StartAsync((key, value)));

        Assert.Contains(named, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public async Task What_was_bound_by_code_is_looked_at_too()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(0));
        builder.Services.AddActivityProtocol(builder.Configuration);
        await using var app = builder.Build();

        await app.StartAsync();

        Assert.True(app.Lifetime.ApplicationStopping.IsCancellationRequested);
    }

    private static IConfiguration Settings(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build();
}
