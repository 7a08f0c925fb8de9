using System.Security.Cryptography;
using BotCrm.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>Direct Line 3.0, the protocol of the web chat. Source: Microsoft Learn, "Key concepts in Direct Line API 3.0".</summary>
public static class DirectLineRegistration
{
    internal const string Root = "/v3/directline";

    /// <summary>Beside the data file.</summary>
    internal const string KeyFile = "directline.key";

    public static IServiceCollection AddDirectLine(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(DirectLineSettings.From(configuration));
        services.AddSingleton(provider =>
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(provider.GetRequiredService<CrmOptions>().Path))!;
            var key = TokenKeyFile.ReadOrCreate(Path.Combine(folder, KeyFile));

            // Tokens that were given to whoever asked end with demo mode, although the data and this file stay.
            if (provider.GetRequiredService<DirectLineSettings>().Demo)
                key = HMACSHA256.HashData(key, "demo"u8);
            return new DirectLineTokens(key, provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton<Conversations>();
        services.AddSingleton<DirectLineTurns>();
        services.AddHostedService(provider => provider.GetRequiredService<DirectLineTurns>());
        services.AddSingleton<NoticeDelivery>();
        services.AddHostedService(provider => provider.GetRequiredService<NoticeDelivery>());
        services.TryAddSingleton<ISignedInLogin, NobodySignedIn>();
        return services;
    }

    public static IEndpointRouteBuilder MapDirectLine(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Root).AddEndpointFilter(CrossOrigin.Filter).ExcludeFromDescription().DisableAntiforgery();
        group.MapMethods("/{**path}", [HttpMethods.Options], CrossOrigin.Preflight);
        group.MapPost("/tokens/generate", TokenEndpoints.GenerateAsync);
        group.MapPost("/tokens/refresh", TokenEndpoints.Refresh);
        group.MapPost("/conversations", ConversationEndpoints.StartAsync);
        group.MapGet("/conversations/{id}", ConversationEndpoints.Reconnect);
        group.MapGet("/conversations/{id}/activities", ActivityEndpoints.List);
        group.MapPost("/conversations/{id}/activities", ActivityEndpoints.PostAsync);
        group.MapPost("/conversations/{id}/upload", UploadEndpoint.PostAsync);

        var stream = routes.CreateApplicationBuilder().UseWebSockets().Use(static _ => ActivityStream.RunAsync).Build();
        group.MapGet("/conversations/{id}/stream", stream);
        return routes;
    }

    private sealed class NobodySignedIn : ISignedInLogin
    {
        public Task<string?> FindAsync(HttpContext context) => Task.FromResult<string?>(null);
    }
}
