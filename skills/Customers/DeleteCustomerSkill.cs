using System.ComponentModel;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Customers;

[Skill("delete_customer", Effect.Write, Risk.High, "Deletes a customer and everything that hangs on it.")]
public static class DeleteCustomerSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which customer."), Record(Kinds.Customer)] string customer,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.CustomerAsync("customer", customer, ct);
        if (which.Problem is { } unclear) return unclear;
        var summary = await context.Session.AskAsync(new GetCustomerSummary { Id = which.Id }, ct);
        if (!summary.Ok) return new Refused(summary.Failure);
        var deleted = await context.Session.RunAsync(new DeleteCustomer { Id = which.Id }, ct);
        if (!deleted.Ok) return new Refused(deleted.Failure);
        var words = context.Words;
        var facts = new FactList(words)
            .Add("contacts", Some(summary.Value.Contacts.Count))
            .Add("interactions", Some(summary.Value.InteractionCount))
            .Add("open_opportunities", Some(summary.Value.OpenOpportunities.Count))
            .Add("open_tickets", Some(summary.Value.OpenTickets.Count))
            .Add("open_tasks", Some(summary.Value.OpenTasks.Count));
        return new Done([new ChangeLine(Kinds.Customer, which.Id, words.Say("line.customer.update", ("name", which.Name)), facts.All) { Operation = ChangeLine.Deleted }], []);
    }

    private static int? Some(int count) => count == 0 ? null : count;
}
