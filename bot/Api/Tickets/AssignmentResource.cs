using System.Globalization;
using BotCrm.Core.Tickets.Queues;

namespace BotCrm.Bot.Api.Tickets;

/// <summary>Whom the queue chose and why: of those who fit, the one with the smallest share of their capacity in use.</summary>
internal sealed record AssignmentResource(string Queue, string QueueName, string? Chosen, string? Skill, string? Language, IReadOnlyList<CandidateResource> Candidates)
{
    public static AssignmentResource From(QueueChoice choice) => new(
        choice.QueueId.ToString(CultureInfo.InvariantCulture), choice.QueueName, choice.Candidates.FirstOrDefault(one => one.UserId == choice.ChosenId)?.Login, choice.Skill, choice.Language,
        [.. choice.Candidates.Select(one => new CandidateResource(one.Login, one.OpenTickets, one.Load, one.Capacity, one.SpeaksLanguage, one.Unfit))]);
}

/// <summary><c>load</c> and <c>capacity</c> in the same weights: low 1, normal 2, high 3, urgent 4. <c>unfit</c>: none, or why not.</summary>
internal sealed record CandidateResource(string User, int OpenTickets, int Load, int Capacity, bool SpeaksLanguage, Unfit Unfit);
