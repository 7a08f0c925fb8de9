namespace BotCrm.Core.Primitives;

internal static class Numbers
{
    /// <summary>Without trailing zeros: 12.50 and 12.5 are one number, and must be written as one.</summary>
    public static decimal Plain(decimal value) => value / 1.0000000000000000000000000000m;

    public static decimal? Plain(decimal? value) => value is { } number ? Plain(number) : null;
}
