using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Programs;

/// <summary>
/// The memory of a loop or a branch. What a loop carries lies in slots, one for each turn and one for the start, where a stack of it is
/// wanted, else in two that take turns; so nothing is copied, and such a stack costs nothing.
/// </summary>
internal sealed class ControlMemory
{
    private readonly Graph _graph;
    private readonly Node _node;
    private readonly DimRanges _ranges;
    private readonly IReadOnlyList<(BlockCompiler Compiler, Graph Graph, ControlBlock Scratch)> _bodies;
    private readonly List<ControlBlock> _results = [];

    public ControlMemory(Graph graph, Node node, KernelPool pool, IReadOnlyList<MemoryBuffer> persistent, DimRanges ranges)
    {
        (_graph, _node, _ranges) = (graph, node, ranges);
        for (var number = 0; number < Count; number++) _results.Add(Result(number));
        _bodies = node.Arguments.Bodies.Select(body =>
        {
            var own = body with { Outputs = body.Outputs.Where((_, number) => Shared(number) is null).ToEquatableArray() };
            var grouping = Grouping.Of(own, _ => true);
            var compiler = new BlockCompiler(grouping, pool, persistent, IsLoop ? ranges.Within(node.Arguments.Name!, Turns) : ranges,
                _ => true);

            // Where the body does not run, what it would need has no meaning, and may be less than nothing.
            return (compiler, grouping.Graph,
                new ControlBlock(ranges.Clamp(IsLoop ? compiler.Bytes.AtMost(node.Arguments.Name!, Turns - 1) : compiler.Bytes), null, []));
        }).ToList();
    }

    /// <summary>The pieces of memory that the graph around it must give.</summary>
    public IEnumerable<ControlBlock> Blocks
        => _results.Distinct().Concat(_bodies.Select(body => body.Scratch)).Where(block => !block.Bytes.IsZero);

    /// <summary>The nodes that a loop starts with.</summary>
    public IEnumerable<int> Starts => _node.Inputs.Skip(_node.Inputs.Count - _node.Arguments.Carried);

    /// <summary>Where the starts and the parts lie, given where the block around has its memory.</summary>
    public IEnumerable<(int Node, Func<Dim, MemoryBuffer> Place)> Places
    {
        get
        {
            foreach (var (id, number) in Starts.Select((id, number) => (id, number)))
                yield return (id, start => Buffer(_graph[id], start + _results[number].Offset + Slot(number, First)));
            foreach (var part in _graph.Nodes.Where(node => node.Kind == OpKind.Part && node.Inputs[0] == _node.Id))
                yield return (part.Id, start =>
                    Buffer(part, start + _results[part.Arguments.Number].Offset + PartOffset(part.Arguments.Number)));
        }
    }

    private bool IsLoop => _node.Kind == OpKind.Loop;

    private Graph Body => _node.Arguments.Bodies[0];

    private int Count => Body.Outputs.Count;

    private int Carried => _node.Arguments.Carried;

    private Dim Turns => _node.Arguments.Count;

    private Dim Index => Dim.Symbol(_node.Arguments.Name!);

    /// <summary>The slots of the start, of the end, and those that the turn of the index reads and writes.</summary>
    private Dim First => _node.Arguments.Reverse ? Turns : Dim.Zero;

    private Dim Last => _node.Arguments.Reverse ? Dim.Zero : Turns;

    private Dim Read => _node.Arguments.Reverse ? Index + 1 : Index;

    private Dim Written => _node.Arguments.Reverse ? Index : Index + 1;

    /// <summary>Writes the step.</summary>
    /// <param name="start">Where the block around has its memory.</param>
    /// <param name="operands">The buffers of the operands that the bodies see.</param>
    public ProgramStep Step(Dim start, IReadOnlyList<MemoryBuffer> operands)
    {
        var blocks = _bodies.Select((body, number) => Checked(number, Block(body.Compiler, body.Graph, body.Scratch, start, operands)))
            .ToList();
        return IsLoop
            ? new LoopStep(_node.Arguments.Name!, Turns, _node.Arguments.Reverse, blocks[0])
            : new BranchStep(_node.Inputs[0], blocks[0], blocks[1]);
    }

    /// <summary>A side of a branch on what is read from tensors checks its indices itself.</summary>
    private ProgramBlock Checked(int number, ProgramBlock block)
    {
        if (IsLoop || EntryChecks.IsKnown(_graph, _node)) return block;
        var checks = EntryChecks.OfSide(_node.Arguments.Bodies[number], _ranges);
        return checks.IsEmpty ? block : block with { Steps = block.Steps.Prepend(new CheckStep(checks)).ToEquatableArray() };
    }

