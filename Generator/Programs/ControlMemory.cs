using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Programs;

/// <summary>
/// The memory of a loop or a branch. A loop-carried value has one slot per iteration and one for its initial value if its values are
/// stacked, else two alternating slots; so nothing is copied, and such a stack is free.
/// </summary>
internal sealed class ControlMemory
{
    private readonly Graph _graph;
    private readonly Node _node;
    private readonly IReadOnlyList<Node> _parts;
    private readonly DimRanges _ranges;

    /// <summary>For each result what <see cref="SharedStack"/> tells.</summary>
    private readonly IReadOnlyList<(int Carried, Dim Behind)?> _shared;

    /// <summary>The carried values whose slots hold a stack.</summary>
    private readonly HashSet<int> _stacked;
    private readonly IReadOnlyList<ControlBody> _bodies;
    private readonly List<ControlBlock> _results = [];

    public ControlMemory(
        Graph graph, Node node, IReadOnlyList<Node> parts, KernelPool pool, ILookup<string, MemoryBuffer> persistent, DimRanges ranges)
    {
        (_graph, _node, _parts, _ranges) = (graph, node, parts, ranges);
        _shared = SharedStack();
        _stacked = new(_shared.OfType<(int Carried, Dim Behind)>().Select(shared => shared.Carried));
        var within = parts.ToLookup(part => _shared[part.Number]?.Carried ?? part.Number, part => part.Id);
        for (var number = 0; number < Count; number++) _results.Add(Result(number, [.. within[number]]));
        _bodies = node.Bodies.Select(body => Compiled(body, pool, persistent)).ToList();
    }

    private ControlBody Compiled(Graph body, KernelPool pool, ILookup<string, MemoryBuffer> persistent)
    {
        var own = body with { Outputs = body.Outputs.Where((_, number) => _shared[number] is null).ToEquatableArray() };
        var grouping = LoweredGraph.Create(own, _ => true);
        var ranges = IsLoop ? _ranges.Within(_node.Loop.Index, TripCount) : _ranges;
        var compiler = new BlockCompiler(grouping, pool, persistent, ranges, _ => true);

        // If the body never runs, its symbolic size is meaningless and may be negative.
        var most = _ranges.Clamp(IsLoop ? compiler.Bytes.AtMost(_node.Loop.Index, TripCount - 1) : compiler.Bytes);
        return new(compiler, grouping.Graph, new(most, null, []));
    }

    /// <summary>The memory blocks that the enclosing graph must allocate.</summary>
    public IEnumerable<ControlBlock> Blocks
        => _results.Distinct().Concat(_bodies.Select(body => body.Scratch)).Where(block => !block.Bytes.IsZero);

    /// <summary>The nodes that a loop starts with.</summary>
    public IEnumerable<int> InitialValues => _node.Inputs.Skip(_node.Inputs.Count - _node.Carried);

    /// <summary>The buffers of the initial values and of the results, given the base offset of the enclosing block.</summary>
    public IEnumerable<(int Node, Func<Dim, MemoryBuffer> Place)> ExternalBuffers
    {
        get
        {
            foreach (var (id, number) in InitialValues.Select((id, number) => (id, number)))
                yield return (id, start => Buffer(_graph[id], start + _results[number].Offset + Slot(number, FirstSlot)));
            foreach (var (part, number) in _parts.Select(part => (part, part.Number)))
                yield return (part.Id, start => Buffer(part, start + _results[number].Offset + ResultOffset(number)));
        }
    }

    private bool IsLoop => _node.Kind == OpKind.Loop;

    private Graph Body => _node.Bodies[0];

    private int Count => Body.Outputs.Count;

    private int Carried => _node.Carried;

    private Dim TripCount => _node.Loop.Count;

    private Dim Index => Dim.Symbol(_node.Loop.Index);

    /// <summary>The slots of the initial and of the final value, and those that an iteration reads and writes.</summary>
    private Dim FirstSlot => _node.Loop.IsReverse ? TripCount : Dim.Zero;

    private Dim LastSlot => _node.Loop.IsReverse ? Dim.Zero : TripCount;

    private Dim ReadSlot => _node.Loop.IsReverse ? Index + 1 : Index;

    private Dim WrittenSlot => _node.Loop.IsReverse ? Index : Index + 1;

    /// <summary>Writes the step.</summary>
    /// <param name="start">Where the block around has its memory.</param>
    /// <param name="operands">The buffers of the operands that the bodies see.</param>
    public ProgramStep Step(Dim start, IReadOnlyList<MemoryBuffer> operands)
    {
        var blocks = _bodies.Select((body, number) => Checked(number, Block(body, start, operands)))
            .ToList();
        return IsLoop
            ? new LoopStep(_node.Loop.Index, TripCount, _node.Loop.IsReverse, blocks[0])
            : new BranchStep(_node.Inputs[0], blocks[0], blocks[1]);
    }

