using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Audit.Anchors;
using BotCrm.Core.Automation;
using BotCrm.Core.Contracts;
using BotCrm.Core.Privacy;
using BotCrm.Core.Privacy.Erasure;
using BotCrm.Core.Privacy.Keys;
using BotCrm.Core.Privacy.Retention;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Backup;
using BotCrm.Core.Storage.Engine;
using BotCrm.Core.Storage.Moving;
using BotCrm.Core.Storage.SampleData;
using BotCrm.Core.Tickets.Sla;
using BotCrm.Core.Transfer;
using BotCrm.Core.Transfer.Importing;
using BotCrm.Core.Users;
using BotCrm.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotCrm.Core;

/// <summary>How a host takes in the core: register it, then prepare the store once before serving.</summary>
public static class CrmStartup
{
    /// <summary>The host registers the <see cref="TimeProvider"/>; the core has no clock of its own.</summary>
    public static IServiceCollection AddCrmCore(this IServiceCollection services, CrmOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(provider => new Crm(options, provider.GetRequiredService<TimeProvider>(), provider.GetService<ILoggerFactory>()?.CreateLogger("BotCrm.Core")) { Erasures = provider.GetServices<IErasure> });
        services.AddSingleton<IAuditEvents>(provider => provider.GetRequiredService<Crm>().Events);
        services.AddSingleton<IBackgroundTask>(provider => new AnchorTask(provider.GetRequiredService<Crm>()));
        services.AddSingleton<IBackgroundTask>(provider => new ScrubTask(provider.GetRequiredService<Crm>()));
        services.AddSingleton<IBackgroundTask>(provider => new KeyRotationTask(provider.GetRequiredService<Crm>()));
        services.AddSingleton<IBackgroundTask>(provider => new RetentionTask(provider.GetRequiredService<Crm>()));
        services.AddSingleton<ISealer>(provider => provider.GetRequiredService<Crm>().Sealer);
        services.AddSingleton<ICrm>(provider => provider.GetRequiredService<Crm>());
        services.AddSingleton<IDialogueStore, DialogueStore>();
        services.AddSingleton<IBackgroundTask>(provider => new RulesTask(provider.GetRequiredService<Crm>()));
        services.AddSingleton<IBackgroundTask>(provider => new RemindersTask(provider.GetRequiredService<Crm>()));
        services.AddSingleton<IExports>(provider => new Exports(provider.GetRequiredService<Crm>()));
        services.AddSingleton<IImportRuns>(provider => new ImportRunner(provider.GetRequiredService<Crm>()));
        services.AddSingleton<IBackgroundTask>(provider => new ImportTask(provider.GetRequiredService<Crm>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IBackgroundTask>(provider => new FilePurgeTask(provider.GetRequiredService<Crm>()));
        services.AddSingleton<IBackgroundTask>(provider => new StatisticsTask(provider.GetRequiredService<Crm>()));
        services.AddSingleton<IBackgroundTask, SlaTimers>();
        services.AddSingleton<IBackgroundTask, SilentTickets>();
        services.AddSingleton<IBackgroundTask>(provider => new DigestTask(provider.GetRequiredService<Crm>()));
        services.AddSingleton<IBackgroundTask>(provider => new OldNotificationsTask(provider.GetRequiredService<Crm>()));
        if (options.WebhookSender is { } sender)
            services.AddSingleton<IBackgroundTask>(provider => new WebhooksTask(provider.GetRequiredService<Crm>(), sender));
        services.AddSingleton(provider => new CalendarAccess(provider.GetRequiredService<Crm>()));
        if (options.Backup.Every > TimeSpan.Zero)
            services.AddSingleton<IBackgroundTask>(new BackupTask(options));
        services.AddSingleton(provider => new NotificationOutbox(provider.GetRequiredService<Crm>()));
        services.AddSingleton(provider => new BackgroundWork(
            provider.GetRequiredService<Crm>(), provider.GetServices<IBackgroundTask>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<ILogger<BackgroundWork>>()));
        services.AddSingleton<IBackgroundTask, RenewContractsTask>();
        return services;
    }

    /// <summary>Makes the data file and its folder (SQLite), brings the schema up to date, and fills an empty database with its first records.</summary>
    /// <exception cref="StoreException">The store cannot be used; the message says why.</exception>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken ct = default)
    {
        var crm = services.GetRequiredService<Crm>();
        await PrepareAsync(crm, services.GetRequiredService<TimeProvider>(), ct);
        await ShippedRules.AddMissingAsync(crm, ct);
        await Packs.PackContents.AddMissingAsync(crm, ct);
    }

    internal static async Task PrepareAsync(Crm crm, TimeProvider clock, CancellationToken ct)
    {
        crm.Engine.Prepare(clock);
        await PrepareSealingAsync(crm, ct);
        await using var session = await crm.OpenWriteAsync(Actor.System, new Origin("system", Sentence: "first start"), ct);
        if (await session.Db.Users.AnyAsync(ct))
        {
            await SearchIndexes.FillEmptyAsync(session.Db, ct);
            await Names.MatchKeys.FillEmptyAsync(session.Db, ct);
            await session.CommitAsync(ct);
            await session.DisposeAsync();
            await Fields.Resealing.RunAsync(crm, ct);
            return;
        }
        var admin = new User
        {
            Id = await session.NewIdAsync(ct),
            Login = "admin",
            Name = crm.Options.SampleData ? "Nadia Berg" : "Administrator",
            Role = Role.Admin,
            Language = "en",
            TimeZone = crm.Options.SampleData ? "Europe/Berlin" : "UTC",
            CreatedAt = session.Now,
        };
        session.Db.Users.Add(admin);
        await session.SaveAsync(ct);
        // From here on there is somebody to act.
        session.ActAs((await session.DirectoryAsync(ct)).ActorByLogin(admin.Login)!);
        if (crm.Options.SampleData)
            await SampleCompany.FillAsync(session, ct);
        await session.CommitAsync(ct);
    }

    /// <summary>The keys must be there before anything is read or written; what an older version left unsealed is sealed before anybody is served.</summary>
    private static async Task PrepareSealingAsync(Crm crm, CancellationToken ct)
    {
        try
        {
            await using (var session = await crm.OpenWriteAsync(Actor.System, new Origin("system", Sentence: "first start"), ct))
            {
                await crm.Sealer.Ring.PrepareAsync(session, ct);
                await AuditHeadCode.PrepareAsync(crm, session, ct);
                await session.CommitAsync(ct);
            }
            crm.Sealer.Ring.Reload();
            while (await SealingWalk.StepAsync(crm, ct) || await AuditSealingWalk.StepAsync(crm, ct))
            {
            }
        }
        catch (SealException unreadable)
        {
            throw new StoreException(unreadable.Message, unreadable);
        }
    }
}
