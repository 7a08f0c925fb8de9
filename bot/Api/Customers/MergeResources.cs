using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Customers.Duplicates;
using BotCrm.Core.Customers.Merging;
using BotCrm.Core.Customers.Segments;

namespace BotCrm.Bot.Api.Customers;

/// <param name="Score">0 to 1; from 0.8 on it is very probably the same.</param>
internal sealed record DuplicateResource(CustomerResource Customer, double Score, IReadOnlyList<string> Reasons);

internal sealed record DuplicatesResource(IReadOnlyList<DuplicateResource> Items)
{
    public static DuplicatesResource From(IReadOnlyList<DuplicateCandidate> found) => new([.. found.Select(one => new DuplicateResource(CustomerResource.From(one.Customer), one.Score, one.Reasons))]);
}

internal sealed record DuplicateQuestion
{
    public string? Name { get; init; }

    public IReadOnlyList<string>? Aliases { get; init; }

    public string? RegistrationNumber { get; init; }

    public string? Website { get; init; }

    public IReadOnlyList<string>? EmailDomains { get; init; }

    public string? Phone { get; init; }
}

internal sealed record MergeRequest
{
    /// <summary>The record that goes up in the one of the address.</summary>
    public Reference? Source { get; init; }

    /// <summary>Fields in which the source's value is kept where both have one.</summary>
    public IReadOnlyList<string>? FromSource { get; init; }

    /// <summary>True: nothing is changed, the answer tells what would be.</summary>
    public bool? Preview { get; init; }

    public int? Version { get; init; }

    public int? SourceVersion { get; init; }
}

/// <param name="Moved">How many records of each kind go over.</param>
internal sealed record MergeResource(object Target, IReadOnlyDictionary<string, int> Moved, IReadOnlyList<MergeConflict> Conflicts)
{
    public static MergeResource From<TView>(MergeResult<TView> result, object target) => new(target, result.Moved, result.Conflicts);
}

internal sealed record CustomerCounts(IReadOnlyList<CustomerGroup> Items);
