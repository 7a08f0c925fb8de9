using System.IO.Compression;
using System.Text;
using BotCrm.Core.Primitives;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace BotCrm.Core.Transfer.Reading;

/// <summary>Tells what kind of table a file is by its content (names lie) and opens it.</summary>
internal static class TableFile
{
    static TableFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Whether it looks like a table at all, cheaply: a dropped picture is no import.</summary>
    public static bool LooksLikeTable(byte[] content, string name) =>
        IsZip(content) ? HasWorkbook(content) : IsCompound(content) ? !name.EndsWith(".doc", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".ppt", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".msg", StringComparison.OrdinalIgnoreCase)
        : TextEncoding.IsText(content) && (HasTableName(name) || (!HasOtherName(name) && TextTable.HasColumns(content)));

    /// <summary>Opens the first sheet with data, or the named one.</summary>
    public static Result<TableReader> Open(byte[] content, string? sheet)
    {
        if (content.Length == 0)
            return TableFailures.Empty();
        if (content.Length > TableLimits.FileBytes)
            return TableFailures.TooLarge();
        try
        {
            if (IsZip(content))
            {
                if (!HasWorkbook(content))
                    return TableFailures.NotATable();
                if (UnpacksTooLarge(content))
                    return TableFailures.UnpacksTooLarge();
                return Workbook(content, sheet);
            }
            if (IsCompound(content))
                return Workbook(content, sheet);
            if (!TextEncoding.IsText(content))
                return TableFailures.NotATable();
            return TextTable.Open(content);
        }
        catch (InvalidPasswordException)
        {
            return TableFailures.Encrypted();
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            return TableFailures.Broken();
        }
    }

    /// <summary>What readers throw at a file that is not as it should be. They are written for good files; a stranger's may be anything.</summary>
    public static bool IsBroken(Exception e) =>
        e is ExcelReaderException or CompoundDocumentException or InvalidDataException or EndOfStreamException or IOException
            or System.Xml.XmlException or FormatException or ArgumentException or IndexOutOfRangeException or OverflowException or InvalidOperationException
            or NotSupportedException or NullReferenceException or InvalidCastException or KeyNotFoundException;

    private static Result<TableReader> Workbook(byte[] content, string? sheet)
    {
        var reader = ExcelReaderFactory.CreateReader(new MemoryStream(content, writable: false), new ExcelReaderConfiguration { FallbackEncoding = Encoding.GetEncoding(1252) });
        var names = new List<string>();
        var rows = new List<int>();
        do
        {
            names.Add(reader.Name);
            if ((long)reader.RowCount * reader.FieldCount > TableLimits.Cells)
            {
                reader.Dispose();
                return TableFailures.UnpacksTooLarge();
            }
            rows.Add(reader.VisibleState == "visible" ? reader.RowCount : 0);
        }
        while (reader.NextResult());
        var index = sheet is null ? rows.FindIndex(count => count > 0) : names.FindIndex(name => name.Trim().Equals(sheet.Trim(), StringComparison.OrdinalIgnoreCase));
        if (index < 0 && sheet is not null)
        {
            reader.Dispose();
            return TableFailures.UnknownSheet(sheet, names);
        }
        index = Math.Max(0, index);
        reader.Reset();
        for (var i = 0; i < index; i++)
            reader.NextResult();
        return new SheetReader(reader, [.. names.Where((_, i) => rows[i] > 0 || i == index)], names[index]);
    }

    private static bool IsZip(byte[] content) => content.AsSpan().StartsWith("PK\x03\x04"u8);

    private static bool IsCompound(byte[] content) => content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    private static bool HasTableName(string name) => Path.GetExtension(name).ToLowerInvariant() is ".csv" or ".tsv" or ".tab";

    private static bool HasOtherName(string name) => Path.GetExtension(name).ToLowerInvariant() is not ("" or ".txt");

    private static bool HasWorkbook(byte[] content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false));
            return zip.Entries.Any(entry => entry.FullName.StartsWith("xl/workbook.", StringComparison.OrdinalIgnoreCase));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>Unpacks everything into nothing and counts: the sizes written in the archive are the sender's word.</summary>
    private static bool UnpacksTooLarge(byte[] content)
    {
        using var zip = new ZipArchive(new MemoryStream(content, writable: false));
        if (zip.Entries.Count > TableLimits.ZipEntries)
            return true;
        var left = Math.Min(TableLimits.UnpackedBytes, Math.Max(TableLimits.UnpackedBytesOfSmall, TableLimits.UnpackedTimes * (long)content.Length));
        var buffer = new byte[81920];
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            var isXml = entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);
            var sinceMark = 0;
            int read;
            while ((read = stream.Read(buffer)) > 0)
            {
                if ((left -= read) < 0)
                    return true;
                if (!isXml)
                    continue;
                // A cell without end is taken into memory as a whole, several times over.
                var got = buffer.AsSpan(0, read);
                var first = got.IndexOf((byte)'<');
                if (sinceMark + (first < 0 ? read : first) > TableLimits.MarkBytes)
                    return true;
                sinceMark = first < 0 ? sinceMark + read : read - got.LastIndexOf((byte)'<');
            }
        }
        return false;
    }
}
