using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using BotCrm.Core.Access;
using BotCrm.Core.Automation;
using BotCrm.Core.Bulk;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Transfer;
using BotCrm.Core.Users;

namespace BotCrm.Core.Tests.Rights;

/// <summary>
/// Makes inputs of any use case from the names and types of its properties, so that one that is added is covered without being listed. What an
/// input asks for, its shape, is drawn apart from the values it has: the database's queries depend on the shape, and to translate one costs more than
/// to ask it twenty times. So there are some shapes of each use case, the more the more it can be asked, and any number of inputs of each shape.
/// </summary>
internal sealed class Generator(Random random, int shapes, DateTimeOffset now)
{
    private static readonly ConcurrentDictionary<Type, (PropertyInfo Property, bool Needed)[]> Inputs = [];
    private static readonly string[] Words = ["a", "1", "price", "talk", "north", "%", "价格", "prices", "Person"];

    /// <summary>Which state of a record a use case can do something with.</summary>
    private static readonly Dictionary<string, string[]> States = new(StringComparer.Ordinal)
    {
        ["AcceptQuote"] = ["sent"],
        ["DeclineQuote"] = ["sent"],
        ["SendQuote"] = ["draft", "approved"],
        ["UpdateQuote"] = ["draft"],
        ["AddQuoteLine"] = ["draft"],
        ["ChangeQuoteLine"] = ["draft"],
        ["ReviseQuote"] = ["sent", "declined"],
        ["ApproveQuote"] = ["waiting"],
        ["RejectQuote"] = ["waiting"],
        ["PlanPayments"] = ["unplanned"],
        ["ReceivePayment"] = ["planned"],
        ["UpdateContract"] = ["planned", "unplanned", "draft"],
        ["WinOpportunity"] = ["open"],
        ["LoseOpportunity"] = ["open"],
        ["MoveStage"] = ["open"],
        ["CreateQuote"] = ["open"],
        ["UpdateOpportunity"] = ["open"],
        ["ResolveTicket"] = ["open", "pending"],
        ["EscalateTicket"] = ["open"],
        ["AssignTicket"] = ["open"],
        ["UpdateTicket"] = ["open"],
        ["MergeTickets"] = ["open"],
        ["ReopenTicket"] = ["resolved"],
        ["RateTicket"] = ["resolved"],
        ["AnswerSurvey"] = ["asked"],
        ["EditArticle"] = ["draft"],
        ["ApproveArticle"] = ["draft"],
        ["RetireArticle"] = ["approved"],
        ["AttachFile"] = ["loose"],
        ["CreateContract"] = ["accepted", "open"],
        ["OpenRenewal"] = ["planned", "unplanned"],
        ["RenewContract"] = ["planned", "unplanned"],
        ["ChangeImport"] = ["mapped", "checked"],
        ["CheckImport"] = ["mapped", "checked"],
        ["StartImport"] = ["checked"],
        ["UndoImport"] = ["done"],
        ["ExplainAssignment"] = ["queued"],
        ["CancelContract"] = ["planned", "unplanned", "draft"],
    };

    private static readonly ConcurrentDictionary<Type, int> Widths = [];

    private Random shape = new(0);
    private bool bare;
    private int count;

    /// <summary>An id for a property of a use case, of a kind and in one of the states (null: any); null: leave it out.</summary>
    public required Func<string, string[]?, long?> Id { get; init; }

    /// <summary>A text that others may have written.</summary>
    public required Func<string> Probe { get; init; }

    public required long Self { get; init; }

    /// <summary>Cursors that lists have given out, to whomever.</summary>
    public required Func<string?> Cursor { get; init; }

    public object Make(Type useCase, int number)
    {
        // The same for everybody in a run: a number made of names and numbers, which HashCode would not be.
        var start = useCase.Name.Aggregate(shapes, static (sum, letter) => unchecked((sum * 31) + letter));
        shape = new Random(unchecked((start * 31) + number));
        bare = number == 0;
        return Fill(Activator.CreateInstance(useCase)!, useCase, useCase, 0);
    }

    /// <summary>How much a use case can be asked for.</summary>
    public static int Width(Type useCase) => Widths.GetOrAdd(useCase, static type => Width(type, 0));

