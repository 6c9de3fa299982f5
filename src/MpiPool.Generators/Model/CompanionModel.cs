namespace MpiPool.Generators.Model;

/// <summary>The class that holds the call factories and handles of one type's tasks.</summary>
/// <param name="Container">The type.</param>
/// <param name="Factories">Its tasks, in the order of their declaration.</param>
internal sealed record CompanionModel(ContainerModel Container, EquatableArray<FactoryModel> Factories);

/// <summary>What of a task its call factory needs: it changes less often than the task.</summary>
/// <param name="ClassName">The generated class of the task.</param>
/// <param name="Method">The method's name.</param>
/// <param name="HandleName">The handle's name.</param>
/// <param name="HandleType">The handle's type; null where the task has more parameters than handles can have.</param>
/// <param name="DocumentationId">The ID of the method in documentation.</param>
/// <param name="IsPublic">Public, else internal.</param>
/// <param name="Obsolete">The attribute to repeat, or null.</param>
/// <param name="Experimental">The rule that the method's <c>[Experimental]</c> names, to be repeated, or null.</param>
/// <param name="CallType">The type of the call it makes.</param>
/// <param name="Parameters">The parameters that travel.</param>
/// <param name="ShorterOverloads">How many parameters each shorter overload takes.</param>
internal sealed record FactoryModel(
    string ClassName,
    string Method,
    string HandleName,
    string? HandleType,
    string DocumentationId,
    bool IsPublic,
    string? Obsolete,
    string? Experimental,
    string CallType,
    EquatableArray<FactoryParameter> Parameters,
    EquatableArray<int> ShorterOverloads);

/// <summary>A parameter of a call factory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Default">Its default value as C# source, or null.</param>
/// <param name="IsParams">It is declared with <c>params</c>.</param>
internal sealed record FactoryParameter(string Name, string Type, string? Default, bool IsParams);
