namespace BotCrm.Bot.Turns;

/// <summary>
/// Which conversations were welcomed, so that the several activities that announce a newcomer are answered once. Kept in memory only:
/// channels announce a newcomer once, within seconds.
/// </summary>
public sealed class GreetedConversations
{
    internal const int Capacity = 20_000;

    private readonly HashSet<(string Channel, string Conversation)> greeted = [];
    private readonly Queue<(string Channel, string Conversation)> order = new();
    private readonly Lock gate = new();

    /// <returns>False when it was greeted before.</returns>
    public bool TryAdd(string channel, string conversation)
    {
        lock (gate)
        {
            if (!greeted.Add((channel, conversation)))
                return false;
            order.Enqueue((channel, conversation));
            if (order.Count > Capacity)
                greeted.Remove(order.Dequeue());
            return true;
        }
    }

    public void Forget(string channel, string conversation)
    {
        lock (gate)
            greeted.Remove((channel, conversation));
    }
}