    private static int Width(Type type, int depth)
    {
        if (type == typeof(Paging))
            return 4;
        return Of(type).Sum(input => input.Needed ? 0 : 1 + (depth < 2 && input.Property.PropertyType is { IsClass: true, Namespace: { } room } inner && room.StartsWith("BotCrm", StringComparison.Ordinal) && inner.GetConstructor(Type.EmptyTypes) is not null ? Width(inner, depth + 1) : 0));
    }

    private static (PropertyInfo Property, bool Needed)[] Of(Type type) => Inputs.GetOrAdd(type, static one => [.. one.GetProperties()
        .Where(property => property.SetMethod is not null && property.GetIndexParameters().Length == 0)
        .Select(property => (property, property.GetCustomAttribute<RequiredMemberAttribute>() is not null))]);

    private object Fill(object made, Type type, Type useCase, int depth)
    {
        // Mostly few things are asked for at once: every combination is a query of its own that must be translated.
        var eagerness = bare ? 0 : shape.Next(12) == 0 ? 4 : 1;
        foreach (var (property, needed) in Of(type))
        {
            // Small pages: what a long one shows is on several short ones as well.
            var wanted = needed || property.PropertyType == typeof(Paging) || (useCase.Name, property.Name) is ("ListFiles", "RecordKind" or "RecordId") or ("ReceivePayment", "Id") or ("SearchHistory", "Text") or ("CreateQuote", "Lines") or ("CreateImport", "Content") or ("CreateContract", "CustomerId" or "StartsOn" or "EndsOn" or "Value") or ("SaveSegment", "Name" or "Filter") or ("TagCustomer", "Add") or ("TryRule", "Id") or ("WithdrawConsent", "Channel") or ("UndoImport", "Id") or ("FindDuplicates", "CustomerId");
            if (!wanted && shape.Next(100) >= eagerness * (property.Name is "IfVersion" or "Clear" or "Token" or "Profile" or "LossReason" or "CreatedAt" or "ClosedAt" ? 2 : property.Name is "Paging" or "Search" ? 18 : property.Name is "OwnerId" or "AssigneeId" or "AuthorId" ? 5 : 9))
                continue;
            if (Value(property.Name, property.PropertyType, useCase, depth) is { } value)
                property.SetValue(made, value);
        }
        return made;
    }

