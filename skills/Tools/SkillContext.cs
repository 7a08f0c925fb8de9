using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools.Names;
using BotCrm.Skills.Understanding;

namespace BotCrm.Skills.Tools;

/// <summary>What a skill works with: given by the host, never by a model.</summary>
public sealed class SkillContext
{
    private readonly List<RecordRef> touched = [];

    internal SkillContext(CrmSession session, Words words, Dialogue dialogue, NameDirectory names, string? after = null, int shown = 0)
    {
        Session = session;
        Words = words;
        Dialogue = dialogue;
        Names = names;
        After = after;
        Shown = shown;
        Resolve = new Resolver(this);
    }

    /// <summary>The plan's one transaction.</summary>
    public CrmSession Session { get; }

    public Actor Actor => Session.Actor;

    public Words Words { get; }

    public Dialogue Dialogue { get; }

    public Resolver Resolve { get; }

    /// <summary>Cursor of the page wanted, for lists.</summary>
    public string? After { get; }

    /// <summary>How many of the list were shown on the pages before.</summary>
    public int Shown { get; }

    /// <summary>The call being run, in its one written form.</summary>
    public PlannedCall Call { get; internal set; } = new("", new Dictionary<string, object?>());

    /// <summary>ISO 4217 code of the currency that the company reckons in.</summary>
    public string CompanyCurrency => Session.CompanyCurrency;

    /// <summary>Money in its own currency, with the company's beside it where that is another one and a rate is known.</summary>
    internal string Money(decimal amount, string currency, decimal? inCompany) =>
        currency == CompanyCurrency || inCompany is not { } own ? Words.Money(amount, currency) : $"{Words.Money(amount, currency)} (≈ {Words.Money(own, CompanyCurrency)})";

    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Session.Now, Actor.TimeZone).DateTime);

    internal NameDirectory Names { get; }

    /// <summary>Records that earlier steps of this plan worked on, newest first: later steps may name them before anyone else sees them.</summary>
    internal IReadOnlyList<RecordRef> Touched => touched;

    internal bool WantsConfirmation { get; private set; }

    /// <summary>The step about to be done needs a yes first, whatever the skill's own risk.</summary>
    public void RequireConfirmation() => WantsConfirmation = true;

    /// <summary>What is being talked about, newest first: this plan's records, then the dialogue's.</summary>
    internal IEnumerable<RecordRef> Focus => touched.Concat(Dialogue.Focus);

    /// <summary>True when the call names records only and no value to give them: there is nothing to do.</summary>
    internal bool NamesOnly(params ReadOnlySpan<string> records)
    {
        foreach (var name in Call.Arguments.Keys)
        {
            if (!records.Contains(name)) return false;
        }

        return true;
    }

    /// <summary>The question what should change, when the call does not say. A reference is told by its name.</summary>
    internal SkillOutcome WhatToChange(string name) => new Refused(new Failure("nothing_to_change", FailureKind.Invalid, "Say what should change.")
    {
        Data = new Dictionary<string, string> { ["name"] = NameOf(name) },
    });

    internal void Touch(IReadOnlyList<RecordRef> records)
    {
        for (var i = records.Count - 1; i >= 0; i--)
        {
            touched.RemoveAll(r => r.Kind == records[i].Kind && r.Id == records[i].Id);
            touched.Insert(0, records[i]);
        }
    }

    /// <summary>What a <c>kind:id</c> reference is called, if the actor may see it; any other text as it is.</summary>
    internal string NameOf(string said) => Names.NameOf(Actor, said);

    internal string KindName(string kind) => Words.Term("kind", kind);

    internal static RecordRef CustomerRef(long id, string name) => new(Kinds.Customer, id, name);
}
