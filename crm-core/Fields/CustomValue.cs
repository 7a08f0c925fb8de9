using System.Globalization;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Fields;

/// <summary>A value of an own field, to be found by index among a million records.</summary>
internal sealed class CustomValue
{
    public string Noun { get; set; } = "";

    public string Code { get; set; } = "";

    public string Key { get; set; } = "";

    public long RecordId { get; set; }
}

internal sealed class CustomValueMap : IEntityTypeConfiguration<CustomValue>
{
    public void Configure(EntityTypeBuilder<CustomValue> builder)
    {
        builder.ToTable("custom_values");
        builder.HasKey(value => new { value.Noun, value.Code, value.Key, value.RecordId });
        builder.Property(value => value.Noun).HasMaxLength(Limits.Code);
        builder.Property(value => value.Code).HasMaxLength(Limits.Code);
        builder.Property(value => value.Key).HasMaxLength(Limits.Subject);
    }
}

/// <summary>
/// The keys of own values, and their upkeep in the transaction that changes them. A key begins with how it is made: <c>=</c> a text without
/// case and width, <c>n</c> a number in sortable form, <c>#</c> the blind index of a sealed value.
/// </summary>
internal static class CustomKeys
{
    private const long Middle = 5_000_000_000_000_000_000;

    public static string OfText(string text) => Cut("=" + NameForms.Key(text) is { Length: > 1 } key ? key : "=" + text.Trim().ToLowerInvariant());

    /// <summary>Numbers sort as their keys do.</summary>
    public static string OfNumber(decimal number) => "n" + ((long)decimal.Round(number * 1_000_000m) + Middle).ToString("D19", CultureInfo.InvariantCulture);

    public static string OfSealed(Sealer sealer, string text) => "#" + (sealer.Blind(BlindForm.Number, text) ?? "");

    /// <summary>The keys of one value; a day's are its ISO form, which sorts as days do.</summary>
    public static IEnumerable<string> Of(object value) => value switch
    {
        decimal number => [OfNumber(number)],
        bool yes => [yes ? "=true" : "=false"],
        IReadOnlyList<string> texts => texts.Select(OfValue),
        _ => [OfValue((string)value)],
    };

    public static string OfDay(string day) => "=" + day;

    private static string OfValue(string text) => IsDay(text) ? OfDay(text) : OfText(text);

    public static bool IsDay(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>Brings the values of a record that is about to be saved up to date.</summary>
    public static async Task KeepAsync(CrmDbContext db, EntityEntry entry, CancellationToken ct)
    {
        var (open, shut) = (entry.Property(nameof(CustomRecord.Custom)), entry.Property(nameof(CustomRecord.CustomSealed)));
        if (entry.State == EntityState.Modified && !open.IsModified && !shut.IsModified)
            return;
        var noun = Records.KindOf(entry.Metadata.ClrType)!;
        var id = (long)entry.Property("Id").CurrentValue!;
        var before = entry.State == EntityState.Added ? [] : All(db, (string?)open.OriginalValue, (string?)shut.OriginalValue);
        var after = entry.State == EntityState.Deleted ? [] : All(db, (string?)open.CurrentValue, (string?)shut.CurrentValue);
        foreach (var (code, key) in before.Except(after))
        {
            if (await db.Set<CustomValue>().FindAsync([noun, code, key, id], ct) is { } gone)
                db.Remove(gone);
        }
        foreach (var (code, key) in after.Except(before))
        {
            if (await db.Set<CustomValue>().FindAsync([noun, code, key, id], ct) is not { } known)
                db.Add(new CustomValue { Noun = noun, Code = code, Key = key, RecordId = id });
            else if (db.Entry(known).State == EntityState.Deleted)
                db.Entry(known).State = EntityState.Unchanged;
        }
    }

    private static HashSet<(string Code, string Key)> All(CrmDbContext db, string? open, string? shut)
    {
        var all = new HashSet<(string, string)>();
        foreach (var (code, value) in CustomJson.Read(open))
            all.UnionWith(Of(value).Select(key => (code, key)));
        foreach (var (code, value) in CustomJson.Read(shut))
            all.Add((code, OfSealed(db.Sealer, CustomJson.Text(value))));
        return all;
    }

    private static string Cut(string key) => key.Length <= Limits.Subject ? key : key[..Limits.Subject];
}
