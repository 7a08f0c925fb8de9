namespace BotCrm.Core.Transfer.Importing;

/// <summary>A person's name from one column or from two.</summary>
internal static class PersonNames
{
    public static string? Of(RowData row, string whole, string first, string last)
    {
        if (row.Text(whole) is { } name)
            return name;
        var (given, family) = (row.Text(first), row.Text(last));
        if (given is null || family is null)
            return given ?? family;
        // 王 + 芳 is 王芳; John + Smith is John Smith.
        return family.Any(c => c >= 0x2E80) ? family + given : $"{given} {family}";
    }
}
