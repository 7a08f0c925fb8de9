using System.Globalization;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Payments;

namespace BotCrm.Bot.Api.Payments;

/// <summary>An instalment of a contract. <c>status</c> is that of today in the company's time zone.</summary>
internal sealed record PaymentResource(
    string Id,
    string Contract,
    string ContractNumber,
    string Customer,
    string CustomerName,
    int Number,
    DateOnly Due,
    decimal Amount,
    decimal Received,
    decimal Open,
    string Currency,
    decimal? CompanyOpen,
    DateOnly? ReceivedOn,
    PaymentStatus Status,
    int DaysOverdue,
    string? Note,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version) : IVersioned
{
    public static PaymentResource From(PaymentView view) => new(
        Text(view.Id), Text(view.ContractId), view.ContractNumber, Text(view.CustomerId), view.CustomerName, view.Number, view.DueOn, view.Amount, view.Received, view.Open, view.Currency,
        view.CompanyOpen, view.ReceivedOn, view.Status, view.DaysOverdue, view.Note, view.CreatedAt, view.UpdatedAt, view.Version);

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a customer owes in a currency: in all, not yet due, and overdue by so many days.</summary>
internal sealed record ReceivablesLineResource(string Customer, string CustomerName, string Currency, int Count, decimal Open, decimal NotDue, decimal Days1To30, decimal Days31To60, decimal Days61To90, decimal Over90, decimal? CompanyOpen);

internal sealed record ReceivablesTotalResource(string Currency, decimal Open, decimal NotDue, decimal Days1To30, decimal Days31To60, decimal Days61To90, decimal Over90);

/// <summary>What customers owe today: the biggest lines first, <c>count</c> in all. <c>companyOpen</c> is null when a rate is missing; <c>withoutRate</c> says for which currencies.</summary>
internal sealed record ReceivablesResource(DateOnly Day, string CompanyCurrency, IReadOnlyList<ReceivablesLineResource> Lines, IReadOnlyList<ReceivablesTotalResource> Totals, decimal? CompanyOpen, IReadOnlyList<string> WithoutRate, int Count)
{
    public static ReceivablesResource From(ReceivablesView view) => new(
        view.Day,
        view.CompanyCurrency,
        [.. view.Lines.Select(static one => new ReceivablesLineResource(one.CustomerId.ToString(CultureInfo.InvariantCulture), one.CustomerName, one.Currency, one.Count, one.Open, one.Buckets[0], one.Buckets[1], one.Buckets[2], one.Buckets[3], one.Buckets[4], one.CompanyOpen))],
        [.. view.Totals.Select(static one => new ReceivablesTotalResource(one.Currency, one.Open, one.Buckets[0], one.Buckets[1], one.Buckets[2], one.Buckets[3], one.Buckets[4]))],
        view.CompanyOpen,
        view.WithoutRate,
        view.Count);
}