    /// <summary>A branch on values read from tensors checks its indices within each side.</summary>
    private ProgramBlock Checked(int number, ProgramBlock block)
    {
        if (IsLoop || EntryChecks.IsKnown(_graph, _node)) return block;
        var checks = EntryChecks.ForBranchSide(_node.Bodies[number], _ranges);
        return checks.IsEmpty ? block : block with { Steps = block.Steps.Prepend(new CheckStep(checks)).ToEquatableArray() };
    }

    private ProgramBlock Block(ControlBody body, Dim start, IReadOnlyList<MemoryBuffer> operands)
    {
        foreach (var node in body.Graph.Nodes.Where(node => node.Kind == OpKind.Input))
            body.Compiler.Bind(node.Id, Operand(node, body.Graph, start, operands));
        BindResults(body, start);
        return body.Compiler.Block(start + body.Scratch.Offset, []);
    }

    private void BindResults(ControlBody body, Dim start)
    {
        var outputs = Enumerable.Range(0, Count).Where(number => _shared[number] is null).ToList();
        for (var index = 0; index < outputs.Count; index++)
        {
            var node = body.Graph[body.Graph.Outputs[index].Node];
            if (node.Kind != OpKind.Undefined)
                body.Compiler.Bind(node.Id, Buffer(node, start + _results[outputs[index]].Offset + WrittenOffset(outputs[index])));
        }
    }

    /// <summary>Where an input of a body lies.</summary>
    private MemoryBuffer Operand(Node input, Graph body, Dim start, IReadOnlyList<MemoryBuffer> operands)
    {
        var (number, captured) = (body.InputNumber(input.Name)!.Value, body.Inputs.Count - Carried);
        return number < captured
            ? operands[number] with { Type = input.Type }
            : Buffer(input, start + _results[number - captured].Offset + Slot(number - captured, ReadSlot));
    }

    /// <summary>
    /// For each result the first carried value whose slots hold it as a stack, and by how many slots the stack is behind; null when it has
    /// memory of its own.
    /// </summary>
    private List<(int Carried, Dim Behind)?> SharedStack()
    {
        if (!IsLoop) return [.. Enumerable.Repeat<(int, Dim)?>(null, Count)];
        return [.. Body.Outputs.Select((output, number) =>
            number < Carried ? null : Sharing(Body[output.Node]).Select(shared => ((int, Dim)?)shared).FirstOrDefault())];
    }

    /// <summary>The carried values in whose slots a result of the body lies, and how far behind.</summary>
    private IEnumerable<(int Carried, Dim Behind)> Sharing(Node result)
    {
        for (var carried = 0; carried < Carried; carried++)
        {
            if (Body.Outputs[carried].Node == result.Id) yield return (carried, WrittenSlot - Index);
            if (result.Kind == OpKind.Input && Body.Inputs[Body.Inputs.Count - Carried + carried].Name == result.Name)
                yield return (carried, ReadSlot - Index);
        }
    }

    private ControlBlock Result(int number, IReadOnlyList<int> parts)
    {
        if (_shared[number] is { } shared) return _results[shared.Carried];
        var type = Body[Body.Outputs[number].Node].Type;
        if (!IsLoop) return new(MemoryBuffer.BytesOf(type), null, parts);
        if (number >= Carried) return new((type.Bytes * TripCount).RoundUp(64), null, parts);
        var bytes = _stacked.Contains(number) ? (type.Bytes * (TripCount + 1)).RoundUp(64) : MemoryBuffer.BytesOf(type) * 2;
        return new(bytes, InitialValues.ElementAt(number), parts);
    }

    private Dim Slot(int carried, Dim slot)
    {
        var type = Body[Body.Outputs[carried].Node].Type;
        return _stacked.Contains(carried) ? type.Bytes * slot : MemoryBuffer.BytesOf(type) * (slot - (Dim.FloorDivide(slot, 2) * 2));
    }

    private Dim ResultOffset(int number)
    {
        if (!IsLoop) return Dim.Zero;
        if (_shared[number] is { } shared) return Slot(shared.Carried, shared.Behind);
        return number < Carried ? Slot(number, LastSlot) : Dim.Zero;
    }

    private Dim WrittenOffset(int number)
    {
        if (!IsLoop) return Dim.Zero;
        return number < Carried ? Slot(number, WrittenSlot) : Body[Body.Outputs[number].Node].Type.Bytes * Index;
    }

    private static MemoryBuffer Buffer(Node node, Dim offset)
        => new(BufferKind.Arena, ValueNames.Of(node), node.Type, offset) { Node = node.Id };

    /// <summary>A body, and the memory for what it computes in between.</summary>
    private sealed record ControlBody(BlockCompiler Compiler, Graph Graph, ControlBlock Scratch);
}

/// <summary>A piece of memory of a loop or branch, which the graph around it places.</summary>
/// <param name="bytes">Its size.</param>
/// <param name="start">The node that is stored in it before the loop runs.</param>
/// <param name="parts">The parts that lie in it.</param>
internal sealed class ControlBlock(Dim bytes, int? start, IReadOnlyList<int> parts)
{
    public Dim Bytes => bytes;

    public int? InitialValue => start;

    public IReadOnlyList<int> Results => parts;

    public Dim Offset { get; set; }
}