    private ProgramBlock Block(BlockCompiler compiler, Graph body, ControlBlock scratch, Dim start, IReadOnlyList<MemoryBuffer> operands)
    {
        var captured = body.Inputs.Count - Carried;
        foreach (var node in body.Nodes.Where(node => node.Kind == OpKind.Input))
        {
            var number = body.Inputs.Select(input => input.Name).ToList().IndexOf(node.Arguments.Name!);
            compiler.Place(node.Id, number < captured
                ? operands[number] with { Type = node.Type }
                : Buffer(node, start + _results[number - captured].Offset + Slot(number - captured, Read)));
        }

        var outputs = Enumerable.Range(0, Count).Where(number => Shared(number) is null).ToList();
        for (var place = 0; place < outputs.Count; place++)
        {
            var node = body[body.Outputs[place].Node];
            if (node.Kind != OpKind.Undefined)
                compiler.Place(node.Id, Buffer(node, start + _results[outputs[place]].Offset + WrittenOffset(outputs[place])));
        }

        return compiler.Block(start + scratch.Offset, []);
    }

    /// <summary>
    /// The carried value whose slots hold a stack, and by how many slots the stack is behind; null when the stack has memory of its own.
    /// </summary>
    private (int Carried, Dim Behind)? Shared(int number)
    {
        if (!IsLoop || number < Carried) return null;
        var node = Body.Outputs[number].Node;
        for (var carried = 0; carried < Carried; carried++)
        {
            if (Body.Outputs[carried].Node == node) return (carried, Written - Index);
            if (Body[node] is { Kind: OpKind.Input } input
                && input.Arguments.Name == Body.Inputs[Body.Inputs.Count - Carried + carried].Name) return (carried, Read - Index);
        }

        return null;
    }

    private ControlBlock Result(int number)
    {
        if (Shared(number) is { } shared) return _results[shared.Carried];
        var parts = _graph.Nodes
            .Where(node => node.Kind == OpKind.Part && node.Inputs[0] == _node.Id
                && (node.Arguments.Number == number || Shared(node.Arguments.Number)?.Carried == number)).Select(node => node.Id).ToList();
        var type = Body[Body.Outputs[number].Node].Type;
        if (!IsLoop) return new(MemoryBuffer.BytesOf(type), null, parts);
        if (number >= Carried) return new((Size(type) * Turns).RoundUp(64), null, parts);
        var bytes = IsStacked(number) ? (Size(type) * (Turns + 1)).RoundUp(64) : MemoryBuffer.BytesOf(type) * 2;
        return new(bytes, Starts.ElementAt(number), parts);
    }

    private bool IsStacked(int carried) => Enumerable.Range(Carried, Count - Carried).Any(number => Shared(number)?.Carried == carried);

    private Dim Slot(int carried, Dim turn)
    {
        var type = Body[Body.Outputs[carried].Node].Type;
        return IsStacked(carried) ? Size(type) * turn : MemoryBuffer.BytesOf(type) * (turn - (Dim.FloorDivide(turn, 2) * 2));
    }

    private Dim PartOffset(int number)
    {
        if (!IsLoop) return Dim.Zero;
        if (Shared(number) is { } shared) return Slot(shared.Carried, shared.Behind);
        return number < Carried ? Slot(number, Last) : Dim.Zero;
    }

    private Dim WrittenOffset(int number)
    {
        if (!IsLoop) return Dim.Zero;
        return number < Carried ? Slot(number, Written) : Size(Body[Body.Outputs[number].Node].Type) * Index;
    }

    private static Dim Size(TensorType type) => type.Shape.Size * type.Element.Size();

    private static MemoryBuffer Buffer(Node node, Dim offset)
        => new(BufferKind.Arena,
            node.Label ?? $"{(node.Kind == OpKind.Input ? node.Arguments.Name : node.Kind.Row().Name)}_{GraphText.Number(node.Id)}",
            node.Type, offset);
}

/// <summary>A piece of memory of a loop or branch, which the graph around it places.</summary>
/// <param name="bytes">Its size.</param>
/// <param name="start">The node that is stored in it before the loop runs.</param>
/// <param name="parts">The parts that lie in it.</param>
internal sealed class ControlBlock(Dim bytes, int? start, IReadOnlyList<int> parts)
{
    public Dim Bytes => bytes;

    public int? Start => start;

    public IReadOnlyList<int> Parts => parts;

    public Dim Offset { get; set; }
}
