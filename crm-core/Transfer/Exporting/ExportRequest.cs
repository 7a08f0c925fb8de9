using System.Text.Json.Serialization;
using BotCrm.Core.Contacts;
using BotCrm.Core.Contracts;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;

namespace BotCrm.Core.Transfer;

public enum ExportFormat
{
    Xlsx,
    Csv,
}

/// <summary>What is exported: one of the lists with its own filters, the results of an import, or an attached file as it is. Exactly one is given.</summary>
public sealed record ExportRequest
{
    public ListCustomers? Customers { get; init; }

    public ListContacts? Contacts { get; init; }

    public ListOpportunities? Opportunities { get; init; }

    public ListInteractions? Interactions { get; init; }

    public ListTickets? Tickets { get; init; }

    public ListTasks? Tasks { get; init; }

    public ListQuotes? Quotes { get; init; }

    public ListContracts? Contracts { get; init; }

    public ListPayments? Payments { get; init; }

    public ListSegments? Segments { get; init; }

    /// <summary>Number of an import whose row results are wanted.</summary>
    public long? ImportRows { get; init; }

    /// <summary>Number of an attached file.</summary>
    public long? File { get; init; }

    public ExportFormat Format { get; init; } = ExportFormat.Xlsx;

    /// <summary>Of the header row: en or zh.</summary>
    public string Language { get; init; } = "en";

    [JsonIgnore]
    public string List => this switch
    {
        { Customers: not null } => "customers",
        { Contacts: not null } => "contacts",
        { Opportunities: not null } => "opportunities",
        { Interactions: not null } => "interactions",
        { Tickets: not null } => "tickets",
        { Tasks: not null } => "tasks",
        { Quotes: not null } => "quotes",
        { Contracts: not null } => "contracts",
        { Payments: not null } => "payments",
        { Segments: not null } => "segments",
        { ImportRows: not null } => "import",
        { File: not null } => "file",
        _ => "",
    };
}

/// <summary>A ready export: the caller sends <paramref name="Content"/> and disposes it.</summary>
public sealed record ExportFile(string Name, string ContentType, Stream Content, int Rows);
