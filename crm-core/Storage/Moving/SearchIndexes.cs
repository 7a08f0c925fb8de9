using BotCrm.Core.Interactions;

namespace BotCrm.Core.Storage.Moving;

/// <summary>The indexes of words, and how each is made anew from the records. They hold no texts, so they cannot be copied from one database to the other.</summary>
internal static class SearchIndexes
{
    public static readonly IReadOnlyDictionary<string, Func<CrmDbContext, CancellationToken, Task>> Fill = new Dictionary<string, Func<CrmDbContext, CancellationToken, Task>>
    {
        [HistoryIndex.Table] = HistoryIndex.FillAsync,
    };
}
