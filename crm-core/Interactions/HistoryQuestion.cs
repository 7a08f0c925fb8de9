using System.Collections.Frozen;
using System.Text;
using BotCrm.Core.Storage.Engine;

namespace BotCrm.Core.Interactions;

/// <summary>
/// What somebody looks for, as terms of letters and digits only, so that nothing typed can be an operator or a syntax error. <see cref="Every"/> asks for all words, <see cref="Any"/> for at least one; both null when there is no word in the text.
/// </summary>
internal sealed class HistoryQuestion
{
    // Words that say that something is asked, not what: they would drown the others when any word may match.
    private static readonly FrozenSet<string> Small = (
        "a about all an and any anything are as at be been but by can could did do does ever for from had has have he her him his how i in into is it its " +
        "know last latest me mention mentioned my of on or our said say says she so tell that the their them there they think this to us was we were what " +
        "when where which who why will with would you your").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] SmallHan = ["有没有", "是不是", "什么时候", "什么", "怎么", "为什么", "关于", "提到", "说过", "哪些", "哪个", "多少", "如何", "他们", "我们", "你们", "客户", "最近", "上次", "说", "的", "了", "吗", "呢", "过", "对", "和", "是", "在", "有", "他", "她", "我", "你"];

    private HistoryQuestion(IReadOnlyList<string> words, TextQuestion? every, TextQuestion? any)
    {
        Words = words;
        Every = every;
        Any = any;
    }

    /// <summary>All of its words and any of them are the same question.</summary>
    public bool IsOneWord => Every?.Terms is [var every] && Any?.Terms is [var any] && every.Prefix == any.Prefix && every.Words.SequenceEqual(any.Words);

    /// <summary>The words themselves, lower case, to find the passage.</summary>
    public IReadOnlyList<string> Words { get; }

    public TextQuestion? Every { get; }

    public TextQuestion? Any { get; }

    public static HistoryQuestion Of(string text)
    {
        var terms = Terms(text, true);
        if (terms.Count == 0)
            terms = Terms(text, false);
        if (terms.Count == 0)
            return new HistoryQuestion([], null, null);
        var every = new TextQuestion([.. terms.Select(term => term.Han ? Phrase(term.Word) : Latin(term.Word))], true);
        var any = new TextQuestion([.. terms.SelectMany(term => term.Han ? Pairs(term.Word) : [Latin(term.Word)]).DistinctBy(term => (term.Words[0], term.Prefix))], false);
        return new HistoryQuestion([.. terms.Select(term => term.Word)], every, any);
    }

    private static List<(string Word, bool Han)> Terms(string text, bool leaveOutSmall)
    {
        var terms = new List<(string Word, bool Han)>();
        foreach (var (run, han) in HistoryWords.Runs(text))
        {
            foreach (var word in han ? HanWords(run, leaveOutSmall) : LatinWords(run))
            {
                if (han || !leaveOutSmall || !Small.Contains(word))
                    terms.Add((word, han));
            }
        }

        // A question is short; what goes on longer adds nothing but cost.
        return [.. terms.Distinct().Take(24)];
    }

    private static IEnumerable<string> LatinWords(string run)
    {
        var word = new StringBuilder();
        foreach (var rune in run.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
            yield return word.ToString();
    }

    private static string[] HanWords(string run, bool leaveOutSmall)
    {
        if (leaveOutSmall)
        {
            foreach (var small in SmallHan)
                run = run.Replace(small, " ", StringComparison.Ordinal);
        }

        return run.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Also longer words that begin so, from three letters on; the store takes the stem first.</summary>
    private static TextTerm Latin(string word) => new([word], word.Length >= 3);

    private static TextTerm Phrase(string word) => HistoryWords.Pairs(word) is { Length: > 0 } pairs ? new(pairs.Split(' '), false) : new([word], true);

    private static IEnumerable<TextTerm> Pairs(string word) => HistoryWords.Pairs(word) is { Length: > 0 } pairs ? pairs.Split(' ').Select(pair => new TextTerm([pair], false)) : [new([word], true)];
}
