namespace BotCrm.Bot.Channels.WebChat;

/// <summary>The chat page at <c>/</c>.</summary>
public static class WebChatRegistration
{
    public static WebApplication UseWebChat(this WebApplication app) => app;
}
