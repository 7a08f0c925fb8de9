using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Tickets.Notes;

internal sealed class TicketNoteMap : IEntityTypeConfiguration<TicketNote>
{
    public void Configure(EntityTypeBuilder<TicketNote> builder)
    {
        builder.IsRecord("ticket_notes");
        builder.Property(note => note.Kind).AsLowerCase();
        builder.Property(note => note.Text).HasColumnName("body").HasMaxLength(Limits.LongText);
        builder.HasOne<Ticket>().WithMany().HasForeignKey(note => note.TicketId).OnDelete(DeleteBehavior.Restrict);
        builder.RefersTo<TicketNote, User>(nameof(TicketNote.AuthorId));
        builder.HasIndex(note => new { note.TicketId, note.CreatedAt });
    }
}
