using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Transfer;

/// <summary>
/// Lets a link in a chat fetch one export or file for a short while, as the user it was made for. The link holds a random number of which
/// only the hash is kept.
/// </summary>
internal sealed class DownloadTicket
{
    public string Hash { get; set; } = "";

    public long UserId { get; set; }

    /// <summary>JSON of <see cref="ExportRequest"/>.</summary>
    public string Request { get; set; } = "";

    public DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class DownloadTicketMap : IEntityTypeConfiguration<DownloadTicket>
{
    public void Configure(EntityTypeBuilder<DownloadTicket> builder)
    {
        builder.ToTable("download_tickets");
        builder.HasKey(ticket => ticket.Hash);
        builder.Property(ticket => ticket.Hash).HasMaxLength(64);
        builder.Property(ticket => ticket.Request).HasMaxLength(Limits.LongText * 4);
        builder.HasIndex(ticket => ticket.ExpiresAt);
    }
}
