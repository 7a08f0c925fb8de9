using System.Globalization;
using System.Text;
using BotCrm.Core.Access;
using BotCrm.Core.Automation;
using BotCrm.Core.Calendars.Days;
using BotCrm.Core.Contacts;
using BotCrm.Core.Contracts;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Files;
using BotCrm.Core.Interactions;
using BotCrm.Core.Knowledge;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Consents;
using BotCrm.Core.Quotes;
using BotCrm.Core.Surveys;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Tickets.Notes;
using BotCrm.Core.Tickets.Queues;
using BotCrm.Core.Transfer;
using BotCrm.Core.Users;
using BotCrm.Core.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Core.Tests.Rights;

internal sealed partial class PlantedCompany
{
    private int marks;
    private long queue;
    private CrmSession? planting;

    private string Mark(long party, string kind, string field) => string.Create(CultureInfo.InvariantCulture, $"mk{party}q{kind}q{field}q{++marks}q");

    private string Phone(long party) => string.Create(CultureInfo.InvariantCulture, $"+49170{party:00000}{++marks % 10_000:0000}");

    private decimal Amount(IReadOnlyList<long> owners)
    {
        var amount = 7_310_000 + Amounts.Count;
        Amounts[amount] = owners;
        return amount;
    }

    private async Task<T> DoAsync<T>(Command<T> command)
    {
        var result = await planting!.RunAsync(command);
        return result.Ok ? result.Value : throw new InvalidOperationException($"{command.GetType().Name} as {planting.Actor.Login}: {result.Failure.Code}: {result.Failure.Message}");
    }

    private long Keep(long id, string kind, string state, params IReadOnlyList<long> owners)
    {
        Records[id] = new Planted(kind, state, owners);
        return id;
    }

    private async Task InSessionAsync(Actor actor, Func<Task> work)
    {
        planting = await Crm.OpenWriteAsync(actor, new Origin("test", "planting", Mark(actor.UserId, Oracle.Sentence, "Said")));
        await using (planting)
        {
            await work();
            await planting.CommitAsync();
        }
    }

