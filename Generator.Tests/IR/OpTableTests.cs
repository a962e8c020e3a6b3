using ModelGen.Generator.Analysis;
using ModelGen.Generator.CSharp;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Targets.Host;
using ModelGen.Generator.Targets.Simd;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.IR;

/// <summary>A primitive has its row in each table over the primitives, or fails here.</summary>
public class OpTableTests
{
    public static TheoryData<string> Elementwise { get; } =
        new(Enum.GetValues<OpKind>().Where(kind => kind.Row().Class == OpClass.Elementwise).Select(kind => kind.ToString()));

    [Fact]
    public void EveryPrimitiveHasARowAndIsFoundByItsName()
    {
        foreach (var kind in Enum.GetValues<OpKind>()) Assert.Equal(kind, OpTable.Find(kind.Row().Name));
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void EveryElementwisePrimitiveHasItsValue(string name)
    {
        var value = HostConstant.EvaluateOp(Enum.Parse<OpKind>(name), [1, 2, 3]);
        Assert.True(value is null || double.IsFinite(value.Value));
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void EveryElementwisePrimitiveHasItsRangeAndSlopes(string name)
    {
        var (nodes, node) = OfNumbers(Enum.Parse<OpKind>(name));
        var ranges = new ValueRanges(nodes);
        Assert.True(ranges[node.Id].Low <= ranges[node.Id].High);
        for (var operand = 0; operand < node.Inputs.Count; operand++)
            new DerivativeFiniteness(ranges, nodes).IsDerivativeFinite(node, operand);
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void EveryElementwisePrimitiveIsWrittenForTheHost(string name)
    {
        var (nodes, node) = OfNumbers(Enum.Parse<OpKind>(name));
        if (node.Type.Element == ElementType.Int32) return;
        var writer = new SourceWriter();
        new HostExpressions(nodes, "n").Write(writer);
        Assert.Contains($" n{node.Id} = ", writer.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void EveryElementwisePrimitiveHasItsCycles(string name)
    {
        var kind = Enum.Parse<OpKind>(name);
        if (kind == OpKind.Detach) return; // no instruction
        Assert.True(SimdCost.Cycles(new ComputeInstruction(kind, new int[kind.Row().Arity].ToEquatableArray(), ElementType.Float32)) > 0);
    }

    /// <summary>A primitive of numbers of the host.</summary>
    private static (IReadOnlyList<Node> Nodes, Node Node) OfNumbers(OpKind kind)
    {
        var builder = new GraphBuilder("numbers", ElementType.Float32);
        var (x, y) = (builder.HostScalar("learning_rate"), builder.HostScalar("step"));
        var isLess = builder.Add(OpKind.Less, x, y);
        var node = builder.Add(kind,
            [.. new[] { kind is OpKind.Select or OpKind.ConvertToFloat or OpKind.ConvertToInt ? isLess : x, y, x }.Take(kind.Row().Arity)]);
        return (builder.Nodes, node);
    }
}
