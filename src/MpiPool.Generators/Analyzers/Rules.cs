using Microsoft.CodeAnalysis;

namespace MpiPool.Generators;

/// <summary>All rules of the generator. Each has a page under docs/diagnostics.</summary>
internal static class Rules
{
    private const string Category = "MpiPool.Tasks";

    public static readonly DiagnosticDescriptor NotStatic = Error("MPIPOOL001", "A task must be a static method",
        "The task '{0}' must be static: a worker has no instance to call it on. Make it static and pass what it needs as parameters.");

    public static readonly DiagnosticDescriptor Generic = Error("MPIPOOL002", "A task must not be generic",
        "The task '{0}' must not be generic, nor stand in a generic type: a worker cannot know the type arguments. Write one task for each type.");

    public static readonly DiagnosticDescriptor NotAccessible = Error("MPIPOOL003", "A task must be accessible in its assembly",
        "The task '{0}' cannot be called by generated code because '{1}' is {2}. Make it internal or public.");

    public static readonly DiagnosticDescriptor ByReference = Error("MPIPOOL004", "A task must not have ref, out or in parameters",
        "The parameter '{0}' is passed by reference, which has no meaning between processes. Pass a value and return what changes.");

    public static readonly DiagnosticDescriptor Pointer = Error("MPIPOOL005", "A pointer cannot travel",
        "'{0}' is or contains a pointer, which has no meaning on another rank. Send an array or a struct of values.");

    public static readonly DiagnosticDescriptor RefStruct = Error("MPIPOOL006", "A ref struct cannot travel",
        "'{0}' is a ref struct, which cannot be kept until the task runs. Use an array or Memory<T> instead of a span.");

    public static readonly DiagnosticDescriptor Delegate = Error("MPIPOOL007", "A delegate cannot travel",
        "'{0}' is a delegate, and code does not travel between ranks. Write a task for what it does and pass values.");

    public static readonly DiagnosticDescriptor Stream = Error("MPIPOOL008", "A stream cannot travel",
        "'{0}' is a stream, which belongs to its process. Send its bytes as an array, or the path of a file that all ranks can open.");

    public static readonly DiagnosticDescriptor TaskValue = Error("MPIPOOL009", "A task object cannot travel",
        "'{0}' is a task, which belongs to its process. Await it and send its result.");

    public static readonly DiagnosticDescriptor NotSerializable = Error("MPIPOOL010", "The type cannot be serialized",
        "'{0}' cannot be serialized: it has no form that can be written and read back. Use a type with public settable members or a matching constructor, or leave the member out with [MemoryPackIgnore].");

    public static readonly DiagnosticDescriptor AbstractWithoutUnion = Error("MPIPOOL011", "An abstract type needs a list of its derived types",
        "'{0}' is abstract or an interface, so its derived types must be listed: put [MemoryPackUnion(tag, typeof(…))] on it, or use a concrete type");

    public static readonly DiagnosticDescriptor DuplicateId = Error("MPIPOOL012", "Two tasks have the same ID",
        "The tasks '{0}' and '{1}' have the same ID. Give one of them another [MpiTask(Name = …)].");

    public static readonly DiagnosticDescriptor LocalFunction = Error("MPIPOOL013", "A local function or lambda cannot be a task",
        "A {0} cannot be a task: it has no name that another rank could know. Make it a static method of a class.");

    public static readonly DiagnosticDescriptor NameClash = Error("MPIPOOL014", "The task's name clashes with a member of the generated class",
        "A task cannot be called '{0}': the generated class has a member of that name. Rename the method.");

    public static readonly DiagnosticDescriptor TasksMember = Info("MPIPOOL015", "The type has a member called Tasks",
        "'{0}' has a member called Tasks, which hides the generated one: reach the tasks as '{1}.Instance'");

    public static readonly DiagnosticDescriptor SameCall = Error("MPIPOOL016", "Two tasks have the same generated call",
        "The tasks named '{0}' differ only in parameters that do not travel or in nothing the caller passes, so their calls would be the same. Rename one.");

    public static readonly DiagnosticDescriptor BadResult = Error("MPIPOOL017", "The method cannot be called as a task",
        "The task '{0}' {1}");

