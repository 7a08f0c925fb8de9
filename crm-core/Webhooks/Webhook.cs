using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Webhooks;

/// <summary>An address elsewhere that is told of changes, as its owner may see them.</summary>
internal sealed class Webhook
{
    public long Id { get; set; }

    public string Name { get; set; } = "";

    public string Address { get; set; } = "";

    /// <summary>Signs what is sent.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Which records' changes it is told of, space between; empty: all that its owner sees.</summary>
    public string Kinds { get; set; } = "";

    /// <summary>Whose rights decide what is sent.</summary>
    public long OwnerId { get; set; }

    public bool Enabled { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public int Version { get; set; }
}

/// <summary>How far a webhook has read the change feed, and since when it fails.</summary>
internal sealed class WebhookProgress
{
    public long WebhookId { get; set; }

    public long Sequence { get; set; }

    public DateTimeOffset? FailingSince { get; set; }
}

/// <summary>One change sent, or still to be sent, to one webhook.</summary>
internal sealed class WebhookDelivery
{
    public long Id { get; set; }

    public long WebhookId { get; set; }

    /// <summary>Of the change in the feed.</summary>
    public long Sequence { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When to try (again); null: delivered or given up.</summary>
    public DateTimeOffset? NextAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>The last answer's HTTP status.</summary>
    public int? Status { get; set; }

    public string? Error { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }
}

internal sealed class WebhookMap : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> builder)
    {
        builder.IsRecord("webhooks");
        builder.Property(hook => hook.Name).HasMaxLength(Limits.Name).SortsWithoutCase();
        builder.Property(hook => hook.Address).HasMaxLength(Limits.Text);
        builder.Property<string?>(nameof(Webhook.Secret)).IsRequired().HasMaxLength(Limits.Text).IsSealed();
        builder.Property(hook => hook.Kinds).HasMaxLength(Limits.Text);
        builder.RefersTo<Webhook, User>(nameof(Webhook.OwnerId));
    }
}

internal sealed class WebhookProgressMap : IEntityTypeConfiguration<WebhookProgress>
{
    public void Configure(EntityTypeBuilder<WebhookProgress> builder)
    {
        builder.ToTable("webhook_progress");
        builder.HasKey(one => one.WebhookId);
        builder.Property(one => one.WebhookId).ValueGeneratedNever();
    }
}

internal sealed class WebhookDeliveryMap : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.HasKey(one => one.Id);
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Error).HasMaxLength(Limits.Text);
        builder.HasIndex(one => new { one.WebhookId, one.Id });
        builder.HasIndex(one => one.CreatedAt);
    }
}
