using System.Globalization;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Segments;

/// <summary>How segments and their filters are told.</summary>
internal static class SegmentLines
{
    public static RecordRef Ref(SegmentView view) => new(Kinds.Segment, view.Id, view.Name);

    public static ChangeLine Saved(Words words, SegmentView? before, SegmentView after)
    {
        var facts = new FactList(words).Changed("filter", before is null ? null : Say(words, before.Filter), Say(words, after.Filter));
        if ((before?.Shared ?? false) != after.Shared) facts.Add("shared", words.Say(after.Shared ? "yes" : "no"));
        facts.Add("customers", after.Count);
        var title = words.Say(before is null ? "line.segment.create" : "line.segment.update", ("name", after.Name));
        return new ChangeLine(Kinds.Segment, after.Id, title, facts.All) { Operation = before is null ? ChangeLine.Created : ChangeLine.Updated };
    }

    public static ChangeLine Deleted(Words words, SegmentView view) =>
        new(Kinds.Segment, view.Id, words.Say("line.segment.update", ("name", view.Name)), []) { Operation = ChangeLine.Deleted };

    /// <summary>The filter in words, in the order of its fields.</summary>
    public static string Say(Words words, CustomerFilter filter)
    {
        var parts = new List<string>();
        void Part(string field, string? value)
        {
            if (!string.IsNullOrEmpty(value)) parts.Add(words.Say("reading.filter", ("field", words.Label(field)), ("value", value)));
        }
        static string? Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture);
        Part("name", filter.Name);
        Part("text", filter.Text);
        Part("city", words.Join(filter.Cities));
        Part("industry", words.Join(filter.Industries));
        Part("country", words.Join(filter.Countries));
        Part("source", words.Join(filter.Sources));
        Part("tags", words.Join(filter.TagsAny));
        Part("all_tags", words.Join(filter.TagsAll));
        Part("without_tags", words.Join(filter.TagsNone));
        Part("lifecycle", words.Join([.. filter.Lifecycles.Select(one => words.Term(one))]));
        Part("owner", words.Join([.. filter.OwnerIds.Select(id => "#" + Text(id))]));
        Part("team", filter.TeamId is { } team ? "#" + Text(team) : null);
        Part("size", words.Join([.. filter.Sizes.Select(one => words.Term("size", one.ToString().ToLowerInvariant()))]));
        Part("min_employees", Text(filter.MinEmployees));
        Part("max_employees", Text(filter.MaxEmployees));
        Part("min_rating", Text(filter.MinRating));
        Part("quiet_days", Text(filter.QuietDays));
        Part("new_days", Text(filter.NewDays));
        Part("created", filter.CreatedFrom is { } from ? words.Say("reading.since", ("from", words.DayOf(from))) : null);
        Part("created", filter.CreatedTo is { } to ? words.Say("reading.until", ("to", words.DayOf(to.AddMinutes(-1)))) : null);
        Part("last_interaction", filter.LastInteractionFrom is { } since ? words.Say("reading.since", ("from", words.DayOf(since))) : null);
        Part("last_interaction", filter.LastInteractionTo is { } until ? words.Say("reading.until", ("to", words.DayOf(until.AddMinutes(-1)))) : null);
        Part("min_open_amount", Text(filter.MinOpenAmount));
        Part("max_open_amount", Text(filter.MaxOpenAmount));
        Part("currency", filter.Currency);
        Part("has_open_opportunity", filter.HasOpenOpportunity is { } open ? words.Say(open ? "yes" : "no") : null);
        Part("status", filter.TicketStatus is { } status ? words.Term(status) : null);
        Part("has_open_ticket", filter.HasOpenTicket is { } ticket ? words.Say(ticket ? "yes" : "no") : null);
        return parts.Count == 0 ? words.Say("reading.everything") : string.Join("; ", parts);
    }
}
