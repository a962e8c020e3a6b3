using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Lowering;

namespace ModelGen.Generator.Programs;

/// <summary>
/// Binds the tensors of a lowered group to kernel arguments, one per buffer, and its host scalars to scalar arguments, in order of first
/// use.
/// </summary>
/// <param name="bufferOf">The buffer that holds a node's value.</param>
internal sealed class KernelBinding(Graph graph, LoweredGroup group, Func<int, int> bufferOf)
{
    /// <summary>The number of the argument of each value.</summary>
    private readonly Dictionary<int, int> _numbers = [];
    private readonly List<int> _buffers = [];
    private readonly List<int> _nodes = [];
    private readonly List<int> _scalars = [];
    private readonly HashSet<int> _read = [];
    private readonly HashSet<int> _written = [];

    /// <summary>A group's kernel, with what describes it under the names that its arguments will have, and its launch.</summary>
    public static (Kernel Kernel, Func<Kernel, Kernel> Describe, Launch Launch) Bind(Graph graph, LoweredGroup group,
        Func<int, int> bufferOf)
    {
        var binding = new KernelBinding(graph, group, bufferOf);
        var body = CollapseAxes.Run(binding.Bind(group.Body!));
        var scalars = binding._scalars.Map(id => new KernelScalar(graph[id].Type.Element));
        var members = group.Group.Members.Map(id => graph[id]);
        var kernel = new Kernel(KernelNames.ForGroup(graph, group), binding.Arguments(), scalars, body,
            DimProduct.SymbolsOf(body.Dims.SelectMany(dim => dim.Symbols)).ToEquatableArray(), [],
            members.Map(node => node.Kind.Row().Name))
        {
            Sources = SourcesOf(members, members.Where(node => group.Stores.Contains(node.Id))),
        };
        var launch = new Launch(0, binding._buffers.ToEquatableArray(), binding._scalars.ToEquatableArray()) { Sources = kernel.Sources };
        return (kernel, binding.Described, launch);
    }

    /// <summary>A kernel that stores no gradient differentiates nothing, whatever masks it has in common with one that does.</summary>
    private static EquatableArray<KernelSource> SourcesOf(IEnumerable<Node> members, IEnumerable<Node> stored)
        => stored.All(node => node.Origin?.Role is null or OriginRole.Forward)
            ? KernelSource.Of(members.Where(node => node.Origin?.Role == OriginRole.Forward))
            : KernelSource.Of(members);

    private Kernel Described(Kernel kernel) => kernel with { Formulas = Formulas.Write(graph, group, Names(kernel)).ToEquatableArray() };

    /// <summary>The names of the values that the kernel loads and stores.</summary>
    private Dictionary<int, string> Names(Kernel kernel)
        => _numbers.ToDictionary(number => number.Key, number => kernel.Arguments[number.Value].Name);

    private KernelBody Bind(KernelBody body) => body switch
    {
        LoopNestBody nest => nest with { Steps = nest.Steps.Select(Bind).ToEquatableArray() },
        ContractionBody product =>
            product with { Left = Bind(product.Left), Right = Bind(product.Right), Epilogue = Bind(product.Epilogue) },
        _ => body,
    };

    private ProductOperand Bind(ProductOperand operand) => operand with { Argument = Argument(operand.Argument, _read) };

    private Phase Bind(Phase phase) => phase with
    {
        Program = phase.Program with { Instructions = phase.Program.Instructions.Select(Bind).ToEquatableArray() },
        Stores = phase.Stores.Select(store => store with { Argument = Argument(store.Argument, _written) }).ToEquatableArray(),
    };

    private ScalarInstruction Bind(ScalarInstruction instruction) => instruction switch
    {
        LoadInstruction load => load with { Node = Argument(load.Node, _read) },
        HostInstruction host => host with { Node = Scalar(host.Node) },
        _ => instruction,
    };

    private int Argument(int node, HashSet<int> use)
    {
        var buffer = bufferOf(node);
        var number = _buffers.IndexOf(buffer);
        if (number < 0)
        {
            number = _buffers.Count;
            _buffers.Add(buffer);
            _nodes.Add(node);
        }

        _numbers[node] = number;
        use.Add(number);
        return number;
    }

    private int Scalar(int node)
    {
        if (!_scalars.Contains(node)) _scalars.Add(node);
        return _scalars.IndexOf(node);
    }

    private EquatableArray<KernelArgument> Arguments()
    {
        var names = KernelNames.Arguments(_nodes.Select(id => graph[id]));
        return _nodes.Select((id, number) =>
            new KernelArgument(names[number], graph[id].Type.Element, _read.Contains(number), _written.Contains(number)))
                .ToEquatableArray();
    }
}
