using Microsoft.CodeAnalysis;
using ModelGen.Generator.IR;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Which symbols of shapes a call finds from shapes, which from lengths, and that what is emitted for them compiles.</summary>
public class SymbolTests
{
    /// <summary>Shapes of inputs, and the parameters of Predict over spans that are sizes.</summary>
    private static readonly (string[] Shapes, string[] Sizes)[] Solved =
    [
        (["\"N\", 3"], []),
        (["\"2*K\""], []),
        (["\"N\", \"2*K\""], ["n", "k"]),
        (["4, \"2*K+1\""], []),
        (["\"H+K\"", "\"H\""], []),
        (["\"H\"", "\"H+K\", 2"], []),
        (["\"H-K\"", "\"H\""], []),
        (["\"H*K+H\"", "\"H\""], []),
        (["\"floor(H/2)+3*K\"", "\"H\""], []),
        (["1, \"2*H\", \"2*W\""], ["h", "w"]),
        (["\"N\", \"T\"", "\"N\""], []),
        (["\"N\", \"T\"", "\"T\", \"S\""], ["n", "t", "s"]),
        (["\"N\", \"N\""], ["n"]),
        (["\"K\", \"2*K\""], ["k"]),
        (["\"N\", \"width*K\""], ["n", "k"]),
        (["\"width*K+width\""], []),
        (["\"SeqLength\", \"HW\", \"x0\""], ["seqLength", "hw", "x0Size"]),
        (["\"class\", \"Event\""], ["class", "event"]),
    ];

    [Fact]
    public void EmittedCallsCompile()
    {
        var generated = Source.Generate(Source.Compile(string.Concat(Solved.Select((item, number) => Model($"M{number}", item.Shapes)))));
        Assert.Empty(generated.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        for (var number = 0; number < Solved.Length; number++)
        {
            var calls = generated.GetTypeByMetadataName($"M{number}")!.GetMembers().OfType<IMethodSymbol>().ToList();
            foreach (var name in new[] { "Predict", "Evaluate", "Gradients", "TrainStep" })
            {
                var overloads = calls.Where(call => call.Name == name).ToList();
                if (Solved[number].Sizes.Length > 0) Assert.Equal(2, overloads.Count);
                Assert.Equal(Solved[number].Sizes, overloads[0].Parameters
                    .Where(parameter => parameter.Type.SpecialType == SpecialType.System_Int32).Select(parameter => parameter.Name));
                Assert.All(overloads.Skip(1), overload =>
                    Assert.Equal(Solved[number].Shapes.Length + (name == "Predict" ? 1 : 0), overload.Parameters.Length));
            }
        }
    }

    [Theory]
    [InlineData("K", "\"N\", \"K*M\"")]
    [InlineData("K", "\"K*K\"")]
    [InlineData("W", "\"N\", \"floor(W/2)\"")]
    [InlineData("H", "\"H+K\", \"H-K\"")]
    [InlineData("K", "\"N\"", "\"K*M\", \"2*K*M\"", "\"floor(K/2)\"")]
    [InlineData("Q", "\"max0(Q)\"")]
    public void WhatNoShapeTellsIsOneDiagnostic(string symbol, params string[] shapes)
    {
        var diagnostic = Assert.Single(SourceProgram.Analyze(SourceProgram.Compile(Model("M", shapes))));
        Assert.Equal("MG0103", diagnostic.Id);
        Assert.Contains($"no input of Forward tells {symbol}:", diagnostic.GetMessage());
    }

    /// <summary>A mistake elsewhere is the only diagnostic where calls give sizes.</summary>
    [Fact]
    public void ABrokenModelTakesTheSizes()
    {
        var compilation = Source.Generate(Source.Compile("""
            [Model, Sgd] public partial class M
            {
                [Parameter(3)] private readonly Tensor w = null!;
                public Tensor Forward([Shape("N", "T")] Tensor x) => x * Missing(w);
                public Tensor Missing(Tensor x) => x.Reshape(5);
                public Tensor Loss(Tensor y, [Shape("N", "T")] Tensor target) => y.MeanSquared(target);
            }
            public static class Use
            {
                public static void Go(M model, float[] x)
                {
                    model.Predict(x, x, n: 1, t: 2);
                    model.TrainStep(x, x, n: 1, t: 2);
                    model.Evaluate(x, x, n: 1, t: 2);
                    model.Gradients(x, x, n: 1, t: 2);
                    model.Fit(x, x, t: 2, epochs: 1);
                }
            }
            """));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    /// <summary>A module's symbols are found by division too, wherever they stand; what a call decides of them is a guard.</summary>
    [Theory]
    [InlineData("\"...\", \"2*K\"", "\"N\", 6", 0)]
    [InlineData("\"...\", \"2*K\"", "\"N\", \"4*M\"", 0)]
    [InlineData("\"...\", \"2*K\"", "\"N\", \"M\"", 1)]
    [InlineData("\"N\", \"2*K+2\"", "\"N\", \"2*M\"", 0)]
    [InlineData("\"K\", \"K*M\"", "3, 6", 0)]
    [InlineData("\"K*M\", \"K\"", "6, 3", 0)]
    [InlineData("\"K*M\", \"K\"", "\"A\", \"B\"", 1)]
    public void ModulesAreSolvedByDivision(string declared, string given, int guards)
    {
        var graph = SourceProgram.Spec($$"""
            [Module] public partial class Inner { public Tensor Forward([Shape({{declared}})] Tensor x) => x * 2; }
            [Model] public partial class M
            {
                private readonly Inner _inner = new();
                public Tensor Forward([Shape({{given}})] Tensor x) => _inner.Forward(x) + 1;
            }
            """, "M").Graph;
        Assert.Equal(guards, graph.Guards.Count);
        var bindings = Evaluation.Bind(graph, [.. graph.BatchSymbols.Select(symbol => (symbol, 4L))]);
        var x = bindings.Inputs["x"];
        Assert.Equal(x.Select(value => (2 * value) + 1), Interpreter.Outputs(graph, bindings, OutputRole.Result).Values.Single().Data);
    }

    private static string Model(string name, string[] shapes)
    {
        var inputs = string.Join(", ", shapes.Select((shape, number) => $"[Shape({shape})] Tensor x{number}"));
        var sum = string.Join(" + ", shapes.Select((_, number) => $"x{number}.Sum()"));
        return $$"""
            [Model, Sgd] public partial class {{name}}(int width = 2)
            {
                [Parameter("width")] private readonly Tensor w = null!;
                public Tensor Forward({{inputs}}) => w * ({{sum}});
                public Tensor Loss(Tensor y) => y.Mean();
            }

            """;
    }
}
