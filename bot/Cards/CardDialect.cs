namespace BotCrm.Bot.Cards;

/// <summary>What the client can draw.</summary>
public enum CardDialect
{
    /// <summary>Adaptive Cards 1.5 with Action.Execute and Teams' Chart.* elements.</summary>
    Teams,

    /// <summary>Adaptive Cards 1.6 without Chart.* and Action.Execute: Submit, and charts as SVG pictures.</summary>
    WebChat,
}
