using BotCrm.Core.Primitives;

namespace BotCrm.Skills.Understanding.Frames;

/// <summary>Which frame fills the arguments of which skill.</summary>
internal static class FrameFiller
{
    private static readonly Dictionary<string, Action<Frame>> Basic = new(StringComparer.Ordinal)
    {
        ["create_customer"] = CustomerFrames.Create,
        ["update_customer"] = CustomerFrames.Update,
        ["tag_customer"] = CustomerFrames.Tag,
        ["delete_customer"] = frame => frame.SetCustomer(),
        ["customer_summary"] = frame => frame.SetCustomer(),
        ["find_customers"] = CustomerFrames.Find,
        ["add_contact"] = CustomerFrames.AddContact,
        ["update_contact"] = ContactFrames.Update,
        ["delete_contact"] = ContactFrames.Delete,
        ["find_contacts"] = ContactFrames.Find,
        ["log_interaction"] = InteractionFrames.Log,
        ["correct_interaction"] = InteractionFrames.Correct,
        ["delete_interaction"] = InteractionFrames.Delete,
        ["list_interactions"] = InteractionFrames.List,
        ["search_history"] = InteractionFrames.Search,
        ["create_opportunity"] = OpportunityFrames.Create,
        ["update_opportunity"] = OpportunityFrames.Update,
        ["move_stage"] = OpportunityFrames.MoveStage,
        ["win_opportunity"] = OpportunityFrames.Win,
        ["lose_opportunity"] = OpportunityFrames.Lose,
        ["delete_opportunity"] = OpportunityFrames.Delete,
        ["list_opportunities"] = OpportunityFrames.List,
        ["create_ticket"] = TicketFrames.Create,
        ["update_ticket"] = TicketFrames.Update,
        ["assign_ticket"] = TicketFrames.Assign,
        ["resolve_ticket"] = TicketFrames.Resolve,
        ["reopen_ticket"] = TicketFrames.Reopen,
        ["delete_ticket"] = TicketFrames.Delete,
        ["show_ticket"] = TicketFrames.Show,
        ["list_tickets"] = TicketFrames.List,
        ["create_task"] = TaskFrames.Create,
        ["complete_task"] = TaskFrames.Complete,
        ["reschedule_task"] = TaskFrames.Reschedule,
        ["update_task"] = TaskFrames.Update,
        ["delete_task"] = TaskFrames.Delete,
        ["list_tasks"] = TaskFrames.List,
        ["pipeline"] = Reports.Pipeline,
        ["forecast"] = Reports.Pipeline,
        ["performance"] = Reports.Performance,
        ["needs_attention"] = Reports.NeedsAttention,
        ["undo"] = Undo,
    };

    /// <summary>The basic skills' table and one for each subject that keeps its own. A skill in two tables is filled by the first: no reason to understand nothing at all.</summary>
    private static readonly Dictionary<string, Action<Frame>> Fillers = new IReadOnlyDictionary<string, Action<Frame>>[]
    {
        Basic,
        Sales.SalesFrames.Fillers,
        Service.ServiceFrames.Fillers,
        Company.TeamFrames.Fillers,
        Company.AdminFrames.Fillers,
    }.SelectMany(t => t).DistinctBy(t => t.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Intents => Fillers.Keys;

    public static void Fill(Frame frame) => Fillers[frame.Request.Intent](frame);

    private static void Undo(Frame frame)
    {
        var named = UndoneRecord(frame);
        frame.Set("what", named);
        // By the text, for 撤销合并 is one word; not where a record is called so.
        var said = Sales.SalesWords.Raw(frame);
        frame.Set("change", Speaks("merge") || Speaks("合并") ? "merge" : Speaks("bulk") || Speaks("mass ") || Speaks("批量") ? "bulk" : Speaks("stage") || Speaks("阶段") ? "stage" : null);

        bool Speaks(string word) => said.Contains(word, StringComparison.OrdinalIgnoreCase) && named?.Contains(word, StringComparison.OrdinalIgnoreCase) != true;
    }

    private static string? UndoneRecord(Frame frame)
    {
        foreach (var kind in new[] { Kinds.Customer, Kinds.Opportunity, Kinds.Contact, Kinds.Ticket })
        {
            if (frame.NamePiece(kind) is { } piece)
                return frame.Said(piece);
        }

        return frame.Pieces.FirstOrDefault(p => p.Kind == Parsing.PieceKind.Unknown) is { } unknown ? frame.Said(unknown) : null;
    }
}
