using System.ComponentModel;
using BotCrm.Core.Contacts;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Customers;

[Skill("delete_contact", Effect.Write, Risk.High, "Deletes a contact; interactions keep their text.")]
public static class DeleteContactSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which person."), Record(Kinds.Contact)] string contact,
        [Description("The person's customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Contact, contact, customer, null, ct);
        if (which.Problem is { } unclear) return unclear;
        var deleted = await context.Session.RunAsync(new DeleteContact { Id = which.Id }, ct);
        if (!deleted.Ok) return new Refused(deleted.Failure);
        return new Done([ContactLines.Deleted(context.Words, deleted.Value)], [SkillContext.CustomerRef(deleted.Value.CustomerId, deleted.Value.CustomerName)]);
    }
}
