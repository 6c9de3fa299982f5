using System.ComponentModel;
using System.Linq.Expressions;
using System.Reflection;
using MpiPool.Tasks;
using MpiPool.Wire;

namespace MpiPool.Runtime.Tests;

/// <summary>
/// Every public method, property and constructor that a user calls, its type parameters closed over <see cref="long"/>, and arguments that are
/// right for it: so that a test of all members leaves none out. What is for generated code is no user's.
/// </summary>
internal static class PublicMembers
{
    private static readonly NullabilityInfoContext s_nullability = new();

    /// <summary>The members of the library, by a name that is a member's alone.</summary>
    public static Dictionary<string, MethodBase> All { get; } = typeof(WorkerPool).Assembly.GetExportedTypes()
        .Where(static type => type.Namespace == nameof(MpiPool) && !type.IsEnum && !type.IsInterface && type.GetCustomAttribute<EditorBrowsableAttribute>() is null && !typeof(Exception).IsAssignableFrom(type) && !typeof(Attribute).IsAssignableFrom(type))
        .Select(static type => type.IsGenericTypeDefinition ? type.MakeGenericType([.. Enumerable.Repeat(typeof(long), type.GetGenericArguments().Length)]) : type)
        .SelectMany(static type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .OfType<MethodBase>()
        .Where(static method => !IsForGeneratedCode(method))
        .ToDictionary(Describe, static method => method is MethodInfo { IsGenericMethodDefinition: true } open ? Close(open) : method);

    /// <summary>The members of a type.</summary>
    public static IEnumerable<string> Of(Type type) => All.Where(member => member.Value.DeclaringType == type).Select(static member => member.Key);

    /// <summary>Whether a parameter must not be null: it is of a class, and not declared as nullable.</summary>
    public static bool MustNotBeNull(ParameterInfo parameter)
    {
        // Of the open method: what is a type parameter there may be anything.
        ParameterInfo declared = parameter.Member is MethodInfo { IsGenericMethod: true } method ? method.GetGenericMethodDefinition().GetParameters()[parameter.Position] : parameter;
        if (parameter.Member.DeclaringType is { IsGenericType: true } type && type.GetGenericTypeDefinition().Module.ResolveMethod(parameter.Member.MetadataToken) is { } open)
            declared = open.GetParameters()[parameter.Position];
        if (parameter.ParameterType.IsValueType || declared.ParameterType.IsGenericParameter)
            return false;
        lock (s_nullability)
            return s_nullability.Create(declared).WriteState == NullabilityState.NotNull;
    }

    /// <summary>Calls a member. What it throws comes out as it is, also where it comes in a future.</summary>
    public static async Task Invoke(string member, object? instance, Func<ParameterInfo, object?> argument)
    {
        MethodBase method = All[member];
        object?[] arguments = [.. method.GetParameters().Select(argument)];
        object? result = method is ConstructorInfo constructor
            ? constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null)
            : method.Invoke(method.IsStatic ? null : instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        if (result is Task future)
            await future;
    }

    /// <summary>An argument of a type that no member refuses.</summary>
    public static object? Right(Type type)
    {
        if (type == typeof(int))
            return 1;
        if (type.IsValueType)
            return Activator.CreateInstance(type);
        if (type == typeof(string))
            return "text";
        if (type == typeof(Reducer<long, long>))
            return LongSum.Reducer;
        if (type.IsArray)
            return OneOf(type.GetElementType()!);
        if (typeof(Delegate).IsAssignableFrom(type))
            return NothingOf(type);
        if (!type.IsGenericType)
            return Activator.CreateInstance(type);
        Type[] of = type.GetGenericArguments();
        Type open = type.GetGenericTypeDefinition();
        if (open == typeof(IEnumerable<>))
            return OneOf(of[0]);
        Type made = open switch
        {
            _ when open == typeof(IAsyncEnumerable<>) => typeof(NoItems<>),
            _ when open == typeof(TaskCall<>) => typeof(AnyCall<>),
            _ when open == typeof(StreamTaskCall<>) => typeof(AnyStream<>),
            _ when open == typeof(TaskHandle<>) => typeof(AnyHandle<>),
            _ when open == typeof(TaskHandle<,>) => typeof(AnyHandle<,>),
            _ when open == typeof(TaskHandle<,,>) => typeof(AnyHandle<,,>),
            _ when open == typeof(TaskHandle<,,,>) => typeof(AnyHandle<,,,>),
            _ when open == typeof(TaskHandle<,,,,>) => typeof(AnyHandle<,,,,>),
            _ when open == typeof(IProgress<>) => typeof(Progress<>),
            _ => throw new NotSupportedException($"There is no argument of type {type}. Add one."),
        };
        return Activator.CreateInstance(made.MakeGenericType(of));
    }

    private static bool IsForGeneratedCode(MethodBase method) =>
        method.GetCustomAttribute<EditorBrowsableAttribute>() is { State: EditorBrowsableState.Never }
        || method.DeclaringType!.GetProperties().Any(property => property.GetCustomAttribute<EditorBrowsableAttribute>() is { State: EditorBrowsableState.Never } && property.GetAccessors().Contains(method));

    private static string Describe(MethodBase method)
    {
        string name = method.IsConstructor ? "new" : method.Name;
        int generics = method.IsGenericMethod ? method.GetGenericArguments().Length : 0;
        return $"{Name(method.DeclaringType!)}.{name}{(generics == 0 ? "" : $"`{generics}")}({string.Join(", ", method.GetParameters().Select(static parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"))})";
    }

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;

    private static MethodInfo Close(MethodInfo open) => open.MakeGenericMethod([.. open.GetGenericArguments().Select(ArgumentFor)]);

    private static Type ArgumentFor(Type parameter) => parameter switch
    {
        _ when (parameter.GenericParameterAttributes & GenericParameterAttributes.ReferenceTypeConstraint) != 0 => typeof(string),
        _ when Array.Exists(parameter.GetGenericParameterConstraints(), static constraint => constraint.IsGenericType && constraint.GetGenericTypeDefinition() == typeof(IReducer<,>)) => typeof(LongSum),
        _ => typeof(long),
    };

    private static Array OneOf(Type element)
    {
        Array array = Array.CreateInstance(element, 1);
        array.SetValue(Right(element), 0);
        return array;
    }

    private static Delegate NothingOf(Type type)
    {
        MethodInfo invoke = type.GetMethod("Invoke")!;
        return Expression.Lambda(type, Expression.Default(invoke.ReturnType), invoke.GetParameters().Select(static parameter => Expression.Parameter(parameter.ParameterType))).Compile();
    }

    private sealed class NoItems<T> : IAsyncEnumerable<T>
    {
        public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<T>().GetAsyncEnumerator(cancellationToken);
    }

    // Calls of a task that takes a context, as those of groups must.
    private sealed class AnyCall<TResult> : TaskCall<TResult>
    {
        public override TaskEntry Entry => TestTasks.Rank;

        public override void WriteArguments(ref PayloadWriter writer) => throw new NotSupportedException();

        public override TResult ReadResult(ref PayloadReader reader) => throw new NotSupportedException();
    }

    private sealed class AnyStream<T> : StreamTaskCall<T>
    {
        public override TaskEntry Entry => TestTasks.Rank;

        public override T ReadItem(ref PayloadReader reader) => throw new NotSupportedException();

        protected override void WriteStreamArguments(ref PayloadWriter writer) => throw new NotSupportedException();
    }

    private sealed class AnyHandle<TResult>() : TaskHandle<TResult>(TestTasks.Rank)
    {
        public override TaskCall<TResult> Bind() => new AnyCall<TResult>();
    }

    private sealed class AnyHandle<T1, TResult>() : TaskHandle<T1, TResult>(TestTasks.Square)
    {
        public override TaskCall<TResult> Bind(T1 arg1) => throw new NotSupportedException();

        public override void WriteArguments(ref PayloadWriter writer, T1 arg1) => throw new NotSupportedException();

        public override TResult ReadResult(ref PayloadReader reader) => throw new NotSupportedException();
    }

    private sealed class AnyHandle<T1, T2, TResult>() : TaskHandle<T1, T2, TResult>(TestTasks.Square)
    {
        public override TaskCall<TResult> Bind(T1 arg1, T2 arg2) => throw new NotSupportedException();

        public override void WriteArguments(ref PayloadWriter writer, T1 arg1, T2 arg2) => throw new NotSupportedException();

        public override TResult ReadResult(ref PayloadReader reader) => throw new NotSupportedException();
    }

    private sealed class AnyHandle<T1, T2, T3, TResult>() : TaskHandle<T1, T2, T3, TResult>(TestTasks.Square)
    {
        public override TaskCall<TResult> Bind(T1 arg1, T2 arg2, T3 arg3) => throw new NotSupportedException();

        public override void WriteArguments(ref PayloadWriter writer, T1 arg1, T2 arg2, T3 arg3) => throw new NotSupportedException();

        public override TResult ReadResult(ref PayloadReader reader) => throw new NotSupportedException();
    }

    private sealed class AnyHandle<T1, T2, T3, T4, TResult>() : TaskHandle<T1, T2, T3, T4, TResult>(TestTasks.Square)
    {
        public override TaskCall<TResult> Bind(T1 arg1, T2 arg2, T3 arg3, T4 arg4) => throw new NotSupportedException();

        public override void WriteArguments(ref PayloadWriter writer, T1 arg1, T2 arg2, T3 arg3, T4 arg4) => throw new NotSupportedException();

        public override TResult ReadResult(ref PayloadReader reader) => throw new NotSupportedException();
    }
}
