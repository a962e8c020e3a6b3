using ModelGen.Generator.Fusion;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Targets.Host;
using ModelGen.Generator.Tests.Fuzz;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Kernels;

/// <summary>The floats of a kernel have one type, or it converts and does nothing else; what targets lack is refused by name.</summary>
public class KernelTypeTests
{
    private const int Graphs = 400;

    private static readonly Shape Rows = Shape.Of(Dim.Symbol("N"), 5);

    [Fact]
    public void AConversionIsApartFromBothOfItsSides()
    {
        var b = Builder(out var x);
        var sum = b.Sum(b.Convert(b.Add(OpKind.Exp, x), ElementType.Float64), [1]);
        var groups = Groups(b, b.Convert(sum, ElementType.Float32));
        Assert.Equal(["exp", "convert", "reduce_sum", "convert"], groups);
    }

    [Fact]
    public void ConversionsOfTheSameTypesAreOneKernel()
    {
        var b = Builder(out var x);
        var y = b.Input(new("y", x.Type));
        var groups = Groups(b, b.Multiply(b.Convert(x, ElementType.Float64), b.Convert(y, ElementType.Float64)));
        Assert.Equal(["convert convert", "multiply"], groups);
    }

    [Fact]
    public void MembersOfRandomGroupsHaveTheTypesOfTheirGroup()
    {
        var mixed = 0;
        for (var seed = 0; seed < Graphs; seed++)
        {
            var graph = GraphPasses.Run(RandomGraph.MakeMixed(seed));
            foreach (var group in Fuse.Run(graph).Where(group => group.Kind is not (GroupKind.Control or GroupKind.HostRead)))
            {
                var types = group.Members.Select(id => KernelTypes.Find(graph, graph[id])).Where(types => types is not null).Distinct();
                Assert.True(types.Count() <= 1,
                    $"seed {seed}: {string.Join("\n", group.Members.Select(id => GraphPrinter.Node(graph[id])))}");
                if (types.Any(pair => pair!.Value.From != pair.Value.To)) mixed++;
            }
        }

        Assert.True(mixed > Graphs / 4, $"only {mixed} groups convert");
    }

    [Fact]
    public void HalfPrecisionIsRefusedByTheNameOfTheValue()
        => Assert.Equal("m: weight has values of bf16, in which no target computes yet",
            Refused((b, x) => b.Multiply(b.Convert(Parameter(b, ElementType.BFloat16), ElementType.Float32), x)));

    [Fact]
    public void LossesAreOfOneType()
    {
        var (single, wide) = (WithLoss(ElementType.Float32), WithLoss(ElementType.Float64));
        Assert.Equal("m: losses and norms of gradients are of f32 and f64, but the runtime reads them in one float type",
            Assert.Throws<NotSupportedException>(() => EmittableTypes.Check(single with
            {
                Programs = [.. single.Programs, .. wide.Programs],
            })).Message);

        static CompiledModel WithLoss(ElementType type)
        {
            var b = Builder(out var x);
            b.Output(OutputRole.Loss, "loss", b.Convert(b.Sum(x), type));
            return EmittableTypes.Check(Compiler.Compile(b.Build(), ["x"], [], null));
        }
    }

    [Fact]
    public void SinglesAndDoublesThatDoNotMeetAreEmitted()
    {
        var b = Builder(out var x);
        var y = b.Input(new("y", new(ElementType.Float64, Rows)));
        b.Output(OutputRole.Result, "x", b.Add(OpKind.Exp, x));
        b.Output(OutputRole.Result, "y", b.Add(OpKind.Exp, y));
        var model = EmittableTypes.Check(Compiler.Compile(b.Build(), ["x", "y"], [], null));
        Assert.Equal([[ElementType.Float32], [ElementType.Float64]], model.Kernels.Select(kernel => kernel.Floats));
    }

    private static Node Parameter(GraphBuilder b, ElementType type, string name = "weight")
        => b.Parameter(new(name, new(type, Shape.Scalar), new(InitializerKind.Zeros)));

    private static GraphBuilder Builder(out Node x)
    {
        var b = new GraphBuilder("m", ElementType.Float32) { BatchSymbols = { "N" } };
        x = b.Input(new("x", new(ElementType.Float32, Rows)));
        return b;
    }

    /// <summary>The operations of each group, in order.</summary>
    private static IEnumerable<string> Groups(GraphBuilder b, Node result)
    {
        b.Output(OutputRole.Result, "result", result);
        var graph = b.Build();
        return Fuse.Run(graph).Select(group => string.Join(" ", group.Members.Select(id => graph[id].Kind.Row().Name)));
    }

    private static string Refused(Func<GraphBuilder, Node, Node> make)
    {
        var b = Builder(out var x);
        b.Output(OutputRole.Result, "result", make(b, x));
        var model = Compiler.Compile(b.Build(), ["x"], [], null);
        return Assert.Throws<NotSupportedException>(() => EmittableTypes.Check(model)).Message;
    }
}
