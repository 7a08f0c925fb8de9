using System.Globalization;
using System.Text;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace BotCrm.Core.Names;

/// <summary>The forms names are looked up by, and their table.</summary>
internal static class NameForms
{
    // Legal forms, longest first where one ends with another. They are taken off the end of a name, never the whole of it.
    private static readonly string[] LegalWords =
    [
        "incorporated", "corporation", "limited", "company", "corp", "gmbh", "sarl", "srl", "spzoo", "sro", "bv", "nv", "ag", "kg", "kgaa", "ohg", "ug", "se", "sa", "sas", "spa",
        "plc", "llc", "llp", "lp", "ltd", "inc", "co", "pty", "pte", "oy", "ab", "as", "aps", "kft", "kk",
    ];

    private static readonly string[] LegalEndings =
    [
        "集团股份有限公司", "股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "股份公司", "集团公司", "集团", "公司", "株式会社", "股份",
    ];

    /// <summary>Without case, width, accents and punctuation; words apart by one space.</summary>
    public static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        var gap = false;
        foreach (var rune in PlainText.Of(name).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                // An accent belongs to its letter, an invisible character to nothing. An apostrophe does not part a word: O'Brien is obrien.
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.Control:
                case UnicodeCategory.OtherPunctuation or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.InitialQuotePunctuation when rune.Value is '\'' or '’' or '‘' or '.':
                    continue;
                case UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
                    or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.OtherSymbol:
                    if (gap && key.Length > 0)
                        key.Append(' ');
                    gap = false;
                    key.Append(Rune.ToLowerInvariant(rune).ToString());
                    break;
                default:
                    gap = true;
                    break;
            }
        }
        return key.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The key of a name without its legal form and spaces.</summary>
    public static string Bare(string name)
    {
        var words = Key(name).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        while (words.Count > 1 && LegalWords.Contains(words[^1]))
            words.RemoveAt(words.Count - 1);
        var bare = string.Concat(words);
        foreach (var ending in LegalEndings)
        {
            if (bare.Length > ending.Length && bare.EndsWith(ending, StringComparison.Ordinal))
                return bare[..^ending.Length];
        }
        return bare;
    }

    /// <summary>A change to another field leaves the names as they are: a bulk change must not look each of them up.</summary>
    public static bool MayBeRenamed(EntityEntry entry) => entry.State != EntityState.Modified
        || entry.Properties.Any(property => property.IsModified && property.Metadata.Name is not ("Version" or "UpdatedAt" or "OwnerId" or "Lifecycle" or "Stage" or "StageSince" or "AssigneeId" or "Tags" or "Status"));

    /// <summary>The records that were there before, by kind, in pieces that one query takes.</summary>
    public static IEnumerable<(string Kind, long[] Ids)> KindsOf(IEnumerable<EntityEntry> saved) => saved
        .Where(entry => entry.State != EntityState.Added)
        .GroupBy(entry => Records.KindOf(entry.Metadata.ClrType)!, entry => (long)entry.Property("Id").CurrentValue!)
        .SelectMany(group => group.Chunk(500).Select(ids => (group.Key, ids)));

    /// <summary>Brings the looked-up forms of saved records up to date.</summary>
    public static async Task KeepAsync(CrmDbContext db, IReadOnlyList<EntityEntry> saved, CancellationToken ct)
    {
        var stored = new Dictionary<(string, long), List<NameKey>>();
        foreach (var (kind, ids) in KindsOf(saved))
        {
            foreach (var key in await db.NameKeys.AsTracking().Where(key => key.Kind == kind && ids.Contains(key.RecordId)).OrderBy(key => key.Ordinal).ToListAsync(ct))
                (stored.TryGetValue((kind, key.RecordId), out var of) ? of : stored[(kind, key.RecordId)] = []).Add(key);
        }
        foreach (var entry in saved)
        {
            var kind = Records.KindOf(entry.Metadata.ClrType)!;
            var id = (long)entry.Property("Id").CurrentValue!;
            var known = stored.GetValueOrDefault((kind, id)) ?? [];
            var names = entry.State == EntityState.Deleted ? [] : Records.NamesOf(entry.Entity);
            for (var i = 0; i < Math.Max(known.Count, names.Count); i++)
            {
                if (i >= names.Count)
                    db.NameKeys.Remove(known[i]);
                else if (i >= known.Count)
                    db.NameKeys.Add(new NameKey { Kind = kind, RecordId = id, Ordinal = i, Key = Key(names[i]), Bare = Bare(names[i]) });
                else
                {
                    known[i].Key = Key(names[i]);
                    known[i].Bare = Bare(names[i]);
                }
            }
        }
    }
}
