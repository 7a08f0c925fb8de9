using System.Globalization;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Files;

internal static class FileFailures
{
    public static Failure Empty() => Failure.Invalid("file_empty", "The file is empty.", "file");

    public static Failure TooLarge(int max) => Failure.Invalid("file_too_large", $"The file is larger than {max / 1024 / 1024} MB, which is the most that is taken.", "file") with
    {
        Data = new Dictionary<string, string> { ["max"] = string.Create(CultureInfo.InvariantCulture, $"{max / 1024 / 1024} MB") },
    };

    public static Failure Program() => Failure.Invalid("file_type_refused", "Programs are not taken as attachments; send a document.", "file");

    public static Failure NoSuchKind(string kind) => Failure.Invalid("cannot_attach", $"Files cannot be attached to a {kind}.", "kind") with
    {
        Data = new Dictionary<string, string> { ["entity"] = kind },
    };

    public static Failure AlreadyAttached(StoredFile file) => Failure.Conflict("already_attached", $"The file {file.Name} is attached to {file.RecordKind} {file.RecordId} already; upload it again to attach it elsewhere.") with
    {
        Data = new Dictionary<string, string> { ["name"] = file.Name },
    };

    public static Failure Gone() => Failure.Conflict("file_gone", "The content of this file was erased.");
}
