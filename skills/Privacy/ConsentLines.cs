using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Consents;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Privacy;

/// <summary>How consents are told.</summary>
internal static class ConsentLines
{
    public static Done Done(SkillContext context, RecordRef contact, ConsentView view)
    {
        var words = context.Words;
        var facts = new FactList(words).Add("channel", view.Channel).Add("when", words.Time(view.At)).Add("proof", view.Proof);
        var title = words.Say(view.Given ? "line.consent.give" : "line.consent.withdraw", ("name", view.ContactName), ("purpose", view.Purpose));
        // The record made is the note of it; there is nothing to open.
        return new Done([new ChangeLine(Kinds.Contact, view.ContactId, title, facts.All)], [contact]);
    }
}
