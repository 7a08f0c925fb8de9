using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Automation;

/// <summary>When a user wants to be told things. Times are minutes after midnight where the user lives.</summary>
internal sealed class NotificationSettings
{
    public long Id { get; set; }

    public long UserId { get; set; }

    /// <summary>When all-day tasks are reminded of.</summary>
    public int? DayStart { get; set; }

    public int? QuietFrom { get; set; }

    public int? QuietTo { get; set; }

    /// <summary>When the morning digest comes on working days; null: never.</summary>
    public int? DigestAt { get; set; }

    public int Version { get; set; }
}

internal sealed class NotificationSettingsMap : IEntityTypeConfiguration<NotificationSettings>
{
    public void Configure(EntityTypeBuilder<NotificationSettings> builder)
    {
        builder.IsRecord("notification_settings");
        builder.RefersTo<NotificationSettings, User>(nameof(NotificationSettings.UserId));
        builder.HasIndex(row => row.UserId).IsUnique();
    }
}
