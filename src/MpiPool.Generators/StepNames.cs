namespace MpiPool.Generators;

/// <summary>The names of the pipeline's steps, for the tests of what runs again after an edit.</summary>
internal static class StepNames
{
    public const string Assembly = nameof(Assembly);
    public const string Module = nameof(Module);
    public const string Tasks = nameof(Tasks);
    public const string TaskFiles = nameof(TaskFiles);
    public const string Reducers = nameof(Reducers);
    public const string ReducerFiles = nameof(ReducerFiles);
    public const string ReducerClasses = nameof(ReducerClasses);
    public const string Shapes = nameof(Shapes);
    public const string Companions = nameof(Companions);
    public const string TaskClasses = nameof(TaskClasses);
}
