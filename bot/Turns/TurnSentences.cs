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

    public static SaidReply FileFromElsewhere(string language, string name) => new(language, language == "zh"
        ? $"文件“{Shown(name)}”不在我可以下载的位置。请把它上传到 Teams 聊天里,或在网页聊天中发送;管理员可以用设置 Bot:AllowedFileHosts 允许其他主机。"
        : $"The file “{Shown(name)}” lies where I do not fetch files from. Drop it into the Teams chat itself or into the web chat; an administrator can allow a host with the setting Bot:AllowedFileHosts.");

    public static SaidReply FileTooLarge(string language, string name, int megabytes) => new(language, language == "zh"
        ? $"文件“{Shown(name)}”超过了 {megabytes} MB 的上限。请拆分后再发。"
        : $"The file “{Shown(name)}” is larger than {megabytes} MB, which is the most that is taken. Please send it in parts.");

    public static SaidReply FileNotFetched(string language, string name) => new(language, language == "zh"
        ? $"文件“{Shown(name)}”下载失败,什么都没有改动。请再发一次。"
        : $"I could not fetch the file “{Shown(name)}”; nothing was done. Please send it again.");

    public static SaidReply TooManyFiles(string language, int most) => new(language, language == "zh"
        ? $"一条消息最多带 {most} 个文件,请分几次发送。"
        : $"At most {most} files go with one message; please send them in several.");

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
