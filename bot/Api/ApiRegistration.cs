using System.Globalization;
using System.Threading.RateLimiting;
using BotCrm.Bot.Api.Audit;
using BotCrm.Bot.Api.Backups;
using BotCrm.Bot.Api.Bulk;
using BotCrm.Bot.Api.Calendars;
using BotCrm.Bot.Api.Contacts;
using BotCrm.Bot.Api.Contracts;
using BotCrm.Bot.Api.Customers;
using BotCrm.Bot.Api.ExchangeRates;
using BotCrm.Bot.Api.Fields;
using BotCrm.Bot.Api.Files;
using BotCrm.Bot.Api.Home;
using BotCrm.Bot.Api.Interactions;
using BotCrm.Bot.Api.Knowledge;
using BotCrm.Bot.Api.Notifications;
using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Opportunities;
using BotCrm.Bot.Api.Payments;
using BotCrm.Bot.Api.Privacy;
using BotCrm.Bot.Api.Queues;
using BotCrm.Bot.Api.Quotes;
using BotCrm.Bot.Api.Reports;
using BotCrm.Bot.Api.Requests;
using BotCrm.Bot.Api.Rules;
using BotCrm.Bot.Api.Search;
using BotCrm.Bot.Api.Segments;
using BotCrm.Bot.Api.Surveys;
using BotCrm.Bot.Api.Tasks;
using BotCrm.Bot.Api.Tickets;
using BotCrm.Bot.Api.Tokens;
using BotCrm.Bot.Api.Transfer;
using BotCrm.Bot.Api.Users;
using BotCrm.Bot.Api.Webhooks;
using BotCrm.Bot.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Json;

namespace BotCrm.Bot.Api;

/// <summary>The REST API: the nouns of the CRM under <c>/api/v1</c>, and its description under <c>/openapi/v1.json</c>.</summary>
internal static class ApiRegistration
{
    public const string Root = "/api/v1";

    /// <summary>Policy of how much one user may ask; other rooms that serve the same users count with it.</summary>
    public const string RateLimit = "api";

    public static void AddApi(this IServiceCollection services)
    {
        services.AddProblemDetails(static problems => problems.CustomizeProblemDetails = static context =>
        {
            // The framework refuses a content type before any of our code is asked, and says nothing of what would do.
            if (context.ProblemDetails is { Status: StatusCodes.Status415UnsupportedMediaType, Detail: null } problem)
            {
                var accepted = context.HttpContext.Request.Path.StartsWithSegments($"{Root}/files") || context.HttpContext.Request.Path.StartsWithSegments($"{Root}/imports") ? "application/octet-stream for a file, application/json for everything else" : "application/json";
                problem.Detail = $"Send the body with the header 'content-type: {accepted}'.";
                problem.Extensions["code"] = "unsupported_media_type";
            }
        });
        services.Configure<JsonOptions>(static json => ApiJson.Configure(json.SerializerOptions));
        services.AddSingleton<SigningKey>();
        services.AddSingleton<ApiTokens>();
        // AddAuthentication would bring data protection with it, whose keys nobody here needs.
        services.AddAuthenticationCore(static authentication => authentication.DefaultScheme = BearerHandler.SchemeName);
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.SchemeName, null);
        services.AddAuthorization();
        services.AddRateLimiter(static limiter =>
        {
            limiter.AddPolicy(RateLimit, static http => RateLimitPartition.GetFixedWindowLimiter(
                http.GetActor()?.Login ?? "",
                _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = http.RequestServices.GetRequiredService<ApiOptions>().RequestsPerMinute,
                    Window = TimeSpan.FromMinutes(1),
                }));
            limiter.OnRejected = RefuseAsync;
        });
        services.AddApiDocument();
    }

    /// <summary>What no endpoint answered for, and what broke: problem details, and the stack trace in the log only.</summary>
    public static void UseApi(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = static exception => exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseWhen(
            static http => http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase),
            static api => api.UseStatusCodePages());
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(Root).RequireAuthorization().RequireRateLimiting(RateLimit).AddEndpointFilter(NotStoredAsync);
        api.MapUsers();
        api.MapCustomers();
        api.MapContacts();
        api.MapSegments();
        api.MapFields();
        api.MapSearch();
        api.MapBulk();
        api.MapArticles();
        api.MapInteractions();
        api.MapOpportunities();
        api.MapQuotes();
        api.MapContracts();
        api.MapPayments();
        api.MapExchangeRates();
        api.MapTickets();
        api.MapTicketWork();
        api.MapQueues();
        api.MapSurveys();
        api.MapTasks();
        api.MapFiles();
        api.MapImports();
        api.MapExports();
        api.MapAudit();
        api.MapPrivacy();
        api.MapReports();
        api.MapRules();
        api.MapNotifications();
        api.MapHome();
        api.MapWebhooks();
        api.MapCalendars();
        api.MapBackups();
        if (app.Services.GetRequiredService<DemoMode>().On)
            api.MapDemoToken();
        app.MapDownloads();
        app.MapApiDocument();
    }

    /// <summary>Answers are one person's business: nothing between keeps them, and no browser guesses at their type.</summary>
    private static ValueTask<object?> NotStoredAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        context.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        return next(context);
    }

    private static async ValueTask RefuseAsync(Microsoft.AspNetCore.RateLimiting.OnRejectedContext context, CancellationToken ct)
    {
        if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
            context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await Problems.Of(StatusCodes.Status429TooManyRequests, "too_many_requests", "Too many requests in the last minute; wait and try again.").ExecuteAsync(context.HttpContext);
    }
}
