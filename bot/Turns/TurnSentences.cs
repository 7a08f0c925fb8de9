using System.Globalization;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Turns;

/// <summary>The few sentences said before, or instead of, the assistant's.</summary>
internal static class TurnSentences
{
    private const int ShownIdLength = 64;

    /// <summary>In both languages: whose language it is is not known either.</summary>
    public static SaidReply UnknownSender(Sender sender)
    {
        if (sender.EntraObjectId is { Length: > 0 } objectId)
        {
            var id = Shown(objectId);
            return new SaidReply("en",
                $"Sorry, I do not know you yet: no BotCrm user has the Microsoft Entra object id {id}, so I cannot show or change anything. A BotCrm administrator can enter this id for your user.\n\n"
                + $"抱歉,我还不认识您:没有 BotCrm 用户使用 Microsoft Entra 对象 ID {id},因此我无法查看或修改任何数据。请让 BotCrm 管理员把这个 ID 填到您的用户资料里。");
        }

        if (sender.Login is { Length: > 0 } login)
        {
            var id = Shown(login);
            return new SaidReply("en",
                $"Sorry, I do not know you yet: BotCrm has no active user with the login \"{id}\", so I cannot show or change anything. A BotCrm administrator can add this login.\n\n"
                + $"抱歉,我还不认识您:BotCrm 里没有登录名为“{id}”的有效用户,因此我无法查看或修改任何数据。请让 BotCrm 管理员添加这个登录名。");
        }

        return new SaidReply("en",
            "Sorry, this channel does not tell me who you are, so I cannot show or change anything. Please write to me in Microsoft Teams; a BotCrm administrator can help.\n\n"
            + "抱歉,这个渠道没有告诉我您是谁,因此我无法查看或修改任何数据。请在 Microsoft Teams 里和我对话,或联系 BotCrm 管理员。");
    }

    public static SaidReply Apology(string language, string reference) => new(language, language == "zh"
        ? $"抱歉,我这边出错了,没能完成您的请求。请稍后再试;如果还不行,请把编号 {reference} 告诉 BotCrm 管理员。"
        : $"Sorry, something went wrong on my side and I could not finish this. Please try again; if it keeps happening, give a BotCrm administrator the reference {reference}.");

    /// <summary>The language of the words used, else of the hint (a BCP 47 tag).</summary>
    public static string LanguageOf(string? text, string? hint)
    {
        if (text is not null && text.Any(c => c is >= '\u3400' and <= '\u9fff'))
            return "zh";
        if (text is not null && text.Any(char.IsAsciiLetter))
            return "en";
        return hint?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true ? "zh" : "en";
    }

    /// <summary>An id as it can be said back: it came from outside and may be anything.</summary>
    private static string Shown(string id)
    {
        var shown = string.Concat(id.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format));
        return shown.Length <= ShownIdLength ? shown : shown[..ShownIdLength] + "…";
    }
}
