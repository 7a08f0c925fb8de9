namespace BotCrm.Skills.Understanding.Text;

internal enum TokenKind
{
    Word,
    Number,
    Cjk,
    Punct,
}

/// <summary>A word, number, Chinese character or punctuation mark; positions count the matched form.</summary>
internal readonly record struct Token(int Start, int End, TokenKind Kind)
{
    public int Length => End - Start;
}

internal static class Tokenizer
{
    public static List<Token> Split(string text)
    {
        var tokens = new List<Token>((text.Length / 4) + 4);
        for (var i = 0; i < text.Length;)
        {
            var ch = text[i];
            if (char.IsWhiteSpace(ch))
            {
                i++;
            }
            else if (IsCjk(ch))
            {
                tokens.Add(new Token(i, i + 1, TokenKind.Cjk));
                i++;
            }
            else if (char.IsLetterOrDigit(ch))
            {
                i = Word(text, i, tokens);
            }
            else
            {
                var length = char.IsHighSurrogate(ch) && i + 1 < text.Length ? 2 : 1;
                tokens.Add(new Token(i, i + length, TokenKind.Punct));
                i += length;
            }
        }

        return tokens;
    }

    public static bool IsCjk(char ch) => ch is (>= '\u3400' and <= '\u9fff') or (>= '\uf900' and <= '\ufaff') or '\u3007';

    /// <summary>Whether a match may begin or end between two characters: not inside a Latin word or number.</summary>
    public static bool IsBoundary(string text, int at)
    {
        if (at <= 0 || at >= text.Length)
            return true;
        var before = text[at - 1];
        var after = text[at];
        if (!IsWordChar(before) || !IsWordChar(after))
            return true;
        return char.IsDigit(before) != char.IsDigit(after) && (IsCjk(before) || IsCjk(after));
    }

    public static bool IsWordChar(char ch) => char.IsLetterOrDigit(ch) && !IsCjk(ch);

    private static int Word(string text, int start, List<Token> tokens)
    {
        var end = start;
        var digits = true;
        while (end < text.Length)
        {
            var ch = text[end];
            if (IsWordChar(ch) || System.Globalization.CharUnicodeInfo.GetUnicodeCategory(ch) == System.Globalization.UnicodeCategory.NonSpacingMark)
            {
                digits &= char.IsDigit(ch);
                end++;
            }
            else if (ch is '\'' && end + 1 < text.Length && IsWordChar(text[end + 1]))
            {
                // "Acme's" is Acme; "O'Brien" and "don't" stay whole.
                if (text[end + 1] is 's' or 'S' && (end + 2 >= text.Length || !IsWordChar(text[end + 2])))
                {
                    tokens.Add(new Token(start, end, digits ? TokenKind.Number : TokenKind.Word));
                    tokens.Add(new Token(end, end + 2, TokenKind.Punct));
                    return end + 2;
                }

                end++;
            }
            else
            {
                break;
            }
        }

        if (end == start)
            end = start + 1;
        tokens.Add(new Token(start, end, digits ? TokenKind.Number : TokenKind.Word));
        return end;
    }
}
