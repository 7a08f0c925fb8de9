using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Storage.Backup;

namespace BotCrm.Bot.Api.Backups;

internal static class BackupEndpoints
{
    private const string Tag = "Backups";

    public static void MapBackups(this IEndpointRouteBuilder api)
    {
        api.MapGet("/backups", GetAsync).Describe("getBackups", "When the last backup was taken, when the next is due, and which are kept (administrators).", Tag).Gets<BackupsView>();
        api.MapPost("/backups", RequestAsync).Describe("requestBackup", "Have a backup taken now; it is taken in the background (administrators).", Tag).Gets<BackupsView>().Fails(409);
    }

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct) => call.Answer(await call.AskAsync(new GetBackups(), ct), static view => view);

    private static async Task<IResult> RequestAsync(ApiCall call, CancellationToken ct) => call.Answer(await call.RunAsync(new RequestBackup(), ct), static view => view);
}
