namespace BotCrm.Core.Names;

/// <summary>How alike two written words are.</summary>
internal static class Similarity
{
    /// <summary>Letters to put in, take out, change or swap with their neighbour to come from one to the other.</summary>
    public static int Distance(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        var width = other.Length + 1;
        var (before, last, now) = (new int[width], new int[width], new int[width]);
        for (var j = 0; j < width; j++)
            last[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j < width; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                now[j] = Math.Min(Math.Min(now[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    now[j] = Math.Min(now[j], before[j - 2] + 1);
            }
            (before, last, now) = (last, now, before);
        }
        return last[other.Length];
    }

    /// <summary>0 (nothing in common) to 1 (the same).</summary>
    public static double Of(string one, string other) => one.Length + other.Length == 0 ? 1 : 1 - ((double)Distance(one, other) / Math.Max(one.Length, other.Length));
}
