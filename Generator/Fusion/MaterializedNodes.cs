using ModelGen.Generator.IR;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// Decides which movement operations must be copies rather than index arithmetic in their consumers: graph outputs, matmul operands that
/// are no strided matrices, and operands of a reshape that are not dense.
/// </summary>
internal sealed class MaterializedNodes
{
    /// <summary>A longer chain of movement is cut, and the value at the cut is stored.</summary>
    private const int MaxMovementChain = 64;

    private readonly Graph _graph;
    private readonly HashSet<int> _host;
    private readonly HashSet<int> _stored = [];
    private readonly LayoutAnalysis _layouts;

    private MaterializedNodes(Graph graph)
    {
        (_graph, _host) = (graph, HostValues.Find(graph));
        _layouts = new(graph, node => IsDense(node) || _stored.Contains(node.Id));
    }

    public static HashSet<int> Find(Graph graph)
    {
        var found = new MaterializedNodes(graph);
        found.AddOutputs();
        found.AddControlOperands();
        found.AddOperands();
        found.CutLongChains();
        found.AddOperandsOfReshapes();
        return found._stored;
    }

    private void AddOutputs()
    {
        foreach (var output in _graph.Outputs)
        {
            if (IsMovement(_graph[output.Node])) _stored.Add(output.Node);
        }
    }

    private void AddControlOperands()
    {
        foreach (var control in _graph.Nodes.Where(node => node.Kind.IsControl() || node.Kind == OpKind.Item))
        {
            _stored.UnionWith(control.Inputs.Skip(control.Inputs.Count - control.Carried));
            _stored.UnionWith(control.Inputs.Skip(control.Kind.LeadingOperands())
                .Where(id => !IsDense(Materialize.SkipReshapes(_graph, _graph[id], node => _stored.Contains(node.Id)))));
        }
    }

    /// <summary>What products, and the operations that read rows by their indices, cannot read where it lies.</summary>
    private void AddOperands()
    {
        foreach (var node in _graph.Nodes)
        {
            if (node.Kind == OpKind.MatMul) _stored.UnionWith(_layouts.OperandsToStore(node).Select(operand => operand.Id));
            else if (node.Kind.Has(OpTraits.HasIndexedRows)) StoreBefore(node);
        }
    }

    /// <summary>A long chain of movement is stored in between, since each consumer would evaluate the whole chain.</summary>
    private void CutLongChains()
    {
        var moves = new int[_graph.Nodes.Count];
        foreach (var node in _graph.Nodes.Where(node => IsMovement(node) && node.Type.Element != ElementType.Bool))
        {
            moves[node.Id] = 1 + node.Inputs.Max(id => moves[id]);
            if (moves[node.Id] < MaxMovementChain) continue;
            _stored.Add(node.Id);
            moves[node.Id] = 0;
        }
    }

    /// <summary>Only matmul operands can split coordinates: the operand of a reshape that any other node reads must be dense.</summary>
    private void AddOperandsOfReshapes()
    {
        var lowered = new HashSet<int>();
        var worklist = new Stack<int>(_graph.Nodes.Where(node => node.Kind != OpKind.MatMul && !IsMovement(node))
            .SelectMany(node => node.Inputs)
            .Concat(_stored));
        while (worklist.Count > 0)
        {
            var node = _graph[worklist.Pop()];
            if (!IsMovement(node) || !lowered.Add(node.Id)) continue;
            if (node.Kind == OpKind.Reshape) StoreBefore(node);
            foreach (var source in node.Inputs) worklist.Push(source);
        }
    }

    private void StoreBefore(Node movement)
    {
        if (IsMovement(movement) && _layouts.ToStore(movement) is { } operand) _stored.Add(operand.Id);
    }

    private static bool IsMovement(Node node) => node.Class == OpClass.Movement;

    /// <summary>
    /// Values that are stored densely in row-major order: declared tensors and the results of kernels. A reshape of one is dense too.
    /// </summary>
    private bool IsDense(Node node) => node.Kind.IsDeclared()
        || (!_host.Contains(node.Id)
            && node.Class is OpClass.Elementwise or OpClass.Reduction or OpClass.Contraction or OpClass.Part);
}
