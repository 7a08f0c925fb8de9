using BotCrm.Core.Contacts;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Customers;

/// <summary>How changes to contacts are told.</summary>
internal static class ContactLines
{
    public static RecordRef Ref(ContactView view) => new(Kinds.Contact, view.Id, view.Name);

    public static IReadOnlyList<RecordRef> Focus(ContactView view) => [Ref(view), SkillContext.CustomerRef(view.CustomerId, view.CustomerName)];

    public static ChangeLine Created(Words words, ContactView view)
    {
        var facts = new FactList(words).Add("job_title", view.Title).Add("phone", view.Phone).Add("email", view.Email).Add("wechat", view.WeChat).Add("id_number", view.IdNumber).Add("notes", view.Notes);
        Profile(words, facts, new ContactProfile(), view.Profile);
        var title = words.Say("line.contact.create", ("name", view.Name), ("customer", view.CustomerName));
        return new ChangeLine(Kinds.Contact, view.Id, title, facts.All) { Operation = ChangeLine.Created };
    }

    public static ChangeLine Changed(Words words, ContactView before, ContactView after)
    {
        var facts = new FactList(words)
            .Changed("name", before.Name, after.Name)
            .Changed("job_title", before.Title, after.Title)
            .Changed("phone", before.Phone, after.Phone)
            .Changed("email", before.Email, after.Email)
            .Changed("wechat", before.WeChat, after.WeChat)
            .Changed("id_number", before.IdNumber, after.IdNumber)
            .Changed("notes", before.Notes, after.Notes);
        Profile(words, facts, before.Profile, after.Profile);
        return new ChangeLine(Kinds.Contact, after.Id, Title(words, after), facts.All);
    }

    public static ChangeLine Deleted(Words words, ContactView view) =>
        new(Kinds.Contact, view.Id, Title(words, view), []) { Operation = ChangeLine.Deleted };

    private static void Profile(Words words, FactList facts, ContactProfile before, ContactProfile after) => facts
        .Changed("decision_role", Term(words, "decision_role", before.DecisionRole), Term(words, "decision_role", after.DecisionRole))
        .Changed("preferred_channel", Term(words, "preferred_channel", before.PreferredChannel), Term(words, "preferred_channel", after.PreferredChannel))
        .Changed("language", before.Language, after.Language)
        .Changed("do_not_contact", words.Say(before.DoNotContact == true ? "yes" : "no"), words.Say(after.DoNotContact == true ? "yes" : "no"))
        .Changed("birthday", Day(words, before.Birthday), Day(words, after.Birthday))
        .Changed("anniversary", Day(words, before.Anniversary), Day(words, after.Anniversary));

    private static string? Term<T>(Words words, string set, T? value)
        where T : struct => value is { } one ? words.Term(set, one.ToString()!.ToLowerInvariant()) : null;

    private static string? Day(Words words, DateOnly? day) => day is { } one ? words.Day(one) : null;

    private static string Title(Words words, ContactView view) => words.Say("line.contact.update", ("name", view.Name), ("customer", view.CustomerName));
}
