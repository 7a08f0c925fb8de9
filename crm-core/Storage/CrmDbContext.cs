using BotCrm.Core.Audit;
using BotCrm.Core.Audit.Anchors;
using BotCrm.Core.Automation;
using BotCrm.Core.Calendars.Days;
using BotCrm.Core.Contacts;
using BotCrm.Core.Contracts;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.ExchangeRates;
using BotCrm.Core.Interactions;
using BotCrm.Core.Knowledge;
using BotCrm.Core.Names;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Payments;
using BotCrm.Core.Privacy.Consents;
using BotCrm.Core.Privacy.Keys;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Quotes;
using BotCrm.Core.Storage.Engine;
using BotCrm.Core.Surveys;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Tickets.Notes;
using BotCrm.Core.Tickets.Queues;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace BotCrm.Core.Storage;

/// <summary>The only store. Internal to the core: other rooms run commands and queries. The maps stand beside their nouns.</summary>
internal sealed class CrmDbContext(DbContextOptions<CrmDbContext> options) : DbContext(options)
{
    /// <summary>What this context's database says in its own way.</summary>
    internal Dialect Dialect => Dialect.Of(Database);

    public DbSet<User> Users => Set<User>();

    public DbSet<Team> Teams => Set<Team>();

    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<Interaction> Interactions => Set<Interaction>();

    public DbSet<Opportunity> Opportunities => Set<Opportunity>();

    public DbSet<Ticket> Tickets => Set<Ticket>();

    public DbSet<TicketNote> TicketNotes => Set<TicketNote>();

    public DbSet<TicketQueue> Queues => Set<TicketQueue>();

    public DbSet<QueueMember> QueueMembers => Set<QueueMember>();

    public DbSet<Survey> Surveys => Set<Survey>();

    public DbSet<CrmTask> Tasks => Set<CrmTask>();

    public DbSet<BackgroundLease> BackgroundLeases => Set<BackgroundLease>();

    public DbSet<Notification> Notifications => Set<Notification>();

    public DbSet<NotificationDelivery> NotificationDeliveries => Set<NotificationDelivery>();

    public DbSet<NotificationSettings> NotificationSettings => Set<NotificationSettings>();

    public DbSet<Rule> Rules => Set<Rule>();

    public DbSet<RuleOccurrence> RuleOccurrences => Set<RuleOccurrence>();

    public DbSet<RuleProgress> RuleProgress => Set<RuleProgress>();

    public DbSet<LifecycleChange> LifecycleChanges => Set<LifecycleChange>();

    public DbSet<StageChange> StageChanges => Set<StageChange>();

    public DbSet<Quote> Quotes => Set<Quote>();

    public DbSet<Contract> Contracts => Set<Contract>();

    public DbSet<Payment> Payments => Set<Payment>();

    public DbSet<ExchangeRate> ExchangeRates => Set<ExchangeRate>();

    public DbSet<CalendarEntry> CalendarEntries => Set<CalendarEntry>();

    public DbSet<Segment> Segments => Set<Segment>();

    public DbSet<Article> Articles => Set<Article>();

    public DbSet<MatchKey> MatchKeys => Set<MatchKey>();

    /// <summary>The index of records, as this store keeps it.</summary>
    public IRecordSearch RecordSearch => Dialect.RecordSearch;

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<AuditHead> AuditHead => Set<AuditHead>();

    public DbSet<ProcessedTurn> ProcessedTurns => Set<ProcessedTurn>();

    public DbSet<NameKey> NameKeys => Set<NameKey>();

    public DbSet<DataKey> DataKeys => Set<DataKey>();

    public DbSet<Consent> Consents => Set<Consent>();

    public DbSet<AuditAnchor> AuditAnchors => Set<AuditAnchor>();

    public DbSet<SealingProgress> SealingProgress => Set<SealingProgress>();

    /// <summary>Whose keys open and seal what this context reads and writes. Given by the CRM that hands the context out.</summary>
    public Sealer Sealer
    {
        get => field ?? throw new InvalidOperationException("This context was not handed out by a CRM; it can read no sealed fields.");
        set;
    }

    /// <summary>The company's own fields, for what is derived from their values.</summary>
    public Fields.FieldBook Fields { get; set; } = BotCrm.Core.Fields.FieldBook.Empty;

    /// <summary>Sealed properties stand sealed in the records for as long as the save lasts.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var detects = ChangeTracker.AutoDetectChangesEnabled;
        if (detects)
            ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        var plain = SealedFields.Seal(this);
        try
        {
            var inserted = acceptAllChangesOnSuccess ? await BulkInsert.RunAsync(this, cancellationToken) : 0;
            return inserted + await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            SealedFields.Restore(plain);
            ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Columns.InstantConverter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CrmDbContext).Assembly);
        var dialect = Dialect;
        modelBuilder.HasDbFunction(NoCase.Method).HasTranslation(arguments => dialect.WithoutCase(arguments[0]));
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                if (property.FindAnnotation(RelationalAnnotationNames.ColumnName) is null)
                    property.SetColumnName(Columns.Snake(property.Name));
                dialect.Map(property);
                if (property.ClrType == typeof(IReadOnlyList<string>) && property.GetValueConverter() is null)
                    property.SetValueComparer(Columns.Texts);
            }
        }
    }
}
