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
internal sealed class KernelBinding(Graph graph, Func<int, int> bufferOf)
{
    private readonly List<int> _buffers = [];
    private readonly List<int> _nodes = [];
    private readonly List<int> _scalars = [];
    private readonly HashSet<int> _read = [];
    private readonly HashSet<int> _written = [];

    public static (Kernel Kernel, EquatableArray<int> Buffers, EquatableArray<int> Scalars) Bind(Graph graph, LoweredGroup group,
        Func<int, int> bufferOf)
    {
        var binding = new KernelBinding(graph, bufferOf);
        var body = CollapseAxes.Run(binding.Bind(group.Body!));
        var scalars = binding._scalars.Map(id => new KernelScalar(graph[id].Type.Element));
        var kernel = new Kernel(KernelNames.ForGroup(graph, group), binding.Arguments(), scalars, body, [], [], []);
        return (kernel, binding._buffers.ToEquatableArray(), binding._scalars.ToEquatableArray());
    }

    /// <summary>A group's kernel with its description.</summary>
    public static Kernel WithDescription(Graph graph, LoweredGroup group, Kernel kernel) => kernel with
    {
        Symbols = DimProduct.SymbolsOf(kernel.Body.Dims.SelectMany(dim => dim.Symbols)).ToEquatableArray(),
        Operations = group.Group.Members.Map(id => GraphPrinter.Node(graph[id])),
        OperationNames = group.Group.Members.Map(id => graph[id].Kind.Row().Name),
    };

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
