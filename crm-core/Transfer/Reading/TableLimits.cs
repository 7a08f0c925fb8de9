namespace BotCrm.Core.Transfer.Reading;

/// <summary>How much of a stranger's file is taken in.</summary>
public static class TableLimits
{
    public const int FileBytes = 50 * 1024 * 1024;

    /// <summary>What a zipped workbook may unpack to, however large it is. 100,000 rows of thirty columns take some 200 MB.</summary>
    public const long UnpackedBytes = 600L * 1024 * 1024;

    /// <summary>What any workbook may unpack to, however small it is.</summary>
    public const long UnpackedBytesOfSmall = 100L * 1024 * 1024;

    /// <summary>Beyond that, how many times its size: tables seldom shrink to less than a fifteenth.</summary>
    public const int UnpackedTimes = 40;

    /// <summary>From one mark of a sheet to the next: the longest cell there may be, each character written out at its longest.</summary>
    public const int MarkBytes = CellCharacters * 10;

    /// <summary>Cells up to the last row and column, empty ones too: the reader makes them all.</summary>
    public const long Cells = 100_000_000;

    public const int ZipEntries = 2000;

    public const int Rows = 250_000;

    public const int Columns = 200;

    public const int CellCharacters = 32_767;
}
