using System.Collections.Concurrent;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tests.Rights;

/// <summary>Runs a use case whose answer's type is only known at run time.</summary>
internal abstract class Caller
{
    private static readonly ConcurrentDictionary<Type, Caller> Callers = [];

    public static Caller Of(Type useCase) => Callers.GetOrAdd(useCase, static type => (Caller)Activator.CreateInstance(
        typeof(Typed<>).MakeGenericType(type.BaseType!.GetGenericArguments()))!);

    public abstract Task<(object? Value, Failure? Failure)> RunAsync(CrmSession session, object useCase);

    private sealed class Typed<T> : Caller
    {
        public override async Task<(object? Value, Failure? Failure)> RunAsync(CrmSession session, object useCase)
        {
            var result = useCase is Command<T> command ? await session.RunAsync(command) : await session.AskAsync((Query<T>)useCase);
            return result.Ok ? (result.Value, null) : (null, result.Failure);
        }
    }
}
