using ModelGen.Generator.IR;
using ModelGen.Generator.Tests.Fuzz;

namespace ModelGen.Generator.Tests.IR;

/// <summary>Each primitive takes the arguments of its family, and none of another.</summary>
public class OpArgumentTests
{
    private static readonly Lazy<IReadOnlyDictionary<OpKind, (Graph Graph, Node Node)>> Samples = new(MakeSamples);

    public static TheoryData<string> Kinds { get; } = new(Enum.GetNames<OpKind>());

    /// <summary>The records of arguments, one for each family.</summary>
    private static IEnumerable<Type> Records
        => typeof(OpArguments).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(OpArguments)) && !type.IsAbstract);

    [Fact]
    public void EveryFamilyIsThatOfSomePrimitive()
        => Assert.Equal(Records.OrderBy(type => type.Name),
            Enum.GetValues<OpKind>().Select(kind => kind.Row().Arguments.Record).Distinct().OrderBy(type => type.Name));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheVerifierRefusesArgumentsOfAnotherFamily(string name)
    {
        var kind = Enum.Parse<OpKind>(name);
        var (graph, node) = Samples.Value[kind];
        Assert.Empty(Faults(node.Arguments));
        var others = Samples.Value.Values.Select(sample => sample.Node.Arguments)
            .Where(arguments => arguments.GetType() != kind.Row().Arguments.Record).DistinctBy(arguments => arguments.GetType()).ToList();
        Assert.Equal(Records.Count() - 1, others.Count);
        foreach (var other in others)
            Assert.Contains($"it takes {kind.Row().Arguments.Record.Name}, not {other.GetType().Name}", Faults(other).First(),
                StringComparison.Ordinal);

        IEnumerable<string> Faults(OpArguments arguments) => GraphVerifier.Faults(graph with
        {
            Nodes = [.. graph.Nodes.Select(other => other.Id == node.Id ? node with { Arguments = arguments } : other)],
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheTextOfArgumentsIsReadBackByTheirFamily(string name)
    {
        var kind = Enum.Parse<OpKind>(name);
        var arguments = Samples.Value[kind].Node.Arguments;
        var line = new GraphLine(string.Join(" ", arguments.Words()), 1);
        var read = kind.Row().Arguments.Read(line);
        Assert.True(line.AtEnd, line.Rest());
        Assert.Equal(arguments, read switch
        {
            ControlArguments control => control with { Bodies = Samples.Value[kind].Node.Bodies },
            TypedArguments typed => typed with { Element = Samples.Value[kind].Node.Element },
            _ => read,
        });
    }

    /// <summary>Dimensions of a graph are substituted wherever they stand.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void EachDimensionIsMapped(string name)
    {
        var arguments = Samples.Value[Enum.Parse<OpKind>(name)].Node.Arguments;
        Assert.Equal(arguments.AllDims().Select(dim => dim + 1), arguments.Map(dim => dim + 1).AllDims());
        Assert.Equal(arguments, arguments.Map(dim => dim + 1).Map(dim => dim - 1));
    }

    [Fact]
    public void ANodeSaysWhichArgumentsItLacks()
        => Assert.Contains("has NoArguments, not SliceArguments",
            Assert.Throws<InvalidOperationException>(() => Samples.Value[OpKind.Exp].Node.Slice).Message, StringComparison.Ordinal);

    /// <summary>A node of each primitive, from random graphs, and those that only gradients and optimizers make.</summary>
    private static Dictionary<OpKind, (Graph Graph, Node Node)> MakeSamples()
    {
        var builder = new GraphBuilder("made", ElementType.Float32);
        var type = new TensorType(ElementType.Float32, Shape.Of(3));
        builder.Parameter(new("w", type, new(InitializerKind.Zeros)));
        builder.State(new("w.momentum", "w", type));
        builder.Undefined(type);
        var samples = new Dictionary<OpKind, (Graph, Node)>();
        foreach (var graph in Enumerable.Range(0, 1000).Select(RandomGraph.Make).Prepend(builder.Build()))
        {
            foreach (var node in graph.Nodes) samples.TryAdd(node.Kind, (graph, node));
        }

        return samples;
    }
}
