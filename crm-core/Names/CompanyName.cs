using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace BotCrm.Core.Names;

/// <summary>
/// A company's name taken apart: the core that tells it from others, the place it names, whether it is a branch, and what numbers it bears.
/// </summary>
/// <param name="Core">Simplified, without legal form, place and small words; without spaces.</param>
/// <param name="Words">The core's words; one for Chinese.</param>
/// <param name="Place">The city or region in the name; empty: none.</param>
/// <param name="Branch">It calls itself a branch, a shop, an office.</param>
internal sealed record CompanyName(string Core, IReadOnlyList<string> Words, string Place, bool Branch)
{
    private static readonly FrozenSet<string> Small = "and und et the der die das of de von y e".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Legal = (
        "incorporated corporation limited company companies corp gmbh mbh gesellschaft sarl srl spzoo sro bv nv ag kg kgaa ohg gbr ek eg ev ug se sa sas sasu spa snc plc llc llp lp ltd inc co pty pte oy oyj ab as asa aps kft " +
        "sp oo zrt nyrt kk doo dd ooo zao oao pjsc bvba vof sl slu sca scs eurl holding holdings group gruppe groupe international aktiengesellschaft haftungsbeschrankt").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> BranchWords = "branch office filiale niederlassung zweigniederlassung subsidiary store shop plant werk".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] HanLegal =
    [
        "集团股份有限公司", "股份有限公司", "有限责任公司", "集团有限公司", "控股有限公司", "有限公司", "股份公司", "集团公司", "控股集团", "有限合伙", "合伙企业", "总公司", "株式会社", "集团", "控股", "公司", "股份",
    ];

    private static readonly string[] HanBranch = ["分公司", "子公司", "分行", "支行", "分店", "门店", "分厂", "办事处", "分部", "代表处"];

    private static readonly string[] HanPlaces = (
        "中国 北京 上海 天津 重庆 广州 深圳 杭州 南京 苏州 无锡 常州 宁波 温州 嘉兴 绍兴 金华 台州 成都 武汉 西安 长沙 郑州 济南 青岛 烟台 潍坊 大连 沈阳 长春 哈尔滨 石家庄 唐山 保定 太原 呼和浩特 合肥 芜湖 南昌 福州 厦门 泉州 " +
        "南宁 桂林 海口 三亚 昆明 贵阳 拉萨 兰州 西宁 银川 乌鲁木齐 东莞 佛山 珠海 中山 惠州 江门 汕头 昆山 扬州 南通 徐州 镇江 香港 澳门 台北 台湾 " +
        "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆 浦东 滨海").Split(' ');

    private static readonly FrozenSet<string> Places = (
        "berlin hamburg munchen munich koln cologne frankfurt stuttgart dusseldorf leipzig dresden bremen hannover nurnberg essen dortmund bonn kiel lubeck zurich genf geneva basel bern wien vienna graz linz salzburg " +
        "london manchester birmingham leeds glasgow edinburgh bristol liverpool dublin paris lyon marseille madrid barcelona rome roma milan milano turin lisbon amsterdam rotterdam brussels antwerp copenhagen stockholm oslo helsinki " +
        "prague praha warsaw budapest boston chicago dallas houston seattle denver atlanta miami toronto sydney melbourne singapore tokyo beijing shanghai shenzhen guangzhou hongkong " +
        "germany deutschland china usa america uk france austria europe asia north south east west nord sud ost").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static CompanyName Of(string name)
    {
        var key = NameForms.Key(Simplified.Of(name.Normalize(NormalizationForm.FormKC)));
        // Taken off before accents are gone, ü and ue would not meet: both spellings end as u.
        return key.Any(IsHan) ? Chinese(key) : Western(key);
    }

    private static CompanyName Chinese(string key)
    {
        var text = key.Replace(" ", "", StringComparison.Ordinal);
        const string japanese = "株式会社";
        if (text.Length > japanese.Length + 1 && text.StartsWith(japanese, StringComparison.Ordinal))
            text = text[japanese.Length..];
        var branch = false;
        foreach (var ending in HanBranch)
        {
            if (text.Length > ending.Length + 1 && text.EndsWith(ending, StringComparison.Ordinal))
            {
                (branch, text) = (true, text[..^ending.Length]);
                break;
            }
        }
        var places = new StringBuilder();
        // Of a branch the place stands last, after the parent's whole name; else in brackets or in front.
        if (branch)
            text = WithoutPlace(text, places, atEnd: true);
        foreach (var legal in HanLegal)
        {
            var at = text.LastIndexOf(legal, StringComparison.Ordinal);
            if (at > 1 && at + legal.Length == text.Length)
            {
                text = text[..at];
                break;
            }
        }
        // "华信（上海）有限公司": the brackets are gone with the key, the place is left at the end.
        text = WithoutPlace(text, places, atEnd: true);
        text = WithoutPlace(text, places, atEnd: false);
        foreach (var legal in HanLegal)
        {
            if (text.Length > legal.Length + 1 && text.EndsWith(legal, StringComparison.Ordinal))
                text = text[..^legal.Length];
        }
        return new CompanyName(text, [text], places.ToString(), branch);
    }

    private static string WithoutPlace(string text, StringBuilder places, bool atEnd)
    {
        foreach (var place in HanPlaces)
        {
            foreach (var whole in new[] { place + "市", place + "省", place })
            {
                var fits = atEnd ? text.EndsWith(whole, StringComparison.Ordinal) : text.StartsWith(whole, StringComparison.Ordinal);
                if (!fits || text.Length < whole.Length + 2)
                    continue;
                // The whole country tells no branch from another.
                if (place != "中国")
                    places.Append(place);
                return atEnd ? text[..^whole.Length] : text[whole.Length..];
            }
        }
        return text;
    }

    private static CompanyName Western(string key)
    {
        var words = key.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !Small.Contains(word)).Select(Transliterated).ToList();
        // "S.A.", "B. V.": single letters at the end are an abbreviated form.
        while (words.Count > 1 && (Legal.Contains(words[^1]) || words[^1].Length == 1 && !char.IsDigit(words[^1][0]) && words.Count > 2))
            words.RemoveAt(words.Count - 1);
        var branch = words.Count > 1 && words.Exists(BranchWords.Contains);
        var places = words.Count > 1 ? words.Where(Places.Contains).ToList() : [];
        var core = words.Where((word, at) => !places.Contains(word) && !(branch && BranchWords.Contains(word)) && !(at > 0 && Legal.Contains(word))).ToList();
        // "Berlin Office": nothing but place and form is left as it is.
        if (core.Count == 0)
            (core, places, branch) = (words, [], false);
        return new CompanyName(string.Concat(core), core, places.Count > 1 ? string.Join(' ', places.Order(StringComparer.Ordinal)) : places.Count == 1 ? places[0] : "", branch);
    }

    /// <summary>ä, ae and a are one; so are ß and ss.</summary>
    private static string Transliterated(string word) => word
        .Replace("ß", "ss", StringComparison.Ordinal).Replace("ae", "a", StringComparison.Ordinal).Replace("oe", "o", StringComparison.Ordinal).Replace("ue", "u", StringComparison.Ordinal)
        .Replace("ø", "o", StringComparison.Ordinal).Replace("æ", "a", StringComparison.Ordinal).Replace("ł", "l", StringComparison.Ordinal).Replace("đ", "d", StringComparison.Ordinal);

    public static bool IsHan(char c) => c is (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF');

    /// <summary>The numbers in the name, in order: shop 12 is not shop 13.</summary>
    public string Numbers { get; } = string.Join(' ', DigitRuns(Core));

    private static IEnumerable<string> DigitRuns(string text)
    {
        var run = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsDigit(c))
                run.Append(char.GetNumericValue(c).ToString(CultureInfo.InvariantCulture));
            else if (run.Length > 0)
            {
                yield return run.ToString();
                run.Clear();
            }
        }
        if (run.Length > 0)
            yield return run.ToString();
    }
}
