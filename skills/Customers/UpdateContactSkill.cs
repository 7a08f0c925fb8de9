using System.ComponentModel;
using BotCrm.Core.Contacts;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Fields;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Customers;

[Skill("update_contact", Effect.Write, Risk.Low, "Changes a contact's fields.")]
public static class UpdateContactSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which person."), Record(Kinds.Contact)] string contact,
        [Description("The person's customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("The new name.")] string? name = null,
        [Description("Job title or function.")] string? title = null,
        [Description("Phone number.")] string? phone = null,
        [Description("E-mail address.")] string? email = null,
        [Description("WeChat id.")] string? wechat = null,
        [Description("Number of an identity card or passport.")] string? idNumber = null,
        [Description("Notes.")] string? notes = null,
        [Description("The part the person plays in decisions."), OneOf("decider", "influencer", "champion", "buyer", "user", "gatekeeper")] string? decisionRole = null,
        [Description("How the person likes to be reached."), OneOf("phone", "email", "wechat", "sms", "visit")] string? preferredChannel = null,
        [Description("Language the person speaks: en, de, zh …")] string? language = null,
        [Description("Whether the person asked to be left alone.")] bool? doNotContact = null,
        [Description("Birthday.")] DateOnly? birthday = null,
        [Description("Another day to remember.")] DateOnly? anniversary = null,
        [OwnFields(Kinds.Contact, OwnFieldUse.Update)] CustomArguments? custom = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Contact, contact, customer, null, ct);
        if (which.Problem is { } unclear) return unclear;
        if (context.NamesOnly("contact", "customer")) return context.WhatToChange(which.Name);
        var before = await context.Session.AskAsync(new GetContact { Id = which.Id }, ct);
        if (!before.Ok) return new Refused(before.Failure);
        var after = await context.Session.RunAsync(
            new UpdateContact { Custom = CustomArguments.Of(custom), Id = which.Id, Name = name, Title = title, Phone = phone, Email = email, WeChat = wechat, IdNumber = idNumber, Notes = notes, Profile = ProfileArguments.Of(decisionRole, preferredChannel, language, doNotContact, birthday, anniversary) },
            ct);
        if (!after.Ok) return new Refused(after.Failure);
        return new Done([ContactLines.Changed(context.Words, before.Value, after.Value).WithOwn(context, after.Value.Custom, before.Value.Custom)], ContactLines.Focus(after.Value));
    }
}
