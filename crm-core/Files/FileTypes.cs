using System.Collections.Frozen;
using System.IO.Compression;
using System.Text;

namespace BotCrm.Core.Files;

/// <summary>What a file is by its first bytes. Neither its name nor what a client claims decides how it is served.</summary>
internal static class FileTypes
{
    public const string Unknown = "application/octet-stream";

    /// <remarks>Where name and content tell different stories neither is believed: ev.html that begins like a PDF is bytes, and saved as such.</remarks>
    public static string Of(byte[] content, string name) => ByContent(content, name) is var type && Contradicts(type, name) ? Unknown : type;

    private static readonly FrozenSet<string> Active = "htm html xhtml xht shtml mht mhtml svg xml xsl xslt swf".Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A page or a drawing that a browser would run, under a type that it would trust.</summary>
    private static bool Contradicts(string type, string name) => Active.Contains(Path.GetExtension(name).TrimStart('.')) && type != "text/plain";

    private static string ByContent(byte[] content, string name) => content switch
    {
        [0x25, 0x50, 0x44, 0x46, ..] => "application/pdf",
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x47, 0x49, 0x46, 0x38, ..] => "image/gif",
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => "image/webp",
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x41, 0x56, 0x45, ..] => "audio/wav",
        [0x49, 0x44, 0x33, ..] => "audio/mpeg",
        [0x4F, 0x67, 0x67, 0x53, ..] => "audio/ogg",
        [_, _, _, _, 0x66, 0x74, 0x79, 0x70, ..] => "video/mp4",
        [0x50, 0x4B, 0x03, 0x04, ..] => Zipped(content),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "application/x-ole-storage",
        _ => IsText(content) ? Text(name) : Unknown,
    };

    /// <summary>What a double click runs, on Windows, macOS or Linux. By the last ending: offer.pdf.exe is a program, offer.exe.pdf is not run.</summary>
    private static readonly FrozenSet<string> Endings = (
        "exe com scr pif msi msp mst msix appx bat cmd ps1 psm1 vbs vbe js jse wsf wsh hta cpl dll sys drv ocx reg lnk url scf inf jar jnlp app command dmg pkg deb rpm run sh bash csh ksh apk ipa gadget chm application appref-ms settingcontent-ms library-ms iso img vhd vhdx")
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Programs, by name or by content: nobody attaches one to a customer for a good reason.</summary>
    public static bool IsProgram(byte[] content, string name) => Endings.Contains(Path.GetExtension(name).TrimStart('.')) || IsProgram(content);

    private static bool IsProgram(byte[] content) => content switch
    {
        [0x4D, 0x5A, ..] => content.Length > 0x40,
        [0x7F, 0x45, 0x4C, 0x46, ..] => true,
        [0xCF, 0xFA, 0xED, 0xFE, ..] or [0xCE, 0xFA, 0xED, 0xFE, ..] or [0xCA, 0xFE, 0xBA, 0xBE, ..] => true,
        // A script that says what runs it.
        [0x23, 0x21, 0x2F, ..] => true,
        _ => false,
    };

    private static string Zipped(byte[] content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false));
            foreach (var entry in zip.Entries)
            {
                if (entry.FullName.StartsWith("xl/", StringComparison.Ordinal))
                    return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
                if (entry.FullName.StartsWith("word/", StringComparison.Ordinal))
                    return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
                if (entry.FullName.StartsWith("ppt/", StringComparison.Ordinal))
                    return "application/vnd.openxmlformats-officedocument.presentationml.presentation";
            }
        }
        catch (InvalidDataException)
        {
            return Unknown;
        }
        return "application/zip";
    }

    private static string Text(string name) => Path.GetExtension(name).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? "text/csv" : "text/plain";

    private static bool IsText(byte[] content)
    {
        if (content.AsSpan(0, Math.Min(4096, content.Length)).IndexOfAnyInRange((byte)0, (byte)8) >= 0)
            return false;
        try
        {
            _ = new UTF8Encoding(false, true).GetCharCount(content);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
