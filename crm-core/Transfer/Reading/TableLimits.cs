namespace BotCrm.Core.Transfer.Reading;

/// <summary>How much of a stranger's file is taken in.</summary>
public static class TableLimits
{
    public const int FileBytes = 50 * 1024 * 1024;

    /// <summary>What a zipped workbook may unpack to. 100,000 rows of thirty columns take some 200 MB.</summary>
    public const long UnpackedBytes = 600L * 1024 * 1024;

    public const int ZipEntries = 2000;

    public const int Rows = 250_000;

    public const int Columns = 200;

    public const int CellCharacters = 32_767;
}
