using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

/// <summary>
/// The models of tasks by the declarations they were parsed from: after an edit elsewhere the compiler asks for every task again. A
/// declaration that is gone takes its model with it. Thread-safe.
/// </summary>
internal static class ParsedTasks
{
    private static readonly ConditionalWeakTable<SyntaxNode, Slot> s_tasks = new();

    /// <summary>The model that the declaration had with this signature, or null.</summary>
    public static TaskModel? Find(SyntaxNode declaration, TaskSignature signature) =>
        s_tasks.TryGetValue(declaration, out Slot? slot) && slot.Last is { } last && last.Signature.Equals(signature) ? last.Model : null;

    /// <summary>Keeps a model that was parsed without any problem.</summary>
    public static void Keep(SyntaxNode declaration, TaskSignature signature, TaskModel model) =>
        s_tasks.GetOrCreateValue(declaration).Last = new ParsedTask(signature, model);

    private sealed class Slot
    {
        public volatile ParsedTask? Last;
    }
}

/// <summary>A task's model and what it was made of.</summary>
/// <param name="Signature">What it took from outside its declaration.</param>
/// <param name="Model">The model.</param>
internal sealed record ParsedTask(TaskSignature Signature, TaskModel Model);
