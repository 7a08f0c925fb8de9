using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>Draws a reply as an Adaptive Card, one file per kind of reply.</summary>
public static class CardRenderer
{
    /// <summary>The media type of an attachment that holds a card.</summary>
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    /// <summary>The card of a reply; null when its <see cref="Reply.Text"/> says it best as plain words.</summary>
    public static JsonObject? Render(Reply reply, CardDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var card = new CardContext(reply, dialect);
        return reply switch
        {
            DoneReply done => DoneCard.Draw(done, card),
            UndoneReply undone => UndoneCard.Draw(undone, card),
            QuestionReply { Choices.Count: > 0 } question => QuestionCard.Draw(question, card),
            ConfirmReply confirm => ConfirmCard.Draw(confirm, card),
            ListReply { Rows.Count: > 0 } list => ListCard.Draw(list, card),
            CustomerReply customer => CustomerCard.Draw(customer, card),
            TicketReply ticket => TicketCard.Draw(ticket, card),
            DetailReply detail => DetailCard.Draw(detail, card),
            ChartReply { Bars.Count: > 0 } chart => ChartCard.Draw(chart, card),
            PassagesReply { Passages.Count: > 0 } passages => PassagesCard.Draw(passages, card),
            NoticeReply { Buttons.Count: > 0 } notice => NoticeCard.Draw(notice, card),
            ImportReply import => ImportCard.Draw(import, card),
            DownloadReply download => DownloadCard.Draw(download, card),
            HelpReply help => HelpCard.Draw(help, card),
            _ => null,
        };
    }
}