    /// <summary>Records of every noun in every state that a use case may ask for.</summary>
    /// <param name="shared">Also what is for everybody: shared segments and articles.</param>
    private async Task PlantAsync(Actor seller, bool shared = true)
    {
        var self = seller.UserId;
        Parties[self] = [self];
        var waiting = new List<long>();
        await InSessionAsync(seller, async () =>
        {
            var today = DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);
            string M(string kind, string field) => Mark(self, kind, field);
            var customers = new List<long>();
            for (var i = 0; i < 3; i++)
            {
                customers.Add(Keep((await DoAsync(new CreateCustomer
                {
                    Name = M(Kinds.Customer, "Name"),
                    Aliases = [M(Kinds.Customer, "Alias")],
                    City = M(Kinds.Customer, "City"),
                    Industry = M(Kinds.Customer, "Industry"),
                    Source = M(Kinds.Customer, "Source"),
                    Tags = [M(Kinds.Customer, "Tags")],
                    Notes = M(Kinds.Customer, "Notes"),
                    Profile = new CustomerProfile
                    {
                        Address = M(Kinds.Customer, "Address"),
                        Website = M(Kinds.Customer, "Website") + ".example",
                        EmailDomains = [M(Kinds.Customer, "Domain") + ".example"],
                        Country = M(Kinds.Customer, "Country"),
                        Preferences = M(Kinds.Customer, "Preferences"),
                    },
                })).Id, Kinds.Customer, "", self));
            }
            var customer = customers[0];
            var contacts = new List<long>();
            for (var i = 0; i < 3; i++)
            {
                contacts.Add(Keep((await DoAsync(new AddContact
                {
                    CustomerId = customers[i / 2],
                    Name = M(Kinds.Contact, "Name"),
                    Title = M(Kinds.Contact, "Title"),
                    Phone = Phone(self),
                    Email = M(Kinds.Contact, "Email") + "@secret.example",
                    WeChat = M(Kinds.Contact, "WeChat"),
                    Notes = M(Kinds.Contact, "Notes"),
                    AllowDuplicate = true,
                })).Id, Kinds.Contact, "", self));
            }
            async Task<long> Opportunity() => Keep((await DoAsync(new CreateOpportunity { CustomerId = customer, Name = M(Kinds.Opportunity, "Name"), Amount = Amount([self]), CloseDate = today.AddDays(20) })).Id, Kinds.Opportunity, "open", self);
            var opportunity = await Opportunity();
            for (var i = 0; i < 2; i++)
                await Opportunity();
            var won = await Opportunity();
            await DoAsync(new WinOpportunity { Id = won });
            Keep(won, Kinds.Opportunity, "won", self);
            var lost = await Opportunity();
            await DoAsync(new LoseOpportunity { Id = lost, Reason = M(Kinds.Opportunity, "LossReason") });
            Keep(lost, Kinds.Opportunity, "lost", self);

            var ticket = 0L;
            foreach (var state in new[] { "open", "open", "pending", "resolved" })
            {
                var made = Keep((await DoAsync(new OpenTicket { CustomerId = customer, Subject = M(Kinds.Ticket, "Subject"), Description = M(Kinds.Ticket, "Description"), Category = "technical", AssigneeId = self })).Id, Kinds.Ticket, state, self);
                if (state == "open")
                    ticket = made;
                if (state == "pending")
                    await DoAsync(new UpdateTicket { Id = made, Status = TicketStatus.Pending });
                if (state == "resolved")
                    await DoAsync(new ResolveTicket { Id = made, Resolution = M(Kinds.Ticket, "Resolution") });
                Keep((await DoAsync(new AddTicketNote { TicketId = made, Text = M(Kinds.TicketNote, "Text"), Kind = TicketNoteKind.Internal })).Id, Kinds.TicketNote, "", self);
            }
            for (var i = 0; i < 3; i++)
            {
                Keep((await DoAsync(new LogInteraction { CustomerId = customers[i], Kind = InteractionKind.Call, Summary = M(Kinds.Interaction, "Summary") + " talked about prices", Outcome = M(Kinds.Interaction, "Outcome"), NextStep = M(Kinds.Interaction, "NextStep"), ParticipantIds = i == 0 ? [contacts[0]] : [] })).Id, Kinds.Interaction, "", self);
            }
            if (queue != 0)
                Keep((await DoAsync(new OpenTicket { CustomerId = customer, Subject = M(Kinds.Ticket, "Subject"), Category = "technical", QueueId = queue })).Id, Kinds.Ticket, "queued", self);
            Keep((await DoAsync(new CreateTask { Title = M(Kinds.Task, "Title"), CustomerId = customer, Due = DueTime.On(today.AddDays(2)) })).Id, Kinds.Task, "open", self);
            Keep((await DoAsync(new CreateTask { Title = M(Kinds.Task, "Title"), CustomerId = customer, OpportunityId = opportunity, Due = DueTime.On(today.AddDays(1)) })).Id, Kinds.Task, "open", self);
            Keep((await DoAsync(new CreateTask { Title = M(Oracle.Todo, "Title"), Due = DueTime.On(today.AddDays(3)) })).Id, Kinds.Task, Oracle.Todo, self);

            foreach (var kind in new[] { SurveyKind.Satisfaction, SurveyKind.Nps, SurveyKind.Satisfaction })
                Keep((await DoAsync(new CreateSurvey { CustomerId = customer, Kind = kind, OpportunityId = won })).Id, Kinds.Survey, "asked", self);
            var answered = (await DoAsync(new CreateSurvey { CustomerId = customer, ContactId = contacts[0] })).Id;
            await DoAsync(new AnswerSurvey { Id = Keep(answered, Kinds.Survey, "answered", self), Score = 4, Comment = M(Kinds.Survey, "Comment") });

            async Task<long> Quote(decimal discount = 0) => (await DoAsync(new CreateQuote { OpportunityId = (await DoAsync(new CreateOpportunity { CustomerId = customer, Name = M(Kinds.Opportunity, "Name") })) is var made ? Keep(made.Id, Kinds.Opportunity, "open", self) : 0, Note = M(Kinds.Quote, "Note"), DiscountPercent = discount, ValidUntil = today.AddDays(30), Lines = [new QuoteItem { Text = M(Kinds.Quote, "Line"), UnitPrice = 1200 }] })).Id;
            foreach (var state in new[] { "draft", "draft", "sent", "sent", "declined", "accepted", "waiting", "waiting" })
            {
                var quote = Keep(await Quote(state == "waiting" ? 60 : 0), Kinds.Quote, state, self);
                if (state is "sent" or "declined" or "accepted")
                    await DoAsync(new SendQuote { Id = quote });
                if (state == "declined")
                    await DoAsync(new DeclineQuote { Id = quote, Reason = M(Kinds.Quote, "Reason") });
                if (state == "accepted")
                    await DoAsync(new AcceptQuote { Id = quote });
                if (state == "waiting")
                    waiting.Add(quote);
            }
            for (var i = 0; i < 3; i++)
            {
                var contract = Keep((await DoAsync(new CreateContract { CustomerId = customer, Title = M(Kinds.Contract, "Title"), StartsOn = today.AddDays(-300), EndsOn = today.AddDays(60), Value = 12_000, Active = true, Renewal = Renewal.Manual })).Id, Kinds.Contract, i == 2 ? "unplanned" : "planned", self);
                if (i < 2)
                {
                    foreach (var payment in await DoAsync(new PlanPayments { ContractId = contract, Plan = new PaymentPlan { Count = 3 } }))
                        Keep(payment.Id, Kinds.Payment, "planned", self);
                }
            }
            Keep((await DoAsync(new CreateContract { CustomerId = customer, Title = M(Kinds.Contract, "Title"), StartsOn = today, EndsOn = today.AddDays(90), Value = 500 })).Id, Kinds.Contract, "draft", self);

            foreach (var (kind, id) in new[] { (Kinds.Customer, customer), (Kinds.Opportunity, opportunity), (Kinds.Ticket, ticket) })
                Keep((await DoAsync(new UploadFile { RecordKind = kind, RecordId = id, Name = M(Kinds.File, "Name") + ".txt", Content = Encoding.UTF8.GetBytes(M(Kinds.File, "Content")) })).Id, Kinds.File, "", self);
            Keep((await DoAsync(new UploadFile { Name = M(Kinds.File, "loose") + ".txt", Content = Encoding.UTF8.GetBytes(M(Kinds.File, "loose")) })).Id, Kinds.File, "loose", self);
            Keep((await DoAsync(new SaveSegment { Name = M(Kinds.Segment, "Name"), Filter = new CustomerFilter { Name = M(Kinds.Segment, "Filter") } })).Id, Kinds.Segment, "", self);
            if (shared)
                Keep((await DoAsync(new SaveSegment { Name = M(Kinds.Segment, "shared"), Filter = new CustomerFilter { TagsNone = ["none"] }, Shared = true })).Id, Kinds.Segment, "shared", self);
            if (shared)
                Keep((await DoAsync(new CreateArticle { Title = M(Kinds.Article, "Title"), Body = M(Kinds.Article, "Body") })).Id, Kinds.Article, "draft", self);
            await DoAsync(new RecordConsent { ContactId = contacts[0], Purpose = "marketing", Channel = "email", Proof = M(Kinds.Consent, "Proof") });
            foreach (var state in new[] { "mapped", "checked", "done" })
            {
                // What is imported is a customer then, and known to whoever sees the seller's.
                var row = state == "done" ? M(Kinds.Customer, "Name") : M(Oracle.Import, "Row");
                Keep((await DoAsync(new CreateImport { FileName = M(Oracle.Import, "File") + ".csv", Content = Encoding.UTF8.GetBytes($"name,city\n{row},Kiel\n"), Kind = "customer" })).Id, Oracle.Import, state, self);
            }
        });
        await InSessionAsync(seller, async () =>
        {
            await DoAsync(new CreateTask { Title = Mark(self, Oracle.Todo, "Title") });
            Keep(planting!.ChangeSetId, "change_set", "", self);
        });
        // A manager's discount waits for nobody.
        foreach (var quote in waiting.Where(_ => seller.Role == Role.Manager))
            Keep(quote, Kinds.Quote, "draft", self);
        if (seller.Role == Role.Rep && seller.TeamId is not null)
        {
            await InSessionAsync(Actors["boss"], async () =>
            {
                await DoAsync(new ApproveQuote { Id = waiting[0] });
                Keep(waiting[0], Kinds.Quote, "approved", self);
            });
        }
        if (!shared)
            return;
        await InSessionAsync(Actors["admin"], async () =>
        {
            var article = (await DoAsync(new CreateArticle { Title = Mark(self, Kinds.Article, "approved"), Body = Mark(self, Kinds.Article, "approved") })).Id;
            await DoAsync(new ApproveArticle { Id = Keep(article, Kinds.Article, "approved", Actors["admin"].UserId) });
        });
    }

    /// <summary>What is everybody's: queues with members, a team of nobody, a rule and a webhook of the administrator's.</summary>
    private Task PlantCommonAsync() => InSessionAsync(Actors["admin"], async () =>
    {
        queue = (await DoAsync(new CreateQueue { Name = "Repairs", Categories = ["technical"] })).Id;
        foreach (var login in new[] { "sup", "rna", "reast" })
            await DoAsync(new SetQueueMember { QueueId = queue, UserId = Actors[login].UserId });
        await DoAsync(new CreateQueue { Name = "Nothing yet" });
        await DoAsync(new CreateTeam { Name = "Nobody yet" });
        await DoAsync(new CreateRule
        {
            Definition = new RuleDefinition
            {
                Name = "Welcome",
                Trigger = new RuleTrigger { Kind = "created", Noun = Kinds.Customer },
                Action = new RuleAction { Kind = "create_task", Title = new Dictionary<string, string> { ["en"] = "Say hello", ["zh"] = "打个招呼" } },
            },
        });
        await DoAsync(new AddCalendarDays { From = new DateOnly(2027, 7, 15), Name = "Founders' day" });
        await DoAsync(new CreateWebhook { Name = "Somebody else's program", Address = "https://hooks.example/in" });
    });

    /// <summary>What the program does by itself: the imports are tried and run, rules do what they do, the webhook has things to be told.</summary>
    private async Task LetWorkAsync()
    {
        foreach (var next in new[] { "checked", "done" })
        {
            foreach (var (id, import) in Records.Where(pair => pair.Value.Kind == Oracle.Import).OrderBy(pair => pair.Key).ToList())
            {
                if (import.State == "done" && next == "done")
                    await InSessionAsync(Actors.Values.Single(actor => actor.UserId == import.Owners[0]), () => DoAsync(new StartImport { Id = id }));
                else if (import.State != "mapped" && next == "checked")
                    await InSessionAsync(Actors.Values.Single(actor => actor.UserId == import.Owners[0]), () => DoAsync(new CheckImport { Id = id }));
            }
            foreach (var run in await services.GetRequiredService<BackgroundWork>().RunDueAsync())
                Assert.True(run.Error is null, $"{run.Task}: {run.Error}");
            Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>Records of one seller that hang on another's customer.</summary>
    private async Task PlantAcrossAsync()
    {
        var (one, other) = (Actors["rna"].UserId, Actors["reast"].UserId);
        var both = 90_000L;
        Parties[both] = [one, other];
        await InSessionAsync(Actors["boss"], async () =>
        {
            var customer = Keep((await DoAsync(new CreateCustomer { Name = Mark(both, Kinds.Customer, "Name"), Notes = Mark(other, Kinds.Customer, "Notes"), OwnerId = other })).Id, Kinds.Customer, "", other);
            foreach (var person in Actors.Values.Where(person => Oracle.SeesRowsOf(person, one)))
                Known.Add((customer, person.UserId));
            Keep((await DoAsync(new AddContact { CustomerId = customer, Name = Mark(other, Kinds.Contact, "Name"), Email = Mark(other, Kinds.Contact, "Email") + "@secret.example" })).Id, Kinds.Contact, "", other);
            Keep((await DoAsync(new CreateOpportunity { CustomerId = customer, Name = Mark(both, Kinds.Opportunity, "Name"), Amount = Amount([one, other]), OwnerId = one })).Id, Kinds.Opportunity, "shared", one, other);
            Keep((await DoAsync(new CreateOpportunity { CustomerId = customer, Name = Mark(other, Kinds.Opportunity, "Name"), Amount = Amount([other]), OwnerId = other })).Id, Kinds.Opportunity, "open", other);
            Keep((await DoAsync(new CreateTask { CustomerId = customer, Title = Mark(both, Kinds.Task, "Title"), AssigneeId = one })).Id, Kinds.Task, "shared", one, other, Actors["boss"].UserId);
            Keep((await DoAsync(new LogInteraction { CustomerId = customer, Kind = InteractionKind.Visit, Summary = Mark(other, Kinds.Interaction, "Summary") })).Id, Kinds.Interaction, "", other);
        });
    }
}
