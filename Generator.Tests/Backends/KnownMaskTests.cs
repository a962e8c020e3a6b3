using System.Text.RegularExpressions;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Targets;
using ModelGen.Generator.Targets.Simd;
using ModelGen.Generator.Tests.FrontEnd;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Tests.Passes;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>
/// Masks that are known are written as such: .NET 10 folds "mask and false" wrongly where processors have registers for masks.
/// </summary>
public partial class KnownMaskTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatLiesOutsideIsNotRead(bool isDouble)
    {
        var graph = Graph(isDouble ? ElementType.Float64 : ElementType.Float32);
        var programs = new EmittedPrograms(EmittedBackend.Simd, [("outside", Compiler.Compile(graph, ["x"], [], null))]);
        foreach (var n in new[] { 1, 2, 7 })
        {
            var bindings = Evaluation.Bind(graph, ("N", n));
            var results = programs.Run("outside", ProgramKind.Predict, bindings, Device.Cpu);
            foreach (var (output, value) in graph.Outputs.Zip(Interpreter.Outputs(graph, bindings)))
                Oracle.Numbers.MustBeClose(value.Data, results[(output.Role, output.Target)], 1e-6,
                    $"{output.Target} of {graph.Precision} with N = {n}");
        }
    }

    [Fact]
    public void NoConstantsAreCompared()
    {
        var graphs = OpCase.All.Select(row => row.Graph(ElementType.Float32)).Append(Graph(ElementType.Float32))
            .Append(Graph(ElementType.Float64));
        var kernels = graphs.SelectMany(graph =>
            Compiler.Compile(graph, [.. graph.Inputs.Select(input => input.Name)], [], TestOptimizers.Of("Adam")).Kernels).ToList();
        Assert.All(kernels, kernel => Assert.DoesNotMatch(ComparisonOfConstants(), SimdBackend.Emit(kernel, "Kernels")));
        Assert.Matches(ComparisonOfConstants(), "Vector.GreaterThanOrEqual(Vector.Create((int)(-2)), Vector<int>.Zero) & x");
    }

    /// <summary>Single elements of what is padded and joined, some from the padding; and comparisons that are always false.</summary>
    private static Graph Graph(ElementType type)
    {
        var b = new GraphBuilder("Outside", type);
        b.BatchSymbols.Add("N");
        var x = b.Input(new("x", new(type, Shape.Of([Dim.Symbol("N")]))));
        var padded = b.Pad(x, 0, 2, 3, 0.5);
        for (var place = 0; place < 3; place++) b.Output(OutputRole.Result, $"element{place}", b.Slice(padded, 0, place, place + 1));
        b.Output(OutputRole.Result, "last",
            b.Slice(b.Concat(0, [b.Add(OpKind.Exp, x), b.BroadcastTo(b.Constant(3), Shape.Of(2))]), 0, Dim.Symbol("N") + 1,
                Dim.Symbol("N") + 2));
        var isSmall = b.Add(OpKind.Less, x, b.Constant(1));
        foreach (var (number, other) in new[] { double.NaN, 0 }.Index())
            b.Output(OutputRole.Result, $"never{number}",
                b.Select(b.And(isSmall, b.Add(OpKind.Less, number == 0 ? x : b.Constant(1), b.Constant(other))), x, b.Constant(7)));
        return b.Build();
    }

    private const string Constant = @"(Vector\.Create\((\((int|long)\))?\(?-?\d+[Lfd]?\)?\)|Vector<\w+>\.Zero)";

    [GeneratedRegex(@"Vector\.(GreaterThan|LessThan|Equals)\w*\(" + Constant + ", " + Constant + @"\)")]
    private static partial Regex ComparisonOfConstants();
}
