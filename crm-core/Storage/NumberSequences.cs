using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Storage;

/// <summary>The last number given in a sequence such as the quotes of a year.</summary>
internal sealed class NumberSequence
{
    public string Name { get; set; } = "";

    public long Last { get; set; }
}

internal sealed class NumberSequenceMap : IEntityTypeConfiguration<NumberSequence>
{
    public void Configure(EntityTypeBuilder<NumberSequence> builder)
    {
        builder.ToTable("number_sequences");
        builder.HasKey(sequence => sequence.Name);
        builder.Property(sequence => sequence.Name).HasMaxLength(Limits.Code);
        builder.Property(sequence => sequence.Last).HasColumnName("last_number");
    }
}

internal static class NumberSequences
{
    /// <summary>
    /// The next number of a sequence. Taken inside the transaction: what is rolled back leaves no gap, and on a store with several writers the
    /// second waits for the first.
    /// </summary>
    public static async Task<long> NextAsync(CrmDbContext db, string name, CancellationToken ct)
    {
        var taken = await db.Database.SqlQueryRaw<long>(
            """INSERT INTO number_sequences (name, last_number) VALUES ({0}, 1) ON CONFLICT (name) DO UPDATE SET last_number = number_sequences.last_number + 1 RETURNING last_number AS "Value" """,
            name).ToListAsync(ct);
        return taken[0];
    }
}
