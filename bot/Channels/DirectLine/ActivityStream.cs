using System.Net.WebSockets;

namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>The WebSocket over which a client gets activities as they come. It says nothing itself but empty frames that keep the line open.</summary>
internal static class ActivityStream
{
    /// <summary>A page and its reloads, on a few devices.</summary>
    private const int MaxListeners = 16;

    /// <summary>Shorter than the minute after which proxies usually cut a silent line.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(25);

    public static async Task RunAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var id = (string?)context.GetRouteValue("id");
        var problem = services.GetRequiredService<DirectLineTokens>().Check(context.Request.Query["t"], out var token);
        if (problem != TokenProblem.None || token!.Use != "stream" || token.Conversation != id)
        {
            var refusal = problem == TokenProblem.Expired ? DirectLineError.ExpiredToken() : DirectLineError.Forbidden("The stream's address is not one that this service gave.");
            await refusal.ExecuteAsync(context);
            return;
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            await DirectLineError.BadArgument("The stream is a WebSocket.").ExecuteAsync(context);
            return;
        }

        var conversation = services.GetRequiredService<Conversations>().Open(id, token.User, out _);
        var listener = new ConversationListener();
        if (!conversation.Add(listener, MaxListeners))
        {
            await DirectLineError.TooMany().ExecuteAsync(context);
            return;
        }

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            services.GetRequiredService<NoticeDelivery>().Wake();
            var position = conversation.Position(context.Request.Query["watermark"]);
            var reading = ReadUntilClosedAsync(socket, stopping);
            await SendAsync(socket, conversation, listener, position, services.GetRequiredService<TimeProvider>(), stopping.Token);
            await CloseAsync(socket);
            await reading;
        }
        finally
        {
            conversation.Remove(listener);
        }
    }

    private static async Task SendAsync(WebSocket socket, Conversation conversation, ConversationListener listener, long position, TimeProvider time, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(KeepAlive, time);
        try
        {
            var tick = timer.WaitForNextTickAsync(ct).AsTask();
            var wake = Task.CompletedTask;
            while (!ct.IsCancellationRequested)
            {
                if (wake.IsCompleted)
                {
                    // Waiting begins before reading, so that nothing said in between is missed.
                    wake = listener.WaitAsync(ct);
                    while (conversation.Read(ref position, evenEmpty: false) is { } news)
                        await socket.SendAsync(news, WebSocketMessageType.Text, endOfMessage: true, ct);
                }

                await await Task.WhenAny(wake, tick);
                if (!tick.IsCompleted)
                    continue;
                await socket.SendAsync(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Text, endOfMessage: true, ct);
                tick = timer.WaitForNextTickAsync(ct).AsTask();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The client went away or the host stops.
        }
    }

    /// <summary>What the client sends (empty frames) is read only to notice when it goes.</summary>
    private static async Task ReadUntilClosedAsync(WebSocket socket, CancellationTokenSource stopping)
    {
        var ignored = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(ignored, stopping.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // Gone without a goodbye.
        }

        await stopping.CancelAsync();
    }

    private static async Task CloseAsync(WebSocket socket)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, null, patience.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // It does not matter any more.
        }
    }
}
