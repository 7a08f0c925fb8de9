using System.ComponentModel;
using BotCrm.Core.Contacts;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Fields;
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
        [Description("Number of an identity card or passport.")] string? idNumber = null,
        [Description("Anything else worth keeping.")] string? notes = null,
        [Description("The part the person plays in decisions."), OneOf("decider", "influencer", "champion", "buyer", "user", "gatekeeper")] string? decisionRole = null,
        [Description("How the person likes to be reached."), OneOf("phone", "email", "wechat", "sms", "visit")] string? preferredChannel = null,
        [Description("Language the person speaks: en, de, zh …")] string? language = null,
        [Description("Whether the person asked to be left alone.")] bool? doNotContact = null,
        [Description("Birthday.")] DateOnly? birthday = null,
        [Description("Another day to remember.")] DateOnly? anniversary = null,
        [Description("When the person seems to be there already: create, or the contact to use instead as contact:id.")] string? duplicate = null,
        [OwnFields(Kinds.Contact, OwnFieldUse.Create)] CustomArguments? custom = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.CustomerAsync("customer", customer, ct);
        if (which.Problem is { } unclear) return unclear;
        if (Duplicates.Instead(duplicate, Kinds.Contact) is { } instead) return await Duplicates.UseContactAsync(context, instead, ct);
        var added = await context.Session.RunAsync(
            new AddContact { Custom = CustomArguments.Of(custom), CustomerId = which.Id, Name = name, Title = title, Phone = phone, Email = email, WeChat = wechat, IdNumber = idNumber, Notes = notes, Profile = ProfileArguments.Of(decisionRole, preferredChannel, language, doNotContact, birthday, anniversary), AllowDuplicate = duplicate == Duplicates.Anyway },
            ct);
        if (added.Failure is { Code: "duplicate_contact" } same) return Duplicates.AskAboutContact(context, same);
        if (!added.Ok) return new Refused(added.Failure);
        return new Done([ContactLines.Created(context.Words, added.Value).WithOwn(context, added.Value.Custom)], ContactLines.Focus(added.Value));
    }
}
