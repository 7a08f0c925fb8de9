using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace BotCrm.Benchmarks;

/// <summary>A list of customers as another CRM gives it out, with a contact each: as CSV, or as a workbook with its texts in the shared table, as Excel writes it.</summary>
internal static class ImportFiles
{
    private static readonly string[] Header =
    [
        "Customer ID", "Customer name", "Registration number", "Industry", "City", "Country", "Website", "Company phone", "Employees", "Owner", "Tags", "Created at", "Notes",
        "Contact name", "Job title", "Contact phone", "Contact email",
    ];

    private static readonly string[] Forms = ["GmbH", "AG", "Ltd", "Inc", "SARL"], Trades = ["Logistics", "Maschinenbau", "Foods", "Software", "Textiles", "Health", "Energy"];
    private static readonly string[] First = ["Anna", "Jens", "Mei", "Luca", "Sofia", "Tom", "Ines", "Olaf", "Clara", "Yusuf"], Last = ["Ahrens", "Becker", "Conti", "Dubois", "Evans", "Fischer", "Garcia", "Huber"];

    /// <param name="rows">How many customers.</param>
    /// <param name="owners">Logins that the rows are given to in turn.</param>
    public static byte[] Csv(int rows, IReadOnlyList<string> owners)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Header).Append("\r\n");
        for (var i = 1; i <= rows; i++)
            text.AppendJoin(',', Row(i, owners).Select(cell => cell.Contains(',', StringComparison.Ordinal) ? $"\"{cell}\"" : cell)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static byte[] Xlsx(int rows, IReadOnlyList<string> owners)
    {
        var shared = new Dictionary<string, int>(StringComparer.Ordinal);
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>""");
            Write(zip, "_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Write(zip, "xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Customers" sheetId="1" r:id="rId1"/></sheets></workbook>""");
            Write(zip, "xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>""");
            using (var sheet = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open()))
            {
                sheet.Write("""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""");
                for (var row = 0; row <= rows; row++)
                {
                    var cells = row == 0 ? Header : Row(row, owners);
                    sheet.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{row + 1}\">"));
                    for (var column = 0; column < cells.Length; column++)
                    {
                        if (!shared.TryGetValue(cells[column], out var index))
                            shared.Add(cells[column], index = shared.Count);
                        sheet.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{(char)('A' + column)}{row + 1}\" t=\"s\"><v>{index}</v></c>"));
                    }
                    sheet.Write("</row>");
                }
                sheet.Write("</sheetData></worksheet>");
            }
            using var texts = new StreamWriter(zip.CreateEntry("xl/sharedStrings.xml", CompressionLevel.Fastest).Open());
            texts.Write("""<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">""");
            foreach (var text in shared.Keys)
                texts.Write($"<si><t>{SecurityElement.Escape(text)}</t></si>");
            texts.Write("</sst>");
        }
        return stream.ToArray();
    }

    private static void Write(ZipArchive zip, string name, string content)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(content);
    }

    private static string[] Row(int i, IReadOnlyList<string> owners)
    {
        // Told apart by letters as well as by numbers, as companies are.
        var name = $"{Syllables(i)} {Trades[i % Trades.Length]} {Forms[i % Forms.Length]}";
        var (first, last) = (First[i % First.Length], Last[i % Last.Length]);
        string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
        return
        [
            "C" + Number(i), name, "HRB " + Number(100_000 + i), Trades[i % Trades.Length], "Town " + Number(i % 311), "Germany", $"https://www.{Syllables(i).ToLowerInvariant()}{Number(i)}.example", "+49 40 " + Number(1_000_000 + i), Number(5 + (i % 900)),
            owners[i % owners.Count], $"tag{Number(i % 7)};fair{Number(2015 + (i % 11))}", $"20{Number(10 + (i % 15))}-0{Number(1 + (i % 9))}-1{Number(i % 9)}", $"Met at the fair, wants an offer for hall {Number(i % 40)}",
            $"{first} {last}", i % 3 == 0 ? "Head of purchasing" : "Buyer", "+49 171 " + Number(1_000_000 + i), $"{first.ToLowerInvariant()}.{last.ToLowerInvariant()}@{Syllables(i).ToLowerInvariant()}{Number(i)}.example",
        ];
    }

    private static string Syllables(int i)
    {
        const string consonants = "bdfgklmnprstvw", vowels = "aeiou";
        var name = new StringBuilder();
        for (var left = (i * 2_654_435L) % 24_010_000; name.Length < 8; left /= 70)
            name.Append(consonants[(int)(left % 14)]).Append(vowels[(int)(left / 14 % 5)]);
        name[0] = char.ToUpperInvariant(name[0]);
        return name.ToString();
    }
}
