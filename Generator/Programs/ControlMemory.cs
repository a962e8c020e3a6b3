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
    private readonly IReadOnlyList<Node> _parts;
    private readonly DimRanges _ranges;

    /// <summary>For each result what <see cref="Shared"/> tells.</summary>
    private readonly IReadOnlyList<(int Carried, Dim Behind)?> _shared;

    /// <summary>The carried values whose slots hold a stack.</summary>
    private readonly HashSet<int> _stacked;
    private readonly IReadOnlyList<(BlockCompiler Compiler, Graph Graph, ControlBlock Scratch)> _bodies;
    private readonly List<ControlBlock> _results = [];

    public ControlMemory(
        Graph graph, Node node, IReadOnlyList<Node> parts, KernelPool pool, ILookup<string, MemoryBuffer> persistent, DimRanges ranges)
    {
        (_graph, _node, _parts, _ranges) = (graph, node, parts, ranges);
        _shared = Shared();
        _stacked = new(_shared.OfType<(int Carried, Dim Behind)>().Select(shared => shared.Carried));
        var within = parts.ToLookup(part => _shared[part.Arguments.Number]?.Carried ?? part.Arguments.Number, part => part.Id);
        for (var number = 0; number < Count; number++) _results.Add(Result(number, [.. within[number]]));
        _bodies = node.Arguments.Bodies.Select(body =>
        {
            var own = body with { Outputs = body.Outputs.Where((_, number) => _shared[number] is null).ToEquatableArray() };
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
            foreach (var (part, number) in _parts.Select(part => (part, part.Arguments.Number)))
                yield return (part.Id, start => Buffer(part, start + _results[number].Offset + PartOffset(number)));
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
        var numbers = Enumerable.Range(0, body.Inputs.Count).ToDictionary(number => body.Inputs[number].Name);
        foreach (var node in body.Nodes.Where(node => node.Kind == OpKind.Input))
        {
            var number = numbers[node.Arguments.Name!];
            compiler.Place(node.Id, number < captured
                ? operands[number] with { Type = node.Type }
                : Buffer(node, start + _results[number - captured].Offset + Slot(number - captured, Read)));
        }

        var outputs = Enumerable.Range(0, Count).Where(number => _shared[number] is null).ToList();
        for (var place = 0; place < outputs.Count; place++)
        {
            var node = body[body.Outputs[place].Node];
            if (node.Kind != OpKind.Undefined)
                compiler.Place(node.Id, Buffer(node, start + _results[outputs[place]].Offset + WrittenOffset(outputs[place])));
        }

        return compiler.Block(start + scratch.Offset, []);
    }

    /// <summary>
    /// For each result the first carried value whose slots hold it as a stack, and by how many slots the stack is behind; null when it has
    /// memory of its own.
    /// </summary>
    private List<(int Carried, Dim Behind)?> Shared()
    {
        if (!IsLoop) return [.. Enumerable.Repeat<(int, Dim)?>(null, Count)];
        var numbers = Enumerable.Range(0, Carried).ToList();
        var written = numbers.ToLookup(carried => Body.Outputs[carried].Node);
        var read = numbers.ToLookup(carried => Body.Inputs[Body.Inputs.Count - Carried + carried].Name);
        return [.. Body.Outputs.Select((output, number) => number < Carried ? null : Of(Body[output.Node]))];

        (int, Dim)? Of(Node node) => written[node.Id].Select(carried => (Carried: carried, Behind: Written - Index))
            .Concat(node.Kind == OpKind.Input ? read[node.Arguments.Name!].Select(carried => (Carried: carried, Behind: Read - Index)) : [])
            .OrderBy(shared => shared.Carried).Select(shared => ((int, Dim)?)shared).FirstOrDefault();
    }

    private ControlBlock Result(int number, IReadOnlyList<int> parts)
    {
        if (_shared[number] is { } shared) return _results[shared.Carried];
        var type = Body[Body.Outputs[number].Node].Type;
        if (!IsLoop) return new(MemoryBuffer.BytesOf(type), null, parts);
        if (number >= Carried) return new((Size(type) * Turns).RoundUp(64), null, parts);
        var bytes = _stacked.Contains(number) ? (Size(type) * (Turns + 1)).RoundUp(64) : MemoryBuffer.BytesOf(type) * 2;
        return new(bytes, Starts.ElementAt(number), parts);
    }

    private Dim Slot(int carried, Dim turn)
    {
        var type = Body[Body.Outputs[carried].Node].Type;
        return _stacked.Contains(carried) ? Size(type) * turn : MemoryBuffer.BytesOf(type) * (turn - (Dim.FloorDivide(turn, 2) * 2));
    }

    private Dim PartOffset(int number)
    {
        if (!IsLoop) return Dim.Zero;
        if (_shared[number] is { } shared) return Slot(shared.Carried, shared.Behind);
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
