using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>
/// Numbers of a module's constructor decide branches, loops and what must be a constant: each use of the module fixes them.
/// </summary>
public class ModuleNumberTests
{
    public static TheoryData<string> Names { get; } = new(ModuleNumberCase.All.Select(item => item.Name));

    private static ModuleNumberCase Case(string name) => ModuleNumberCase.All.Single(item => item.Name == name);

    [Theory]
    [MemberData(nameof(Names))]
    public void AUseFixesTheNumbers(string name)
        => Check(Case(name), Source.Spec(Case(name).Module + Case(name).Model(isPlain: false)).Graph);

    [Theory]
    [MemberData(nameof(Names))]
    public void AUseOfALibrarysModuleFixesTheNumbers(string name)
    {
        var library = Source.Reference(Source.Generate(Source.Compile("using System;" + Case(name).Module)));
        Check(Case(name), Source.Spec(Source.Compile(Case(name).Model(isPlain: false), library), "M").Graph);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task NeitherTheModuleNorItsUseIsReported(string name)
        => Assert.Empty(await Source.Analyze(Source.Compile(Case(name).Module + Case(name).Model(isPlain: false))));

    private static void Check(ModuleNumberCase expected, Graph graph)
    {
        var plain = Source.Spec(expected.Plain + expected.Model(isPlain: true)).Graph;
        var used = plain.Nodes.Where(node => node.Kind == OpKind.Parameter).Select(node => node.Name).Order();
        Assert.Equal(used, graph.Parameters.Select(parameter => parameter.Name).Order());
        GraphVerifier.Check(graph);
        Evaluation.Same(plain, graph, ("N", 2));
    }
}
