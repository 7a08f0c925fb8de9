using System.Reflection;

namespace BotCrm.Core.Storage.Engine;

/// <summary>
/// Comparing and sorting without case in queries. ASCII letters only and otherwise by code point, on both databases alike and whatever their
/// locale, so that a list has one order everywhere and a page begins exactly after the one before.
/// </summary>
internal static class NoCase
{
    public static readonly MethodInfo Method = typeof(NoCase).GetMethod(nameof(Of))!;

    /// <summary>In a query: the text as it compares without case.</summary>
    public static string? Of(string? text) => text is null ? null : string.Create(text.Length, text, static (folded, text) =>
    {
        for (var i = 0; i < text.Length; i++)
            folded[i] = char.IsAsciiLetterUpper(text[i]) ? (char)(text[i] | 0x20) : text[i];
    });
}
