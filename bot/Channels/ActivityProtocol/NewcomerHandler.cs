using BotCrm.Bot.Turns;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>
/// <c>conversationUpdate</c> with a new member and <c>installationUpdate</c>: both announce the same newcomer, who is greeted once.
/// </summary>
internal sealed class NewcomerHandler(ITurnPipeline turns) : IActivityHandler
{
    public bool Handles(Activity activity) => activity.Type is ActivityTypes.InstallationUpdate || (activity.Type == ActivityTypes.ConversationUpdate && Newcomer(activity) is not null);

    public async Task<IReadOnlyList<Reply>> AnswerAsync(ReceivedActivity received, bool repeatReplies, CancellationToken ct)
    {
        var activity = received.Activity;
        if (activity.Type == ActivityTypes.InstallationUpdate && activity.Action?.StartsWith("remove", StringComparison.Ordinal) == true)
        {
            turns.ForgetGreeting(received.Channel, received.Conversation);
            return [];
        }

        // An upgrade of the app is no reason to say hello.
        if (activity.Type == ActivityTypes.InstallationUpdate && activity.Action != "add")
            return [];

        // Whoever added the bot is who it talks to; some channels name the bot or nobody there, then it is who came.
        var person = activity.From is { Id.Length: > 0 } from && from.Id != activity.Recipient?.Id ? from : Newcomer(activity);
        if (person is null)
            return [];
        var greeting = await turns.GreetAsync(received.SenderOf(person), received.Channel, received.Conversation, IncomingActivities.LocaleOf(activity), ct);
        return greeting is null ? [] : [greeting];
    }

    private static ChannelAccount? Newcomer(Activity activity) =>
        activity.MembersAdded?.FirstOrDefault(member => member?.Id is { Length: > 0 } id && id != activity.Recipient?.Id);
}
