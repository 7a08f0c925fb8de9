using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Users;

internal sealed class UserMap : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.IsRecord("users");
        builder.Property(user => user.Login).HasMaxLength(Limits.Login);
        builder.Property(user => user.Name).HasMaxLength(Limits.Name).SortsWithoutCase();
        builder.Property(user => user.Role).HasConversion(role => role.Name, stored => new Role(stored)).HasMaxLength(Limits.Code);
        builder.Property(user => user.Language).HasMaxLength(Limits.Language);
        builder.Property(user => user.TimeZone).HasMaxLength(Limits.TimeZone);
        builder.Property(user => user.EntraObjectId).HasMaxLength(Limits.EntraObjectId);
        builder.HasIndex(user => user.Login).IsUnique();
        builder.HasIndex(user => user.EntraObjectId).IsUnique();
        builder.RefersTo<User, Team>(nameof(User.TeamId));
        builder.RefersTo<User, User>(nameof(User.ManagerId));
    }
}

internal sealed class TeamMap : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> builder)
    {
        builder.IsRecord("teams");
        builder.Property(team => team.Name).HasMaxLength(Limits.Name).SortsWithoutCase();
        builder.HasIndex(team => team.Name).IsUnique();
        builder.RefersTo<Team, Team>(nameof(Team.ParentId));
    }
}
