using System.Globalization;
using BotCrm.Core.Contracts;
using BotCrm.Core.ExchangeRates;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Core.Users;

namespace BotCrm.Core.Storage.SampleData;

/// <summary>What became of some of the sample company's opportunities: quotes, contracts, payments, and the rates to add them up by.</summary>
internal sealed class SampleSales(CrmSession session, SampleCalendar calendar, IReadOnlyCollection<User> users)
{
    private static readonly TimeOnly Written = new(14, 0);

    private Quote quote = null!;
    private Contract contract = null!;

    public async Task AddAsync(SampleLine line, long id, CancellationToken ct)
    {
        switch (line.What)
        {
            case "rate":
                session.Db.ExchangeRates.Add(Rate(line, id));
                break;
            case "quote":
                session.Db.Quotes.Add(quote = await QuoteAsync(line, id, ct));
                break;
            case "item":
                Price(new QuoteItem { Text = line.Needed(1), Quantity = line.Number(2), Unit = line.Text(3), UnitPrice = line.Number(4) });
                break;
            case "contract":
                session.Db.Contracts.Add(contract = await ContractAsync(line, id, ct));
                break;
            default:
                session.Db.Payments.Add(Payment(line, id));
                break;
        }
    }

    private ExchangeRate Rate(SampleLine line, long id) => new()
    {
        Id = id,
        Base = session.Options.Currency,
        Currency = line.Needed(1),
        Day = session.CompanyToday.AddDays(-line.Number(2)),
        Rate = decimal.Parse(line.Needed(3), CultureInfo.InvariantCulture),
        UpdatedAt = session.Now,
    };

    private async Task<Quote> QuoteAsync(SampleLine line, long id, CancellationToken ct)
    {
        var (sale, seller) = Sale(line);
        var zone = SampleCalendar.Zone(seller.TimeZone);
        var (made, status) = (calendar.Ago(line.Number(2), Written, zone), line.Member<QuoteStatus>(3));
        var sent = status == QuoteStatus.Draft ? (DateTimeOffset?)null : made;
        // A sale is won on the word of its customer.
        var decided = status == QuoteStatus.Accepted ? sale.ClosedAt : null;
        var number = await NumberSequences.NextAsync(session.Db, string.Create(CultureInfo.InvariantCulture, $"quotes {session.CompanyToday.Year}"), ct);
        return new Quote
        {
            Id = id,
            OpportunityId = sale.Id,
            Number = string.Create(CultureInfo.InvariantCulture, $"Q-{session.CompanyToday.Year}-{number:0000}"),
            Revision = 1,
            Status = status,
            ValidUntil = session.CompanyToday.AddDays(line.Number(4)),
            Currency = sale.Currency,
            DiscountPercent = line.Number(5),
            Note = line.Text(6),
            MakerId = seller.Id,
            SentAt = sent,
            DecidedAt = decided,
            CreatedAt = decided < made ? decided.Value.AddDays(-7) : made,
            UpdatedAt = decided > made ? decided.Value : made,
        };
    }

    private void Price(QuoteItem item)
    {
        quote.Lines = [.. quote.Lines, QuoteMath.Line(item, quote.Currency)];
        var totals = QuoteMath.Totals(quote.Lines, quote.DiscountPercent, quote.TaxPercent, quote.Currency);
        long Minor(decimal amount) => new Money(amount, quote.Currency).Minor;
        (quote.ListMinor, quote.SubtotalMinor, quote.NetMinor, quote.TaxMinor, quote.TotalMinor) =
            (Minor(totals.List), Minor(totals.Subtotal), Minor(totals.Net), Minor(totals.Tax), Minor(totals.Total));
    }

    private async Task<Contract> ContractAsync(SampleLine line, long id, CancellationToken ct)
    {
        var (sale, seller) = Sale(line);
        var start = DateOnly.FromDateTime(sale.ClosedAt!.Value.UtcDateTime).AddDays(line.Number(2));
        var agreed = session.Db.Quotes.Local.SingleOrDefault(one => one.OpportunityId == sale.Id && one.Status == QuoteStatus.Accepted);
        var made = sale.ClosedAt.Value;
        return new Contract
        {
            Id = id,
            Number = await ContractRules.NextNumberAsync(session, ct),
            Title = sale.Name,
            CustomerId = sale.CustomerId,
            OpportunityId = sale.Id,
            QuoteId = agreed?.Id,
            OwnerId = seller.Id,
            StartsOn = start,
            EndsOn = start.AddMonths(line.Number(3)).AddDays(-1),
            ValueMinor = agreed?.TotalMinor ?? sale.AmountMinor!.Value,
            Currency = sale.Currency,
            Renewal = line.Member<Renewal>(4),
            NoticeDays = line.Text(5) is null ? null : line.Number(5),
            Status = ContractStatus.Active,
            CreatedAt = made,
            UpdatedAt = made,
        };
    }

    private Payment Payment(SampleLine line, long id)
    {
        var minor = contract.ValueMinor * line.Number(2) / 100;
        var payment = new Payment
        {
            Id = id,
            ContractId = contract.Id,
            Number = session.Db.Payments.Local.Count(one => one.ContractId == contract.Id) + 1,
            DueOn = session.CompanyToday.AddDays(line.Number(1)),
            AmountMinor = minor,
            CreatedAt = contract.CreatedAt,
            UpdatedAt = contract.CreatedAt,
        };
        if (line.Number(3) > 0)
            payment.Receive(minor * line.Number(3) / 100, payment.DueOn);
        return payment;
    }

    private (Opportunity Sale, User Seller) Sale(SampleLine line)
    {
        var sale = session.Db.Opportunities.Local.SingleOrDefault(one => one.Name == line.Needed(1)) ?? throw line.Wrong(1, "is no opportunity of the script");
        return (sale, users.First(one => one.Id == sale.OwnerId));
    }
}
