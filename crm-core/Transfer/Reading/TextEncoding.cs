using System.Text;

namespace BotCrm.Core.Transfer.Reading;

/// <summary>Which encoding a text file is in: by its mark, else UTF-8 where it is valid, else GB18030 or Windows-1252 by how its bytes come.</summary>
internal static class TextEncoding
{
    public static bool IsText(byte[] content)
    {
        if (Marked(content) is not null)
            return true;
        var head = content.AsSpan(0, Math.Min(content.Length, 8192));
        return !head.Contains((byte)0) && head.IndexOfAnyInRange((byte)1, (byte)8) < 0;
    }

    public static Encoding Of(byte[] content)
    {
        if (Marked(content) is { } marked)
            return marked;
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(content);
            return new UTF8Encoding(false);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding(LooksChinese(content) ? "GB18030" : "windows-1252");
        }
    }

    private static Encoding? Marked(byte[] content) => content switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new UTF8Encoding(false),
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    /// <summary>Chinese text is pairs of high bytes, mostly from the rows of the common characters; a Western one has single accents between plain letters.</summary>
    private static bool LooksChinese(byte[] content)
    {
        int pairs = 0, common = 0, single = 0;
        for (var i = 0; i < Math.Min(content.Length, 200_000); i++)
        {
            if (content[i] < 0x80)
                continue;
            if (i + 1 < content.Length && content[i] >= 0x81 && content[i + 1] >= 0xA1)
            {
                pairs++;
                if (content[i] is >= 0xB0 and <= 0xF7 or 0xA3 or 0xA1)
                    common++;
                i++;
            }
            else
            {
                single++;
            }
        }
        return pairs > single && common * 2 >= pairs;
    }
}
