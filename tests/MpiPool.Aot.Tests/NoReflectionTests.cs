using System.Text;
using MpiPool.Testing;

namespace MpiPool.Aot.Tests;

/// <summary>Nothing in the library, in generated code or in a published program looks for types or code at run time.</summary>
public class NoReflectionTests(ProgramFixture program)
{
    [Fact]
    public void GeneratedSources_NameNothingBanned()
    {
        string[] files = Directory.GetFiles(program.GeneratedSources, "*.g.cs", SearchOption.AllDirectories);
        // Every kind of generated file is among them, those of the library and of the random types too.
        foreach (string kind in new[] { "TaskModule.g.cs", "LibraryTasks_Add.Task.g.cs", "Scenario.Codec.g.cs", "Kernels.Tasks.g.cs" })
            Assert.Contains(files, file => file.EndsWith(kind, StringComparison.Ordinal));
        foreach (string file in files.Where(static file => file.Contains("MpiPool.Generators", StringComparison.Ordinal)))
        {
            string source = File.ReadAllText(file);
            foreach (string word in Banned.Words)
                Assert.False(source.Contains(word, StringComparison.Ordinal), $"{Path.GetFileName(file)} has '{word}'.");
        }
    }

    [Theory]
    [InlineData("MpiPool.Runtime.dll")]
    [InlineData("MpiPool.Library.Tasks.dll")]
    [InlineData("MpiPool.Aot.Program.dll")]
    public void CompiledCode_UsesNothingBanned(string assembly)
    {
        IReadOnlyList<(string Type, string Member)> references = MemberReferences.Of(Path.Combine(Path.GetDirectoryName(program.Jit)!, assembly));
        // The scan finds what is there: generated code uses the library, and the library threads.
        Assert.Contains(references, static reference => reference.Type.StartsWith("MpiPool.", StringComparison.Ordinal) || reference.Type.StartsWith("System.Threading.", StringComparison.Ordinal));
        // Those of generic types too.
        Assert.Contains(references, static reference => reference.Type.EndsWith("`1", StringComparison.Ordinal) && reference.Member.Length > 0);
        Assert.DoesNotContain(references, static reference => Banned.Members.Contains(reference.Member) || Banned.TypeMembers.Contains(reference) || Banned.Types.Any(type => IsOrIsIn(reference.Type, type)));
    }

    [Fact]
    public async Task NativeProgram_HasNoFormatterAndNoSymbolOfOne()
    {
        string symbols = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(program.Aot));
        // The names are there to be found: the program is not stripped.
        Assert.Contains("LibraryTasks", symbols, StringComparison.Ordinal);
        Assert.Contains("PayloadWriter", symbols, StringComparison.Ordinal);
        foreach (string name in new[] { "MemoryPackFormatterProvider", "MemoryPackSerializer__", "DangerousUnmanagedFormatter", "ListFormatter", "GenericDictionaryFormatter", "MakeGenericMethod_" })
            Assert.DoesNotContain(name, symbols, StringComparison.Ordinal);
    }

    private static bool IsOrIsIn(string type, string banned) => banned.EndsWith('.') ? type.StartsWith(banned, StringComparison.Ordinal) : type == banned;
}
