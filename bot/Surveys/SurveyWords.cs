using BotCrm.Core.Surveys;

namespace BotCrm.Bot.Surveys;

/// <summary>What the survey page says, in the customer's language: <c>?lang=zh</c>, else what the browser prefers.</summary>
internal sealed record SurveyWords(
    string Language,
    string Title,
    string Content,
    string Recommend,
    string Comment,
    string Send,
    string Thanks,
    string Answered,
    string Expired,
    string Unknown,
    string Choose)
{
    private static readonly SurveyWords English = new(
        "en", "Your opinion", "How content are you with our service?", "How likely is it that you recommend us to others?", "What should we know? (optional)", "Send",
        "Thank you, your answer has arrived.", "This survey is answered already. Thank you!", "The time to answer this survey is over.", "This link is not valid. Please check that it is complete.", "Please choose a number.");

    private static readonly SurveyWords Chinese = new(
        "zh", "您的意见", "您对我们的服务满意吗?", "您有多大可能向他人推荐我们?", "还有什么想告诉我们的?(选填)", "提交",
        "谢谢,我们已收到您的回答。", "这份调查已经回答过了,谢谢!", "这份调查已过回答期限。", "链接无效,请检查是否完整。", "请选择一个分数。");

    public static SurveyWords For(HttpRequest request)
    {
        var wanted = request.Query["lang"].ToString() is { Length: > 0 } said ? said : request.Headers.AcceptLanguage.ToString();
        return wanted.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;
    }

    public string Least(SurveyKind kind) => (Language, kind) switch
    {
        ("zh", SurveyKind.Nps) => "绝不会",
        ("zh", _) => "很不满意",
        (_, SurveyKind.Nps) => "not at all",
        _ => "not at all",
    };

    public string Most(SurveyKind kind) => (Language, kind) switch
    {
        ("zh", SurveyKind.Nps) => "一定会",
        ("zh", _) => "非常满意",
        (_, SurveyKind.Nps) => "certainly",
        _ => "very",
    };
}
