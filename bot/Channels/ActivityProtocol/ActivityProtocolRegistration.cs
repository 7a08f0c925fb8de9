using BotCrm.Bot.Channels.ActivityProtocol.Connector;
using BotCrm.Bot.Channels.ActivityProtocol.Delivery;
using BotCrm.Bot.Channels.ActivityProtocol.Tokens;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>The room's two doors for <c>Program.cs</c>.</summary>
public static class ActivityProtocolRegistration
{
    /// <summary>Settings of section <c>Bot</c>, token checks, connector client. Needs <see cref="Turns.TurnsRegistration.AddTurns"/> too.</summary>
    public static IServiceCollection AddActivityProtocol(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<BotOptions>().Bind(configuration.GetSection(BotOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BotOptions>, BotOptionsValidator>());

        AddClient(services, SigningKeys.ClientName, TimeSpan.FromSeconds(10), maxBytes: 1024 * 1024);
        AddClient(services, ConnectorTokens.ClientName, TimeSpan.FromSeconds(10), maxBytes: 64 * 1024);
        AddClient(services, ConnectorClient.ClientName, TimeSpan.FromSeconds(30), maxBytes: 64 * 1024);

        services.TryAddSingleton<InboundTokens>();
        services.TryAddSingleton<ServiceHosts>();
        services.TryAddSingleton<ConnectorTokens>();
        services.TryAddSingleton<SendRate>();
        services.TryAddSingleton<ConnectorClient>();
        services.TryAddSingleton<ConnectorReplies>();
        services.TryAddSingleton<ConversationQueues>();
        services.TryAddSingleton<ReachablePeople>();
        services.TryAddSingleton<SharedFiles>();
        services.AddHostedService(provider => provider.GetRequiredService<ConversationQueues>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IActivityHandler, MessageHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IActivityHandler, NewcomerHandler>());
        services.TryAddSingleton<CardInvokes>();
        services.TryAddSingleton<MessagesEndpoint>();
        services.AddHostedService<DemoModeStartCheck>();
        return services;
    }

    /// <summary><c>POST /api/messages</c>. All methods are mapped, so that no page's fall-back route answers a GET.</summary>
    public static IEndpointRouteBuilder MapActivityProtocol(this IEndpointRouteBuilder endpoints)
    {
        var endpoint = endpoints.ServiceProvider.GetRequiredService<MessagesEndpoint>();

        // Without status pages: a 401 and a 501 say nothing, by protocol.
        endpoints.Map("/api/messages", endpoint.HandleAsync).ExcludeFromDescription().WithMetadata(new SkipStatusCodePagesAttribute());
        return endpoints;
    }

    /// <summary>Redirects are not followed: they would lead past the checks of where may be called.</summary>
    private static void AddClient(IServiceCollection services, string name, TimeSpan timeout, int maxBytes) =>
        services.AddHttpClient(name, client =>
            {
                client.Timeout = timeout;
                client.MaxResponseContentBufferSize = maxBytes;
            })
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
}