    private object? Value(string name, Type type, Type useCase, int depth)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(long))
        {
            if (useCase == typeof(BulkUpdate) && name == "Ids")
                return Id(bulk, null) ?? 0;
            if (name.EndsWith("Id", StringComparison.Ordinal) || name.EndsWith("Ids", StringComparison.Ordinal) || name == "File")
            {
                var noun = Noun(name, useCase);
                return Id(noun, noun == Own(useCase) || useCase.Name is "PlanPayments" or "CreateQuote" ? States.GetValueOrDefault(useCase.Name) : null) ?? (type == typeof(long) ? 99_999_999L : null);
            }
            return random.Next(1, 5);
        }
        if (plain == typeof(string))
            return Text(name, useCase);
        if (plain == typeof(bool))
            return name is "AllowDuplicate" || shape.Next(2) == 0;
        if (plain == typeof(int))
            return name switch { "IfVersion" => random.Next(1, 3), "Line" => 1, "Score" => random.Next(1, 6), "Rating" => random.Next(1, 5), _ => random.Next(1, 20) };
        if (plain == typeof(decimal))
            return name.EndsWith("Percent", StringComparison.Ordinal) ? random.Next(0, 30) : name is "MinAmount" or "MaxAmount" ? 7_310_000m + random.Next(0, 150) : random.Next(1, 4000);
        if (plain == typeof(DateOnly))
            return DateOnly.FromDateTime(now.UtcDateTime).AddDays(name is "StartsOn" || name.EndsWith("From", StringComparison.Ordinal) ? -random.Next(1, 90) : name is "Birthday" or "Anniversary" or "Day" ? -random.Next(0, 5) : useCase.Name is "RenewContract" or "UpdateContract" ? random.Next(61, 500) : random.Next(1, 90));
        if (plain == typeof(TimeOnly))
            return new TimeOnly(random.Next(24), 0);
        if (plain == typeof(DateTimeOffset))
            return name is "To" ? now : now.AddDays(-random.Next(1, 30));
        if (plain == typeof(DueTime))
            return DueTime.On(DateOnly.FromDateTime(now.UtcDateTime).AddDays(random.Next(1, 20)));
        if (plain == typeof(Role))
            return new Role(new[] { "admin", "rep", "support", "finance", "assistant" }[random.Next(5)]);
        if (plain == typeof(Stage))
            return name == "Stage" && useCase.Name is "MoveStage" or "ListOpportunities" ? new Stage(new[] { "qualified", "proposal", "negotiation" }[random.Next(3)]) : null;
        if (plain.IsEnum)
            return Enum.GetValues(plain).GetValue(shape.Next(Enum.GetValues(plain).Length));
        if (plain == typeof(Paging))
            return new Paging(random.Next(12) == 0 ? random.Next(1, 201) : random.Next(1, 12), shape.Next(8) == 0 ? Cursor() : null, shape.Next(5) == 0 ? new[] { "name", "amount", "created", "updated", "due", "stage", "last_interaction" }[shape.Next(7)] : null, shape.Next(2) == 0, shape.Next(2) == 0);
        if (plain == typeof(ReadOnlyMemory<byte>))
            return new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes($"name,city\nUpload {++count},Kiel\n"));
        if (plain == typeof(ExportRequest))
            return Export();
        if (plain == typeof(RuleDefinition))
            return new RuleDefinition { Name = $"Rule {++count}", Trigger = new RuleTrigger { Kind = "created", Noun = Kinds.Customer }, Action = new RuleAction { Kind = "create_task", Title = new Dictionary<string, string> { ["en"] = "Welcome", ["zh"] = "欢迎" } } };
        if (plain == typeof(PaymentPlan))
            return new PaymentPlan { Count = random.Next(1, 5) };
        if (plain == typeof(BulkSelection))
        {
            bulk = new[] { Kinds.Customer, Kinds.Opportunity, Kinds.Task, Kinds.Ticket }[shape.Next(4)];
            return new BulkSelection { Kind = bulk, Ids = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Id(bulk, null) ?? 0)] };
        }
        if (plain == typeof(BulkChange))
        {
            return bulk switch
            {
                Kinds.Customer when shape.Next(2) == 0 => new BulkChange { City = "Kiel" },
                Kinds.Ticket => new BulkChange { Priority = TicketPriority.High },
                Kinds.Opportunity => new BulkChange { CloseDate = DateOnly.FromDateTime(now.UtcDateTime).AddDays(9) },
                Kinds.Customer => new BulkChange { AddTags = ["vip"] },
                _ => new BulkChange { OwnerId = Self },
            };
        }
        if (depth > 2 || plain == typeof(JsonElement) || plain == typeof(Recurrence))
            return null;
        if (plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var item = plain.GetGenericArguments()[0];
            var list = Array.CreateInstance(item, name == "Clear" ? 0 : shape.Next(1, 3));
            for (var i = 0; i < list.Length; i++)
            {
                if (Value(name, item, useCase, depth + 1) is not { } one)
                    return null;
                list.SetValue(one, i);
            }
            return list;
        }
        if (plain.IsAbstract || plain.IsInterface || plain.Namespace?.StartsWith("BotCrm", StringComparison.Ordinal) != true)
            return null;
        return plain.GetConstructor(Type.EmptyTypes) is not null ? Fill(Activator.CreateInstance(plain)!, plain, useCase, depth + 1) : null;
    }

    private string bulk = Kinds.Customer;

    private object Part(Type list) => Fill(Activator.CreateInstance(list)!, list, list, 0);

    private ExportRequest Export()
    {
        var request = new ExportRequest { Format = ExportFormat.Csv };
        return shape.Next(6) switch
        {
            0 => request with { Customers = (ListCustomers)Part(typeof(ListCustomers)) },
            1 => request with { Contacts = (ListContacts)Part(typeof(ListContacts)) },
            2 => request with { Opportunities = (ListOpportunities)Part(typeof(ListOpportunities)) },
            3 => request with { Interactions = (ListInteractions)Part(typeof(ListInteractions)) },
            4 => request with { Tickets = (ListTickets)Part(typeof(ListTickets)) },
            _ => request with { Tasks = (ListTasks)Part(typeof(ListTasks)) },
        };
    }

    private string? Text(string name, Type useCase)
    {
        switch (name)
        {
            case "Currency" when useCase.Name.Contains("ExchangeRate", StringComparison.Ordinal): return "USD";
            case "Currency" or "Base": return "EUR";
            case "Language": return "en";
            case "TimeZone": return "Europe/Berlin";
            case "Country" or "Website" or "RegistrationNumber" or "EmailDomains" or "EntraObjectId" or "IdNumber" or "Pipeline" or "Template" or "Sheet" or "Calendar": return null;
            case "Category" or "Categories": return "technical";
            case "Hours": return "09:00-12:00,13:00-17:00";
            case "By": return "city";
            case "RecordKind": return recordKind = new[] { Kinds.Customer, Kinds.Opportunity, Kinds.Ticket }[shape.Next(3)];
            case "Kinds" when useCase.Name is "SearchRecords" or "FindNames": return new[] { Kinds.Customer, Kinds.Contact, Kinds.Opportunity, Kinds.Ticket }[shape.Next(4)];
            case "Kinds": return Kinds.Customer;
            case "Kind" when useCase.Name.EndsWith("Import", StringComparison.Ordinal): return Kinds.Customer;
            case "Kind": return Kinds.Contact;
            case "Entity": return Records.Types.Select(type => Records.KindOf(type)!).ElementAt(shape.Next(Records.Types.Count));
            case "Purpose": return "marketing";
            case "Channel": return "email";
            case "Address" when useCase.Name.EndsWith("Webhook", StringComparison.Ordinal): return "https://hooks.example/in";
            case "Phone": return $"+49 170 99{++count:00000}";
            case "Email": return $"new{++count}@example.com";
            case "Login": return $"login{++count}";
            case "FileName": return $"file{++count}.csv";
            case "After": return Cursor();
            case "Columns" or "FromSource" or "Remove" or "Token": return null;
        }
        if (!PlantedCalls.IsCommand(useCase))
            return shape.Next(3) > 0 ? Probe() : Words[random.Next(Words.Length)];
        return name == "Name" && random.Next(4) == 0 ? Probe() : $"New {name} {++count}";
    }

    private string recordKind = Kinds.Customer;

    /// <summary>The kind of record that an id names: by its property, or for the record's own id by the use case's name.</summary>
    private string Noun(string name, Type useCase)
    {
        var word = name.EndsWith("Ids", StringComparison.Ordinal) ? name[..^3] : name == "File" ? name : name[..^2];
        return word switch
        {
            "Owner" or "Assignee" or "Author" or "Manager" or "Lead" or "To" or "EscalatedTo" => Kinds.User,
            "Participant" => Kinds.Contact,
            "Parent" => Kinds.Team,
            "ProofFile" => Kinds.File,
            "Record" => recordKind,
            "Entity" => new[] { Kinds.Customer, Kinds.Contact, Kinds.Opportunity, Kinds.Ticket, Kinds.Quote, Kinds.Task }[shape.Next(6)],
            "Target" or "Source" or "Into" or "" => Own(useCase),
            _ => Columns.Snake(word),
        };
    }

    private static string Own(Type useCase) => Owns.GetOrAdd(useCase, static one => one.Name switch
    {
        "ListExchangeRates" => Kinds.ExchangeRate,
        "OpenRenewal" => Kinds.Contract,
        "ExportPerson" => Kinds.Contact,
        "ListFiles" or "PrepareFileDownload" => Kinds.File,
        _ => Records.Types.Select(type => Records.KindOf(type)!).Append("change_set").Append(Oracle.Import)
            .Where(kind => Columns.Snake(one.Name).Contains(kind, StringComparison.Ordinal))
            .MaxBy(kind => kind.Length) ?? (one.Name.Contains("Stage", StringComparison.Ordinal) ? Kinds.Opportunity : Kinds.Customer),
    });

    private static readonly ConcurrentDictionary<Type, string> Owns = [];
}
