namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>The values of <see cref="Activity.Type"/> that BotCrm acts on or sends. All others are taken and left alone.</summary>
public static class ActivityTypes
{
    public const string Message = "message";
    public const string Typing = "typing";
    public const string ConversationUpdate = "conversationUpdate";
    public const string InstallationUpdate = "installationUpdate";
    public const string Invoke = "invoke";

    /// <summary>Carries the answer to an invoke where replies are collected (<c>deliveryMode: expectReplies</c>).</summary>
    public const string InvokeResponse = "invokeResponse";
}
