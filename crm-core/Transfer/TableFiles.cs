namespace BotCrm.Core.Transfer;

/// <summary>Tells files that can be imported from others, cheaply and by their content.</summary>
public static class TableFiles
{
    public static bool IsTable(ReadOnlyMemory<byte> content, string name) => Reading.TableFile.LooksLikeTable(content.ToArray(), name);
}
