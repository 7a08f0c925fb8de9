namespace BotCrm.Skills.Assistant;

/// <summary>English or Chinese, from the words themselves. The reply follows the sentence, not the names in it.</summary>
public static class LanguageGuess
{
    /// <summary>Null when the text has no words of either kind (a number, an emoji).</summary>
    public static string? Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var han = 0;
        var latin = 0;
        var inWord = false;
        foreach (var c in text)
        {
            if (IsHan(c)) han++;
            var letter = char.IsLetter(c) && !IsHan(c);
            if (letter && !inWord) latin++;
            inWord = letter;
        }

        if (han == 0 && latin == 0) return null;
        // A Chinese word is about two characters long. "call 恒通 tomorrow" is English, "给Acme打个电话" Chinese.
        return han / 2.0 > latin || (han > 0 && latin <= 1) ? PhraseBook.Chinese : PhraseBook.English;
    }

    private static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff' or >= '\u3400' and <= '\u4dbf';
}
