using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;

namespace BotCrm.Core.Automation;

/// <summary>Everything a rule can begin with.</summary>
internal static class Triggers
{
    private static readonly Dictionary<string, ITimedTrigger> Timed = new ITimedTrigger[]
    {
        new QuietCustomerTrigger(), new CloseDateTrigger(), new OverdueTaskTrigger(), new FewWonTrigger(), new ContractEndsTrigger(), new PaymentOverdueTrigger(),
    }.ToDictionary(one => one.Kind, StringComparer.Ordinal);

    /// <summary>Nouns that rules are about; users, teams and settings change too seldom and mean too much.</summary>
    private static readonly string[] NotAbout = [Kinds.User, Kinds.Team, Kinds.NoticeSettings, Kinds.Rule, Kinds.Webhook];

    public static IEnumerable<string> Names => EventTriggers.All.Concat(Timed.Keys);

    public static IEnumerable<string> Nouns => Records.Types.Select(type => Records.KindOf(type)!).Except(NotAbout).Order(StringComparer.Ordinal);

    public static ITimedTrigger? TimedOf(string kind) => Timed.GetValueOrDefault(kind);

    public static string NounOf(RuleTrigger trigger) => TimedOf(trigger.Kind)?.Noun ?? EventTriggers.NounOf(trigger.Kind) ?? trigger.Noun ?? "";
}
