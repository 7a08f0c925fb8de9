using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy;

namespace BotCrm.Core.Fields;

/// <summary>What a command makes of a record's own fields, checked and ready to be written.</summary>
internal readonly struct CustomChange
{
    private readonly string? open;
    private readonly string? shut;
    private readonly bool given;

    private CustomChange(string? open, string? shut) => (this.open, this.shut, given) = (open, shut, true);

    /// <summary>
    /// Checks values by code (null empties) against the configuration; those not named stay, also those that configuration no longer has.
    /// <paramref name="record"/> null: the record is about to be made, and needs what is required.
    /// </summary>
    public static CustomChange Of(Checks checks, CrmSession session, string noun, CustomRecord? record, IReadOnlyDictionary<string, object?>? values)
    {
        var book = session.Fields;
        // Nobody is there to give what is required when the CRM makes a record by itself.
        var asks = record is null && session.Actor.UserId != 0 && session.Origin.Channel != "system";
        if (values is not { Count: > 0 } && !(asks && book.Of(noun).Any(one => one.Required)))
            return default;
        var open = CustomJson.Read(record?.Custom);
        var shut = CustomJson.Read(record?.CustomSealed);
        foreach (var (name, value) in values ?? new Dictionary<string, object?>())
        {
            var code = name.StartsWith(FieldBook.Prefix, StringComparison.Ordinal) ? name[FieldBook.Prefix.Length..] : name;
            if (book.Find(noun, code) is not { } field)
            {
                // What configuration no longer has can still be emptied.
                if (value is null && (open.Remove(code) | shut.Remove(code)))
                    continue;
                checks.Fail("unknown_field", Unknown(book, noun, code), FieldBook.Prefix + code, ("name", code), ("fields", string.Join(", ", book.Of(noun).Select(one => one.Code))));
                continue;
            }
            if (!session.Actor.SeesField(field.RightsName))
            {
                checks.Fail(Policies.Hidden(field.RightsName, session.Actor));
                continue;
            }
            var (read, problem) = FieldReader.Read(field, value);
            if (problem is not null)
                checks.Fail(problem);
            open.Remove(code);
            shut.Remove(code);
            if (read is not null)
                (field.Sensitive ? shut : open)[code] = read;
            else if (field.Required)
                checks.Fail(Needed(field));
        }
        if (asks && book.Of(noun).FirstOrDefault(one => one.Required && !open.ContainsKey(one.Code) && !shut.ContainsKey(one.Code)) is { } missing)
            checks.Fail(Needed(missing));
        return new CustomChange(CustomJson.Write(open), CustomJson.Write(shut));
    }

    public void Apply(CustomRecord record)
    {
        if (!given)
            return;
        record.Custom = open;
        record.CustomSealed = shut;
    }

    /// <summary>The values as the actor may read them: sensitive ones masked for whom contact details are.</summary>
    public static IReadOnlyDictionary<string, object> Shown(CustomRecord record, Actor actor, long customerOwnerId)
    {
        var values = CustomJson.Read(record.Custom);
        if (record.CustomSealed is null)
            return values;
        var mayRead = ContactMask.MayRead(actor, customerOwnerId);
        foreach (var (code, value) in CustomJson.Read(record.CustomSealed))
            values[code] = mayRead ? value : ContactMask.Number(CustomJson.Text(value))!;
        return values;
    }

    /// <summary>The same, kept by the audit: whoever is shown sealed values as they are has read them.</summary>
    public static IReadOnlyDictionary<string, object> Shown<T>(T record, CrmSession session, string kind, long customerOwnerId)
        where T : CustomRecord
    {
        NoteRead(session, kind, record, customerOwnerId);
        return Shown(record, session.Actor, customerOwnerId);
    }

    public static void NoteRead(CrmSession session, string kind, CustomRecord record, long customerOwnerId)
    {
        if (record.CustomSealed is not null && ContactMask.MayRead(session.Actor, customerOwnerId))
            session.NoteSensitiveRead(kind, record.Id);
    }

    public static string Unknown(FieldBook book, string noun, string code) => book.Of(noun).Count == 0
        ? $"There is no field {code}: no fields are configured for a {noun}."
        : $"There is no field {code} of a {noun}; there are {string.Join(", ", book.Of(noun).Select(one => one.Code))}.";

    private static Failure Needed(CustomField field) => Failure.Invalid("field_needed", $"{field.Name.En} ({field.Path}) is needed: {FieldReader.Expected(field, "en")}.", field.Path) with
    {
        Data = new Dictionary<string, string>
        {
            ["field"] = field.Path,
            ["name"] = field.Name.En,
            ["name_zh"] = field.Name.Zh,
            ["expected"] = FieldReader.Expected(field, "en"),
            ["expected_zh"] = FieldReader.Expected(field, "zh"),
        },
    };
}