    public static readonly DiagnosticDescriptor TypeNotAccessible = Error("MPIPOOL018", "The type is not accessible to generated code",
        "'{0}' is not accessible to the generated code of this assembly. Make it internal or public.");

    public static readonly DiagnosticDescriptor CannotRestore = Error("MPIPOOL019", "A member cannot be read back",
        "'{0}' can be written but not read back: it has no accessible setter and no constructor parameter has its name. Add one, or leave it out with [MemoryPackIgnore].");

    public static readonly DiagnosticDescriptor Unsupported = Error("MPIPOOL020", "The MemoryPack option is not supported",
        "'{0}' uses an option of MemoryPack that generated code cannot follow. Use a class with a parameterless constructor for circular references, and callbacks with no parameters or those that MemoryPack gives, or send a plain type.");

    public static readonly DiagnosticDescriptor WrongOrder = Error("MPIPOOL023", "The place of a member is missing, taken or out of range",
        "'{0}' has no place of its own on the wire: give every member of the type another [MemoryPackOrder(…)], from 0 to 248");

    public static readonly DiagnosticDescriptor WrongFormatter = Error("MPIPOOL024", "The formatter is not one of this type",
        "The formatter named for '{0}' does not format its type. It must be a class or struct that implements ITaskFormatter<T> for exactly that type, or a formatter of MemoryPack's for it.");

    public static readonly DiagnosticDescriptor SharedInside = Error("MPIPOOL027", "A shared value is no parameter",
        "'{0}' is a shared value, whose name travels with a call: it can be a parameter of a task, not part of another value, and not a result");

    public static readonly DiagnosticDescriptor OwnException = Error("MPIPOOL022", "Only well-known exception types can be declared",
        "'{0}' is an exception type that is not well known to the runtime, which could not make it again. Declare Exception or a well-known base: an instance then arrives as that, with its own type's name in the message.");

    public static readonly DiagnosticDescriptor DroppedCall = Warning("MPIPOOL021", "A call of a task is made and dropped",
        "The call of task '{0}' is made and dropped: nothing runs until it is given to a pool, as in pool.Submit(…)");

    public static readonly DiagnosticDescriptor BlockingInTask = Warning("MPIPOOL030", "A task blocks on the pool",
        "'{0}' blocks the task '{1}' until another task has run, and on a worker there is no pool to run it: submit from the body of the pool, and pass the result to the task as a parameter");

    public static readonly DiagnosticDescriptor MainOnly = Warning("MPIPOOL031", "A member for the main rank is used on all ranks",
        "'{0}' is for the main rank alone, and a pool from WorkerPool.Open goes on here on every rank: write if (!{1}.IsMain) return …; before it, or use it inside if ({1}.IsMain) {{ … }}");

    public static readonly DiagnosticDescriptor MutableStatic = Info("MPIPOOL032", "A task uses mutable static state",
        "The task '{0}' uses '{1}', which can change and which every process has for itself: another rank may see another value. Pass it as a parameter, or make it readonly.");

    public static readonly DiagnosticDescriptor DroppedMap = Warning("MPIPOOL033", "The results of a map are dropped",
        "The results of '{0}' are dropped: only as many calls start as fit into its window, and errors are lost. Enumerate it, as in foreach or ToArray().");

    public static readonly DiagnosticDescriptor NotMarked = Error("MPIPOOL025", "The method is not marked as a task",
        "'{0}' is not marked as a task: put [MpiTask] on it, and make calls of it as '{1}'");

    public static readonly DiagnosticDescriptor NothingToSerialize = Error("MPIPOOL026", "The type has nothing to serialize",
        "'{0}' would arrive empty: its type keeps what it knows in members that are not public. Make them public, or mark the type [MemoryPackable] and each of them [MemoryPackInclude].");

    public static readonly DiagnosticDescriptor BadReducer = Error("MPIPOOL040", "The struct cannot be a reducer",
        "The reducer '{0}' {1}");

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Rule(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Error(string id, string title, string message) => Rule(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Info(string id, string title, string message) => Rule(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: HelpLinks.Of(id));
}
