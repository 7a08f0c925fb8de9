using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Automation;

/// <summary>
/// Something a user is to be told: a row of the outbox. It says what by kind, record and data, never in words; the assistant words it in the
/// user's language when a channel delivers it. No names in the data: they are looked up when it is worded, so that what was erased or is no
/// longer the recipient's business is not told.
/// </summary>
internal sealed class Notification
{
    public long Id { get; set; }

    public long UserId { get; set; }

    /// <summary>Such as <c>task_due</c>; the assistant has the phrase <c>notice.{kind}</c> for it.</summary>
    public string Kind { get; set; } = "";

    public string? RecordKind { get; set; }

    public long? RecordId { get; set; }

    /// <summary>A JSON object of strings: figures, days, stages.</summary>
    public string Data { get; set; } = "{}";

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Not before: quiet hours put it off.</summary>
    public DateTimeOffset DeliverAt { get; set; }

    public DateTimeOffset? SeenAt { get; set; }
}

/// <summary>What one channel did about a notification.</summary>
internal sealed class NotificationDelivery
{
    public long NotificationId { get; set; }

    public string Channel { get; set; } = "";

    public string ClaimedBy { get; set; } = "";

    public DateTimeOffset ClaimedUntil { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }
}

internal sealed class NotificationMap : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable("notifications");
        builder.HasKey(one => one.Id);
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Kind).HasMaxLength(Limits.Word);
        builder.Property(one => one.RecordKind).HasMaxLength(Limits.Code);
        builder.Property(one => one.Data).HasMaxLength(Limits.LongText);
        builder.HasIndex(one => new { one.UserId, one.Id });
        builder.HasIndex(one => new { one.UserId, one.SeenAt, one.DeliverAt });
        builder.HasIndex(one => one.CreatedAt);
    }
}

internal sealed class NotificationDeliveryMap : IEntityTypeConfiguration<NotificationDelivery>
{
    public void Configure(EntityTypeBuilder<NotificationDelivery> builder)
    {
        builder.ToTable("notification_deliveries");
        builder.HasKey(one => new { one.NotificationId, one.Channel });
        builder.Property(one => one.Channel).HasMaxLength(Limits.Channel);
        builder.Property(one => one.ClaimedBy).HasMaxLength(Limits.Conversation);
    }
}
