using BotCrm.Core.Audit;

namespace BotCrm.Bot.Tests.Turns;

/// <summary>What the audit would be told.</summary>
internal sealed class NotedEvents : IAuditEvents
{
    public List<string> All { get; } = [];

    public void Note(AuditEvent happened) => All.Add($"{happened.Operation} {happened.ActorLogin} {happened.Channel}");

    public void NoteOnce(string key, AuditEvent happened) => Note(happened);

    public Task FlushAsync(CancellationToken ct = default) => Task.CompletedTask;
}
