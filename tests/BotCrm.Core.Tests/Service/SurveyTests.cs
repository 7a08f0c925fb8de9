using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Surveys;
using BotCrm.Core.Tickets;

namespace BotCrm.Core.Tests.Service;

public sealed class SurveyTests
{
    private static readonly ServiceOptions WithLinks = new() { LinkKey = () => [.. Enumerable.Range(0, 32).Select(i => (byte)i)], PublicAddress = "https://crm.example.com/" };

    [Fact]
    public async Task Figures_are_as_counted_by_hand()
    {
        await using var company = await SmallCompany.StartAsync();
        foreach (var score in new[] { 5, 4, 4, 3, 1 })
            await AnswerAsync(company, SurveyKind.Satisfaction, score);
        foreach (var score in new[] { 10, 9, 9, 8, 7, 6, 0 })
            await AnswerAsync(company, SurveyKind.Nps, score);
        await company.DoAsync("bob", new CreateSurvey { CustomerId = company.Acme, Kind = SurveyKind.Nps });

        var figures = await company.GetAsync("bob", new SatisfactionFigures());
        var (csat, nps) = (figures[0], figures[1]);
        Assert.Equal((5, 5, 5, 0.6m, 3.4m, 1m), (csat.Asked, csat.AskedAnswered, csat.Answers, csat.Csat, csat.Average, csat.ResponseRate));
        Assert.Equal([1, 0, 1, 2, 1], csat.Counts);
        // Three promoters and two detractors of seven.
        Assert.Equal((8, 7, 3, 2), (nps.Asked, nps.Answers, nps.Promoters, nps.Detractors));
        Assert.Equal(14.29m, decimal.Round(nps.Nps!.Value, 2));
        Assert.Equal(0.875m, nps.ResponseRate);
        Assert.Null(nps.Csat);

        Assert.All(await company.GetAsync("eve", new SatisfactionFigures()), one => Assert.Equal((0, null, null), (one.Answers, one.Csat, one.Nps)));
        Assert.Equal(0, (await company.GetAsync("bob", new SatisfactionFigures { From = new DateOnly(2026, 11, 24) }))[0].Answers);
        Assert.Equal(5, (await company.GetAsync("bob", new SatisfactionFigures { From = new DateOnly(2026, 11, 23), To = new DateOnly(2026, 11, 23) }))[0].Answers);
        Assert.Equal("period_backwards", (await company.RefusedAsync("bob", new SatisfactionFigures { From = new DateOnly(2026, 11, 24), To = new DateOnly(2026, 11, 23) })).Code);
    }

    [Fact]
    public async Task A_link_answers_its_own_survey_once_and_in_time()
    {
        await using var company = await SmallCompany.StartAsync(WithLinks);
        var ticket = await company.DoAsync("bob", new OpenTicket { CustomerId = company.Acme, Subject = "x" });
        var survey = await company.DoAsync("bob", new CreateSurvey { CustomerId = company.Acme, TicketId = ticket.Id });
        Assert.StartsWith("https://crm.example.com/survey/", survey.Link, StringComparison.Ordinal);
        var token = survey.Link!["https://crm.example.com/survey/".Length..];

        for (var i = 0; i < token.Length; i++)
        {
            var forged = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            Assert.Equal("not_found", (await TryAsync(company, forged, 5)).Failure!.Code);
        }

        Assert.Equal("not_found", (await TryAsync(company, "", 5)).Failure!.Code);
        Assert.Equal("out_of_range", (await TryAsync(company, token, 6)).Failure!.Code);
        Assert.True((await TryAsync(company, token, 2)).Ok);
        Assert.Equal("survey_already_answered", (await TryAsync(company, token, 5)).Failure!.Code);
        Assert.Equal((2, null), ((await company.GetAsync("bob", new GetTicket { Id = ticket.Id })).Rating, (await company.GetAsync("bob", new GetSurvey { Id = survey.Id })).Link));

        var other = await company.DoAsync("bob", new CreateSurvey { CustomerId = company.Acme, Kind = SurveyKind.Nps });
        company.Crm.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal("survey_expired", (await TryAsync(company, other.Link!["https://crm.example.com/survey/".Length..], 9)).Failure!.Code);
        // By word of mouth it can still be answered.
        Assert.Equal(9, (await company.DoAsync("bob", new AnswerSurvey { Id = other.Id, Score = 9 })).Score);
    }

    [Fact]
    public async Task A_rating_answers_the_open_survey_of_its_ticket_or_counts_as_one()
    {
        await using var company = await SmallCompany.StartAsync();
        var ticket = await company.DoAsync("bob", new OpenTicket { CustomerId = company.Acme, Subject = "x" });
        var survey = await company.DoAsync("bob", new CreateSurvey { CustomerId = company.Acme, TicketId = ticket.Id });
        Assert.Equal((4, "fine"), (await company.DoAsync("sue", new RateTicket { Id = ticket.Id, Score = 4, Comment = "fine" }) is var rated ? rated.Rating : 0, rated.RatingComment));
        Assert.Equal(("sue", 4), ((await company.GetAsync("bob", new GetSurvey { Id = survey.Id })).AnsweredByLogin, (await company.GetAsync("bob", new GetSurvey { Id = survey.Id })).Score));
        await company.DoAsync("sue", new RateTicket { Id = ticket.Id, Score = 1 });
        Assert.Equal([4, 1], (await company.GetAsync("bob", new ListSurveys { TicketId = ticket.Id })).Items.Select(one => one.Score!.Value));
        Assert.Equal("out_of_range", (await company.RefusedAsync("sue", new RateTicket { Id = ticket.Id, Score = 0 })).Code);
        Assert.Equal("managers_delete", (await company.RefusedAsync("bob", new DeleteSurvey { Id = survey.Id })).Policy);
    }

    private static Task<Result<SurveyPage>> TryAsync(SmallCompany company, string token, int score) =>
        company.Crm.Crm.RunAsync(Actor.System, new Origin("survey"), new AnswerSurveyLink { Token = token, Score = score });

    private static async Task AnswerAsync(SmallCompany company, SurveyKind kind, int score)
    {
        var survey = await company.DoAsync("bob", new CreateSurvey { CustomerId = company.Acme, Kind = kind });
        await company.DoAsync("bob", new AnswerSurvey { Id = survey.Id, Score = score });
    }
}
