using BotCrm.Core.Opportunities;

namespace BotCrm.Bot.Api.Opportunities;

/// <summary>An opportunity came to a stage. <c>days</c>: how long it stayed there, or is there so far. <c>undone</c>: it took an earlier change back.</summary>
internal sealed record StageChangeResource(int Number, string? From, string To, DateTimeOffset At, string? By, decimal? Amount, string Currency, double Days, bool Undone)
{
    public static StageChangeResource Of(StageChangeView view) =>
        new(view.Number, view.From, view.To, view.At, view.ByName, view.Amount, view.Currency, Math.Round(view.Stayed.TotalDays, 2), view.Undone);
}
