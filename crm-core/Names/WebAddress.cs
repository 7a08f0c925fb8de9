using System.Collections.Frozen;

namespace BotCrm.Core.Names;

/// <summary>The domain that tells a company, from a website or an e-mail address.</summary>
internal static class WebAddress
{
    // Whoever writes from one of these has an address, not a company.
    private static readonly FrozenSet<string> Free = (
        "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com aol.com proton.me protonmail.com zoho.com mail.com gmx.com gmx.de gmx.net gmx.at gmx.ch " +
        "web.de t-online.de freenet.de arcor.de posteo.de mailbox.org hotmail.de yahoo.de outlook.de hotmail.co.uk yahoo.co.uk btinternet.com orange.fr wanadoo.fr free.fr laposte.net libero.it seznam.cz wp.pl o2.pl " +
        "mail.ru yandex.ru yandex.com bk.ru qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com yeah.net 188.com sina.com sina.cn vip.sina.com sohu.com tom.com 21cn.com aliyun.com 139.com 189.cn wo.cn 263.net")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    // Under these a name stands one level deeper.
    private static readonly FrozenSet<string> Second = (
        "com.cn net.cn org.cn gov.cn edu.cn ac.cn co.uk org.uk ac.uk gov.uk com.au net.au org.au co.jp ne.jp or.jp co.kr com.hk com.tw com.sg com.br com.tr com.mx co.in co.nz co.za com.pl co.at or.at com.my")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The host name of something typed as a website or domain; null when it is none.</summary>
    public static string? Host(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        var text = typed.Trim();
        if (!text.Contains("://", StringComparison.Ordinal))
            text = "http://" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.HostNameType != UriHostNameType.Dns)
            return null;
        var host = uri.IdnHost.ToLowerInvariant().TrimEnd('.');
        return host.Contains('.', StringComparison.Ordinal) && host.Split('.').All(part => part.Length > 0) ? host : null;
    }

    /// <summary>The part of a host that its owner registered: <c>shop.acme.co.uk</c> is <c>acme.co.uk</c>. Null for free mail.</summary>
    public static string? Company(string? typed)
    {
        if (Host(typed) is not { } host)
            return null;
        var parts = host.Split('.');
        var keep = parts.Length > 2 && Second.Contains($"{parts[^2]}.{parts[^1]}") ? 3 : 2;
        var domain = string.Join('.', parts.TakeLast(keep));
        return Free.Contains(domain) || Free.Contains(host) ? null : domain;
    }

    public static string? OfEmail(string? email) =>
        email is not null && email.LastIndexOf('@') is var at && at > 0 && at < email.Length - 1 ? Company(email[(at + 1)..]) : null;
}
