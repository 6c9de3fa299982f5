using System.Collections.Immutable;

namespace MpiPool.Generators.Model;

/// <summary>Gathers the tasks of each type.</summary>
internal static class CompanionGrouping
{
    public static IEnumerable<CompanionModel> Group(ImmutableArray<TaskModel> tasks) => tasks
        .GroupBy(static task => task.Container)
        .Select(static group => new CompanionModel(group.Key, group.Select(ToFactory).ToEquatableArray()));

    private static FactoryModel ToFactory(TaskModel task) => new(
        task.ClassName,
        task.Method,
        task.HandleName,
        task.HandleType,
        task.DocumentationId,
        task.IsPublic,
        task.Obsolete,
        task.Experimental,
        task.CallType,
        task.Arguments.Select(static a => new FactoryParameter(a.Name, a.Type, a.Default, a.IsParams)).ToEquatableArray(),
        task.ShorterOverloads);
}
