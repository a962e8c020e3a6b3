using System.Text.RegularExpressions;
using ModelGen.Generator.Analysis;
using ModelGen.Generator.CSharp;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Targets.Host;
using ModelGen.Generator.Targets.Simd;
using ModelGen.Generator.Vocabulary;
using ModelGen.Gpu;
using ModelGen.Runtime;

namespace ModelGen.Generator.Tests.IR;

/// <summary>A primitive has its row in each table over the primitives, or fails here.</summary>
public partial class OpTableTests
{
    public static TheoryData<string> Elementwise { get; } = new(ElementwiseTable.Rows.Keys.Select(kind => kind.ToString()));

    /// <summary>The primitives that rightly have nothing in a field.</summary>
    private static readonly Dictionary<string, IReadOnlyList<OpKind>> Without = new()
    {
        // It is no instruction.
        [nameof(OpFunction.Cycles)] = [OpKind.Detach],

        // Operators, casts and what Math lacks.
        [nameof(OpFunction.ScalarName)] = [OpKind.Negate, OpKind.Sigmoid, OpKind.Erf, OpKind.Convert, OpKind.Detach,
            OpKind.Add, OpKind.Subtract, OpKind.Multiply, OpKind.Divide, OpKind.Less, OpKind.LessOrEqual, OpKind.Equal, OpKind.Select],

        // An operator, and what no user needs; TensorMethods has those that have parameters.
        [nameof(OpFunction.Method)] = [OpKind.Negate, .. OfMany],

        // ValueRanges and DerivativeFiniteness look at their nodes.
        [nameof(OpFunction.Range)] = OfMany,
        [nameof(OpFunction.Slope)] = OfMany,
    };

    private static readonly Dictionary<string, Type> Classes = new[]
        {
            typeof(Math), typeof(HostMath), typeof(System.Numerics.Vector), typeof(VectorMath), typeof(Lanes), typeof(KernelMath),
        }.ToDictionary(type => type.Name);

    private static IReadOnlyList<OpKind> OfMany => [.. ElementwiseTable.Rows.Where(row => row.Value.Arity > 1).Select(row => row.Key)];

    [Fact]
    public void EveryPrimitiveHasARowAndIsFoundByItsName()
    {
        foreach (var kind in Enum.GetValues<OpKind>()) Assert.Equal(kind, OpTable.Find(kind.Row().Name));
    }

    [Fact]
    public void EveryElementwisePrimitiveHasEachField()
        => Assert.Empty(ElementwiseTable.Rows.SelectMany(row => Lacks(row.Key, row.Value)));

    [Fact]
    public void AFieldThatIsLackingIsFound()
    {
        var row = OpKind.Sin.Function();
        Assert.Equal(["Sin lacks Cycles", "Sin lacks Host", "Sin lacks Slope"],
            Lacks(OpKind.Sin, row with { Cycles = 0, Host = "", Slope = null }));
        Assert.Equal(["VectorMath.Sine", "Tensor.Sine"], Missing(row with { Vector = "VectorMath.Sine", Method = "Sine" }));
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void EveryFunctionThatIsNamedIsThere(string name) => Assert.Empty(Missing(Enum.Parse<OpKind>(name).Function()));

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void EveryElementwisePrimitiveHasItsValue(string name)
    {
        var value = HostConstant.EvaluateOp(OfNumbers(Enum.Parse<OpKind>(name)).Node, [1, 2, 3]);
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
        var writer = new SourceWriter();
        new HostExpressions(nodes, []).Write(writer);
        Assert.Matches($@"^(double|bool) \w*{ValueNames.Pascal(ValueNames.Noun(node.Kind))}\d* = ", writer.ToString().Split('\n')[^2]);
    }

    private static IEnumerable<string> Lacks(OpKind kind, OpFunction row)
        => from field in typeof(OpFunction).GetProperties()
           where field.GetValue(row) is null or "" or 0 or 0d
               && !(Without.TryGetValue(field.Name, out var kinds) && kinds.Contains(kind))
           select $"{kind} lacks {field.Name}";

    /// <summary>What a row names that is not there.</summary>
    private static IEnumerable<string> Missing(OpFunction row)
    {
        foreach (var form in new[] { row.Host, row.Vector.Replace("{Lane}", "Float", StringComparison.Ordinal),
            row.Kernel.Replace("{Math}", "Math", StringComparison.Ordinal) })
        {
            foreach (var call in Call().Matches(form).Where(call => !Has(Classes[call.Groups["class"].Value], call.Groups["name"].Value)))
                yield return call.Value;
        }

        if (row.ScalarName is { } scalar && !Has(typeof(Math), scalar) && !Has(typeof(double), scalar)) yield return "Math." + scalar;
        if (row.Method is { } own && !Has(typeof(Tensor), own) && !Has(typeof(IndexTensor), own)) yield return "Tensor." + own;

        static bool Has(Type type, string name) => type.GetMethods().Any(method => method.Name == name);
    }

    /// <summary>A primitive of numbers of the host.</summary>
    private static (IReadOnlyList<Node> Nodes, Node Node) OfNumbers(OpKind kind)
    {
        var builder = new GraphBuilder("numbers", ElementType.Float32);
        var (x, y) = (builder.HostScalar("learning_rate"), builder.HostScalar("step"));
        var isLess = builder.Add(OpKind.Less, x, y);
        var node = kind == OpKind.Convert
            ? builder.ToFloat(isLess)
            : builder.Add(kind, [.. new[] { kind == OpKind.Select ? isLess : x, y, x }.Take(kind.Row().Arity)]);
        return (builder.Nodes, node);
    }

    [GeneratedRegex(@"(?<class>\w+)\.(?<name>\w+)")]
    private static partial Regex Call();
}
