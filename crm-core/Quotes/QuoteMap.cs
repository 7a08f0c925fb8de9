using System.Text.Json;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Quotes;

internal sealed class QuoteMap : IEntityTypeConfiguration<Quote>
{
    /// <summary>Room for <see cref="QuoteRules.MaxLines"/> of the longest lines.</summary>
    private const int LinesLength = 400_000;

    public void Configure(EntityTypeBuilder<Quote> builder)
    {
        builder.IsRecord("quotes");
        builder.Property(quote => quote.Number).HasMaxLength(Limits.Code);
        builder.Property(quote => quote.Status).AsLowerCase();
        builder.Property(quote => quote.Currency).HasMaxLength(Limits.Currency);
        builder.Property(quote => quote.Lines).HasMaxLength(LinesLength).HasConversion(
            lines => JsonSerializer.Serialize(lines, QuoteLine.Json),
            stored => JsonSerializer.Deserialize<List<QuoteLine>>(stored, QuoteLine.Json)!,
            new ValueComparer<IReadOnlyList<QuoteLine>>((one, other) => one!.SequenceEqual(other!), lines => lines.Count, lines => lines.ToList()));
        builder.Property(quote => quote.DiscountPercent).Scaled(100);
        builder.Property(quote => quote.TaxPercent).Scaled(100);
        builder.Property(quote => quote.Note).HasMaxLength(Limits.LongText);
        builder.Property(quote => quote.DecisionNote).HasMaxLength(Limits.Text);
        builder.Property(quote => quote.DeclineReason).HasMaxLength(Limits.Text);
        builder.RefersTo<Quote, Opportunity>(nameof(Quote.OpportunityId));
        builder.RefersTo<Quote, User>(nameof(Quote.MakerId));
        builder.RefersTo<Quote, User>(nameof(Quote.ApproverId));
        builder.HasIndex(quote => new { quote.Number, quote.Revision }).IsUnique();
    }
}
