using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Automation;

/// <summary>Moves a customer along its lifecycle, if the step is allowed (<see cref="LifecycleRules"/>).</summary>
[Requires(Permissions.CustomersWrite)]
public sealed record ChangeLifecycle : Command<CustomerView>
{
    public required long CustomerId { get; init; }

    public required Lifecycle To { get; init; }

    public string? Reason { get; init; }

    /// <summary>Against the rules, to set right what was recorded wrongly; managers and administrators only.</summary>
    public bool Force { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<CustomerView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await CustomerRules.FindAsync(session, CustomerId, ct);
        if (!found.Ok)
            return found.Failure;
        var customer = found.Value;
        if (!session.Actor.May(Permissions.CustomersSell))
            return Failure.Forbidden(Policies.SupportLeavesSalesFields, "Support does not change a customer's lifecycle, source or owner; ask sales.");
        if (Versions.Changed(Kinds.Customer, CustomerId, IfVersion, customer.Version) is { } outdated)
            return outdated;
        var check = new Checks();
        check.Known((Lifecycle?)To, "lifecycle");
        var reason = check.Optional(Reason, Limits.Text, "reason");
        if (check.Failure is { } wrong)
            return wrong;
        if (customer.Lifecycle == To)
        {
            return Failure.Conflict("same_lifecycle", $"{customer.Name} is {To.ToString().ToLowerInvariant()} already.") with
            {
                Data = new Dictionary<string, string> { ["name"] = customer.Name, ["lifecycle"] = To.ToString().ToLowerInvariant() },
            };
        }
        if (await LifecycleRules.CheckAsync(session, customer, To, Force, ct) is { } refused)
            return refused;
        session.Recorder.LifecycleReason = reason;
        customer.Lifecycle = To;
        await session.SaveAsync(ct);
        session.Recorder.LifecycleReason = null;
        return CustomerRules.View(customer, await session.DirectoryAsync(ct), session.Actor);
    }
}
