using System.ComponentModel;
using BotCrm.Core.Contacts;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Customers;

[Skill("add_contact", Effect.Write, Risk.Low, "Adds a person to a customer.")]
public static class AddContactSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("The person's customer."), Record(Kinds.Customer)] string customer,
        [Description("The person's name.")] string name,
        [Description("Job title or function.")] string? title = null,
        [Description("Phone number.")] string? phone = null,
        [Description("E-mail address.")] string? email = null,
        [Description("WeChat id.")] string? wechat = null,
        [Description("Anything else worth keeping.")] string? notes = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.CustomerAsync("customer", customer, ct);
        if (which.Problem is { } unclear) return unclear;
        var added = await context.Session.RunAsync(
            new AddContact { CustomerId = which.Id, Name = name, Title = title, Phone = phone, Email = email, WeChat = wechat, Notes = notes },
            ct);
        if (!added.Ok) return new Refused(added.Failure);
        return new Done([ContactLines.Created(context.Words, added.Value)], ContactLines.Focus(added.Value));
    }
}
