using System.ComponentModel;
using BotCrm.Core.Contacts;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Fields;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Customers;

[Skill("find_contacts", Effect.Read, Risk.None, "Lists contacts with their details, by name or of a customer.")]
public static class FindContactsSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Part of a name, a whole phone number or a whole e-mail address.")] string? search = null,
        [Description("Only this customer's."), Record(Kinds.Customer)] string? customer = null,
        [OwnFields(Kinds.Contact, OwnFieldUse.Filter)] CustomArguments? custom = null,
        CancellationToken ct = default)
    {
        var of = await context.Resolve.OptionalAsync(Kinds.Customer, "customer", customer, ct);
        if (of?.Problem is { } problem) return problem;
        var page = await context.Session.AskAsync(new ListContacts { Custom = CustomArguments.Conditions(custom), Search = search, CustomerId = of?.Id, Paging = ListAnswer.Page(context, null, null, false) }, ct);
        if (!page.Ok) return new Refused(page.Failure);
        var answer = new ListAnswer(context, "contacts").Where(context, Kinds.Contact, custom).Where("search", search).Where("customer", of?.Name).Reply(
            page.Value,
            ["contact", "job_title", "customer", "phone", "email", "wechat", .. OwnFieldFacts.Columns(context, Kinds.Contact, custom)],
            ContactLines.Ref,
            c => [c.Name, c.Title ?? "", c.CustomerName, c.Phone ?? "", c.Email ?? "", c.WeChat ?? "", .. OwnFieldFacts.Cells(context, Kinds.Contact, custom, c.Custom)]);
        return of is null ? answer : answer with { Focus = [.. answer.Focus, of.Value.Record!] };
    }
}
