using BotCrm.Core.Audit;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Storage;

/// <summary>The only store. Internal to the core: other rooms run commands and queries.</summary>
internal sealed partial class CrmDbContext(DbContextOptions<CrmDbContext> options) : DbContext(options)
{
    public DbSet<User> Users => Set<User>();

    public DbSet<Team> Teams => Set<Team>();

    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<Interaction> Interactions => Set<Interaction>();

    public DbSet<Opportunity> Opportunities => Set<Opportunity>();

    public DbSet<Ticket> Tickets => Set<Ticket>();

    public DbSet<CrmTask> Tasks => Set<CrmTask>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();
}
