namespace BotCrm.Bot.Channels.WebChat;

/// <summary>The chat page at <c>/</c>.</summary>
public static class WebChatRegistration
{
    public static WebApplication UseWebChat(this WebApplication app)
    {
        app.MapGet("/", WebChatPage.ShowAsync).ExcludeFromDescription();
        app.MapGet("/dist/{name}", WebChatPage.Send).ExcludeFromDescription();
        if (string.IsNullOrEmpty(app.Configuration["Bot:AppId"]))
            app.MapGet("/demo/users", DemoUsers.ListAsync).ExcludeFromDescription();
        return app;
    }
}
