using BotCrm.Core.Transfer;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Transfer;

/// <summary>A link as a reply.</summary>
internal static class DownloadLines
{
    /// <summary>Where the host hands out what links stand for.</summary>
    public const string Path = "/downloads/";

    public static DownloadReply Reply(SkillContext context, string title, DownloadLink link)
    {
        var words = context.Words;
        var text = words.Sentences([title, words.Say("download.until", ("name", link.FileName), ("until", words.Time(link.ExpiresAt)))]);
        return new DownloadReply(words.Language, text, title, link.FileName, link.Server + Path + link.Token);
    }
}
