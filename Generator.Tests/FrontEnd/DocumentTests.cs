using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.FrontEnd.Scalars;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>
/// What the pages show is true: the right blocks compile, the wrong ones are reported as they say, and every name exists.
/// </summary>
public partial class DocumentTests
{
    private static readonly string[] Pages = ["../README.md", "language.md", "coming-from.md"];

    private static readonly Dictionary<string, DocumentBlock> Blocks = Pages.SelectMany(DocumentBlock.Read)
        .ToDictionary(block => block.ToString());

    public static TheoryData<string> RightBlocks { get; } =
        new(Blocks.Where(block => block.Value.Error is null).Select(block => block.Key));

    public static TheoryData<string> WrongBlocks { get; } =
        new(Blocks.Where(block => block.Value.Error is not null).Select(block => block.Key));

    [Theory]
    [MemberData(nameof(RightBlocks))]
    public async Task ARightBlockCompiles(string place)
    {
        var generated = Source.Generate(Blocks[place].Compilation());
        Assert.DoesNotContain(generated.GetDiagnostics(TestContext.Current.CancellationToken),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.DoesNotContain(await Source.Analyze(generated), diagnostic => diagnostic.Id.StartsWith("MG", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(WrongBlocks))]
    public async Task AWrongBlockIsReportedAtTheLineThatSaysSo(string place)
    {
        var block = Blocks[place];
        var diagnostic = Assert.Single(await Source.Analyze(block.Compilation()));
        Assert.Equal(block.Error, diagnostic.Id);
        var said = block.Program.Split('\n')[diagnostic.Location.GetLineSpan().StartLinePosition.Line].Split($"// {block.Error}");
        Assert.True(said.Length == 2, $"{place}: reported at another line: {diagnostic}");
        Assert.Contains(said[1].TrimStart(':', ' '), diagnostic.GetMessage());
    }

    [Theory]
    [InlineData("language.md")]
    [InlineData("coming-from.md")]
    public void LinksLeadToSections(string page)
    {
        foreach (Match link in Links().Matches(Document.Text(page)))
        {
            var (target, section) = (link.Groups[1].Value, link.Groups[2].Value);
            var titles = Document.Lines(target.Length == 0 ? page : target).Where(line => line.StartsWith('#')).Select(Anchor);
            if (section.Length > 0) Assert.Contains(section, titles);
        }
    }

    /// <summary>In the tables of names, what stands in the column of ModelGen is public, or emitted for the page's model.</summary>
    [Fact]
    public void NamesOfTheTablesExist()
    {
        var generated = Source.Generate(Blocks.Values.First(block => block.Page == "coming-from.md").Compilation());
        var types = PublicTypes(generated).Append(generated.GetTypeByMetadataName("Digits")!).ToList();
        var names = types.SelectMany(type => type.GetMembers().Select(member => member.Name).Append(type.Name).Append(Short(type)))
            .ToHashSet();
        var cells = Document.Lines("coming-from.md").Where(line => line.StartsWith('|')).Select(line => line.Split('|')[^3]);
        Assert.Equal([], NamesIn(cells).Except(names));
    }

    [Theory]
    [InlineData("language.md")]
    [InlineData("coming-from.md")]
    public void WhatIsPublicIsListed(string page)
    {
        var types = PublicTypes(Source.Compile("")).ToList();
        var listed = NamesIn(Document.Lines(page).Where(line => line.StartsWith('|'))).ToHashSet();
        var operations = types.Single(type => type.Name == "Tensor").GetMembers().OfType<IMethodSymbol>()
            .Where(method => method.MethodKind == MethodKind.Ordinary).Select(method => method.Name);
        var layers = types.Where(type => type.AllInterfaces.Any(face => face.Name == "IModule")).Select(type => type.Name);
        var optimizers = types.Where(type => type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "OptimizerAttribute"))
            .Select(Short);
        Assert.Equal([],
            (page == "language.md" ? operations.Except(["Item", "Size"]) : layers.Except(["OutputProjection"]).Concat(optimizers))
                .Except(listed));
    }

    [Fact]
    public void ThePageOfOwnFunctionsListsWhatTheyMayCall()
    {
        var words = Document.Lines("own-functions.md").Single(line => line.StartsWith("| calls |", StringComparison.Ordinal))
            .Split(' ', ',', '|');
        Assert.Equal([], ScalarFunctions.Rows.Keys.Except(words));
    }

    private static IEnumerable<INamedTypeSymbol> PublicTypes(Compilation compilation)
        => compilation.GlobalNamespace.GetNamespaceMembers().Single(space => space.Name == "ModelGen").GetTypeMembers()
            .Where(type => type.DeclaredAccessibility == Accessibility.Public);

    private static string Short(INamedTypeSymbol type)
        => type.Name.EndsWith("Attribute", StringComparison.Ordinal) ? type.Name[..^"Attribute".Length] : type.Name;

    private static IEnumerable<string> NamesIn(IEnumerable<string> cells)
        => cells.SelectMany(cell => Spans().Matches(cell)).SelectMany(span => Names().Matches(span.Groups[1].Value))
            .Select(match => match.Value);

    private static string Anchor(string title) => Punctuation().Replace(title.TrimStart('#', ' ').ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\(([\w.-]*\.md)?#?([\w-]*)\)")]
    private static partial Regex Links();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Spans();

    [GeneratedRegex(@"(?<![\w""])[A-Z]\w+")]
    private static partial Regex Names();

    [GeneratedRegex(@"[^\w -]")]
    private static partial Regex Punctuation();
}
