using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace MpiPool.Generators.Tests.CodeFixes;

/// <summary>Applies code fixes to source text.</summary>
internal static partial class Fixed
{
    /// <summary>Checks that the fix turns one text into the other, blanks aside, and that no error is left.</summary>
    public static async Task CheckAsync(CodeFixProvider fix, string id, string before, string after)
    {
        CodeAction action = Assert.Single(await OfferAsync(fix, id, before));
        ApplyChangesOperation change = (await action.GetOperationsAsync(TestContext.Current.CancellationToken)).OfType<ApplyChangesOperation>().Single();
        Document document = change.ChangedSolution.Projects.Single().Documents.Single(static d => d.Name == "Source.cs");
        string text = (await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
        Assert.Equal(Plain(after), Plain(text));
        (Compilation output, _) = Compiled.Generate(Compiled.Source(text));
        Assert.DoesNotContain(output.GetDiagnostics().Concat(await Compiled.AnalyzeAsync(output)), static d => d.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>Checks that the diagnostic is there and the fix is not offered for it.</summary>
    public static async Task CheckNotOfferedAsync(CodeFixProvider fix, string id, string source) => Assert.Empty(await OfferAsync(fix, id, source));

    private static async Task<IReadOnlyList<CodeAction>> OfferAsync(CodeFixProvider fix, string id, string source)
    {
        Assert.Contains(id, fix.FixableDiagnosticIds);
        (Compilation output, _) = Compiled.Generate(Compiled.Source(source));
        Diagnostic diagnostic = output.GetDiagnostics().Concat(await Compiled.AnalyzeAsync(output)).Single(d => d.Id == id);
        using var workspace = new AdhocWorkspace();
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(Open(workspace, output), diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        return actions;
    }

    /// <summary>The document of the source in a project that has the generated files too.</summary>
    private static Document Open(AdhocWorkspace workspace, Compilation output)
    {
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Sample", "Sample", LanguageNames.CSharp,
            compilationOptions: output.Options, parseOptions: Compiled.ParseOptions(), metadataReferences: output.References));
        foreach (SyntaxTree tree in output.SyntaxTrees)
            project = project.AddDocument(Path.GetFileName(tree.FilePath), tree.GetText(TestContext.Current.CancellationToken)).Project;
        return project.Documents.Single(static d => d.Name == "Source.cs");
    }

    private static string Plain(string text) => Blanks().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
