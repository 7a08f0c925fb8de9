using System.Text;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace BotCrm.Core.Storage;

/// <summary>How the kinds of values stand in columns: the same everywhere.</summary>
internal static class Columns
{
    /// <summary>An instant is stored as UTC milliseconds since 1970: it sorts, compares and adds in SQL. Finer parts are dropped.</summary>
    public sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(
        instant => instant.ToUnixTimeMilliseconds(),
        stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));

    /// <summary>A member of a set is stored as its lower-case name, as the API shows it.</summary>
    public sealed class LowerCaseConverter<TEnum>() : ValueConverter<TEnum, string>(
        value => value.ToString().ToLowerInvariant(),
        stored => Enum.Parse<TEnum>(stored, true))
        where TEnum : struct, Enum;

    /// <summary>A decimal of a fixed number of places is stored as a whole number, so that it is exact in every store.</summary>
    public sealed class ScaledConverter(long scale) : ValueConverter<decimal, long>(
        value => (long)decimal.Round(value * scale, 0, MidpointRounding.AwayFromZero),
        stored => (decimal)stored / scale);

    /// <summary>Compares lists of texts by a plain call: the comparer of EF Core makes a delegate each time, for each list of each tracked record.</summary>
    public static readonly ValueComparer<IReadOnlyList<string>> Texts = new((one, other) => Same(one, other), texts => HashOf(texts), texts => CopyOf(texts));

    private static bool Same(IReadOnlyList<string>? one, IReadOnlyList<string>? other) => ReferenceEquals(one, other) || (one is not null && other is not null && one.SequenceEqual(other, StringComparer.Ordinal));

    private static int HashOf(IReadOnlyList<string> texts) => texts.Aggregate(texts.Count, static (hash, text) => HashCode.Combine(hash, text.GetHashCode(StringComparison.Ordinal)));

    private static IReadOnlyList<string> CopyOf(IReadOnlyList<string> texts) => [.. texts];

    public static PropertyBuilder<decimal> Scaled(this PropertyBuilder<decimal> property, long scale) => property.HasConversion(new ScaledConverter(scale));

    public static PropertyBuilder<decimal?> Scaled(this PropertyBuilder<decimal?> property, long scale) => property.HasConversion(new ScaledConverter(scale));

    public static PropertyBuilder<TEnum> AsLowerCase<TEnum>(this PropertyBuilder<TEnum> property)
        where TEnum : struct, Enum =>
        property.HasConversion(new LowerCaseConverter<TEnum>()).HasMaxLength(Limits.Code);

    /// <summary>A name that lists sort by: its index has the order of <see cref="Engine.NoCase"/>. A condition on it still says <c>NoCase.Of</c> on both sides.</summary>
    public static PropertyBuilder<string> SortsWithoutCase(this PropertyBuilder<string> property) => property.UseCollation("NOCASE");

    /// <summary>Every record has an id that the application chose and a version that guards against lost updates.</summary>
    public static void IsRecord<T>(this EntityTypeBuilder<T> entity, string table)
        where T : class
    {
        entity.ToTable(table);
        entity.HasKey("Id");
        entity.Property<long>("Id").ValueGeneratedNever();
        entity.Property<int>("Version").IsConcurrencyToken();
    }

    /// <summary>A reference by id; whoever deletes the target must have dealt with it first.</summary>
    public static void RefersTo<T, TTarget>(this EntityTypeBuilder<T> entity, string property)
        where T : class
        where TTarget : class
    {
        entity.HasOne<TTarget>().WithMany().HasForeignKey(property).OnDelete(DeleteBehavior.Restrict);
        entity.HasIndex(property);
    }

    /// <summary>The owner of the record's customer, which triggers keep.</summary>
    public static void HasCustomerOwner<T>(this EntityTypeBuilder<T> entity)
        where T : class => entity.KeptByStore("CustomerOwnerId");

    /// <summary>Columns that triggers keep: never written from here.</summary>
    public static void KeptByStore<T>(this EntityTypeBuilder<T> entity, params string[] properties)
        where T : class
    {
        foreach (var property in properties)
        {
            var kept = entity.Property(property).ValueGeneratedNever().Metadata;
            kept.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
            kept.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        }
    }

    public static string Snake(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && !char.IsUpper(name[i - 1]))
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }
        return snake.ToString();
    }
}
