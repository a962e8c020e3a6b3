using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>
/// A block of C# in a page; one of <c>cs</c> is an excerpt, which nobody compiles. After <c>csharp</c> its fence may say <c>members</c>,
/// which stand in a model; <c>statements</c>, which use the classes of the block before; and <c>error MG0000</c>, which is then the only
/// diagnostic.
/// </summary>
internal sealed record DocumentBlock(string Page, int Line, string Fence, string Text, DocumentBlock? Before)
{
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using "
            + "ModelGen;";

    private bool IsOf(string kind) => Fence.Split(' ').Contains(kind);

    /// <summary>The id that must be reported, or null.</summary>
    public string? Error => Fence.Split(' ').SkipWhile(word => word != "error").ElementAtOrDefault(1);

    /// <summary>The block as declarations, on as many lines as the page has.</summary>
    public string Program
        => IsOf("members")
            ? $"[Model] public partial class Net {{ {Text}\n}}"
            : IsOf("statements") ? $"internal static class Program {{ internal static void Run() {{ {Text}\n}} }}" : Text;

    public CSharpCompilation Compilation()
    {
        var texts = IsOf("statements") ? new[] { Usings, Before!.Program } : [Usings];
        return Source.Compile(Program)
            .AddSyntaxTrees(texts.Select((text, number) =>
                CSharpSyntaxTree.ParseText(text, new(LanguageVersion.Latest), $"{number}.cs",
                    cancellationToken: TestContext.Current.CancellationToken)));
    }

    public override string ToString() => $"{Page}:{Line}";

    public static IReadOnlyList<DocumentBlock> Read(string page)
    {
        var blocks = new List<DocumentBlock>();
        var lines = Document.Lines(page);
        for (var start = 0; start < lines.Count; start++)
        {
            if (!lines[start].StartsWith("```", StringComparison.Ordinal)) continue;
            var end = start + 1;
            while (lines[end] != "```") end++;
            if (lines[start].StartsWith("```csharp", StringComparison.Ordinal))
                blocks.Add(new(page, start + 1, lines[start][3..], string.Join("\n", lines.Skip(start + 1).Take(end - start - 1)),
                    blocks.LastOrDefault()));
            start = end;
        }

        return blocks;
    }
}
