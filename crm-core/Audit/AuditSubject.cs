using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Storage;

namespace BotCrm.Core.Audit;

/// <summary>Whose data an audit entry holds: the person under whose key it is sealed.</summary>
internal static class AuditSubject
{
    /// <summary>The contact or user itself; else the contact that the record names (a ticket's contact, the first participant of an interaction); else a record with sealed fields itself. Null: nobody's.</summary>
    public static (string Kind, long Id)? Of(CrmDbContext db, AuditEntry entry)
    {
        if (entry.Entity is Kinds.Contact or Kinds.User)
            return (entry.Entity, entry.EntityId);
        // Of a record that changed hands, the one it is about now.
        foreach (var image in (string?[])[entry.After, entry.Before])
        {
            if (image is not null && Contact(image) is { } contact)
                return (Kinds.Contact, contact);
        }
        return Records.TypeOf(entry.Entity) is { } type && SealedModel.Of(db.Model).Find(type) is { } properties && (Holds(entry.Before, properties) || Holds(entry.After, properties))
            ? (entry.Entity, entry.EntityId)
            : null;
    }

    /// <summary>By the text of the image: quotes inside its values are escaped, so that these can only be fields.</summary>
    private static long? Contact(string image) => Number(image, "\"contactId\":") ?? Number(image, "\"participantIds\":[")
        // A file attached to a contact.
        ?? (image.Contains("\"recordKind\":\"contact\"", StringComparison.Ordinal) ? Number(image, "\"recordId\":") : null);

    private static long? Number(string image, string field)
    {
        var at = image.IndexOf(field, StringComparison.Ordinal);
        if (at < 0)
            return null;
        at += field.Length;
        var end = at;
        while (end < image.Length && char.IsAsciiDigit(image[end]))
            end++;
        return end == at ? null : long.Parse(image.AsSpan(at, end - at), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static bool Holds(string? image, IReadOnlyList<SealedProperty> properties) =>
        image is not null && properties.Any(one => image.Contains($"\"{RecordImage.FieldName(one.Property)}\":\"", StringComparison.Ordinal));
}
