using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Oracle;

/// <summary>
/// Runs the launches of a compiled model in the memory that was planned for them, one element at a time in double precision: the oracle for
/// lowering, scheduling and memory. An element lies at its byte offset / 2, so that values that must not share memory disturb each other
/// here.
/// </summary>
internal sealed class KernelInterpreter(CompiledModel model, IReadOnlyDictionary<string, long> symbols)
{
    private readonly Dictionary<string, long> _symbols = new(symbols);
    private readonly double[] _persistent = new double[model.PersistentBytes.Evaluate(symbols) / 2];
    private double[] _arena = [];

    public Dictionary<string, double[]> Inputs { get; } = [];

    public Dictionary<string, double> HostScalars { get; } = [];

    /// <summary>Sees each block, launch and read.</summary>
    public ArenaWatch? Watch { get; init; }

    /// <summary>Runs one call; the outputs' values by role and target.</summary>
    public Dictionary<(OutputRole, string), double[]> Run(ProgramKind kind)
    {
        var program = model.Programs.Single(program => program.Kind == kind);
        _arena = new double[program.ArenaBytes.Evaluate(_symbols) / 2];
        Array.Fill(_arena, double.NaN);
        Watch?.Start(program.ArenaBytes.Evaluate(_symbols), _symbols);
        Run(program.Main);
        Watch?.End(program);
        return program.Outputs.ToDictionary(output => (output.Role, output.Target), output => Read(program.Main.Buffers[output.Buffer]));
    }

    private void Run(ProgramBlock block)
    {
        var host = new Dictionary<int, double>();
        HostValues(block, host);
        Watch?.Enter();
        foreach (var step in block.Steps)
        {
            if (step is Launch launch) Run(block, launch, host);
            else if (step is ReadStep read)
            {
                Watch?.Read(block.Buffers[read.Buffer]);
                host[read.Number] = Read(block.Buffers[read.Buffer])[0];
                HostValues(block, host);
            }
            else if (step is BranchStep branch) Run(host[branch.Condition] != 0 ? branch.Then : branch.Else);
            else if (step is LoopStep loop) Run(loop);
        }

        Watch?.Leave();
    }

    private void Run(LoopStep loop)
    {
        var count = loop.Count.Evaluate(_symbols);
        for (var turn = 0L; turn < count; turn++)
        {
            _symbols[loop.Index] = loop.Reverse ? count - 1 - turn : turn;
            Run(loop.Body);
        }

        _symbols.Remove(loop.Index);
    }

    public double[] Persistent(string name) => Read(model.Persistent.Single(buffer => buffer.Name == name));

    public void SetPersistent(string name, double[] values)
    {
        var buffer = model.Persistent.Single(buffer => buffer.Name == name);
        for (var index = 0; index < values.Length; index++) Element(buffer, index) = values[index];
    }

    // Computes what follows from what is known.
    private void HostValues(ProgramBlock block, Dictionary<int, double> values)
    {
        var types = block.HostNodes.ToDictionary(node => node.Id, node => node.Type.Element);
        foreach (var node in block.HostNodes.Where(node => node.Kind != OpKind.Item && node.Inputs.All(values.ContainsKey)))
        {
            values[node.Id] = node.Kind switch
            {
                OpKind.Constant => node.Value,
                OpKind.DimValue => node.Dim.Evaluate(_symbols),
                OpKind.HostScalar => HostScalars[node.Name],
                OpKind.Convert => ScalarMeaning.Convert(values[node.Inputs[0]], types[node.Inputs[0]], node.Type.Element),
                _ => ScalarMeaning.Apply(node.Kind, [.. node.Inputs.Select(input => values[input])]),
            };
        }
    }

    private void Run(ProgramBlock block, Launch launch, Dictionary<int, double> host)
    {
        var kernel = model.Kernels[launch.Kernel];
        Watch?.Launch(kernel, [.. launch.Buffers.Select(buffer => block.Buffers[buffer])]);
        var context = new Context(launch.Buffers.Select(buffer => block.Buffers[buffer]).ToArray(),
            [.. launch.Scalars.Select(node => host[node])]);
        if (kernel.Body is LoopNestBody walk) Walk(walk, context);
        else Product((ContractionBody)kernel.Body, context);
    }

    private void Walk(LoopNestBody walk, Context context)
    {
        foreach (var row in Places(walk.RowShape))
        {
            var registers = new double[walk.Phases.Sum(phase => phase.Reductions.Count)];
            foreach (var phase in walk.Phases)
            {
                var number = 0;
                Clear(phase, row, walk.Space.Rank, context);
                var (best, places) = (new double[registers.Length], new double[registers.Length]);
                foreach (var inner in phase.PerRow ? [new int[walk.InnerShape.Rank]] : Places(walk.InnerShape))
                {
                    var values = Evaluate(phase, [.. row, .. inner], registers, context);
                    foreach (var reduction in phase.Reductions) Reduce(reduction, values[reduction.Value], number, best, places);
                    number++;
                }

                if (number == 0) Assert.All(phase.Reductions, reduction => Assert.Equal(OpKind.ReduceSum, reduction.Kind));
                foreach (var reduction in phase.Reductions)
                    registers[reduction.Register] = (reduction.Kind == OpKind.ArgMax ? places : best)[reduction.Register];
            }
        }
    }

    private static void Reduce(KernelReduction reduction, double value, int number, double[] best, double[] places)
    {
        ref var now = ref best[reduction.Register];
        if (reduction.Kind == OpKind.ReduceSum)
        {
            now += value;
            return;
        }

        if (number > 0 && !(value > now) && !(double.IsNaN(value) && !double.IsNaN(now))) return;
        now = value;
        places[reduction.Register] = number;
    }

    private void Product(ContractionBody body, Context context)
    {
        foreach (var place in Places(body.Space))
        {
            var sum = 0.0;
            for (var k = 0; k < body.Inner.Evaluate(_symbols); k++)
            {
                sum += Operand(body.Left, place, place[^2], k, context) * Operand(body.Right, place, place[^1], k, context);
            }

            Evaluate(body.Epilogue, place, [sum], context);
        }
    }

    private double Operand(ProductOperand operand, int[] place, int number, int term, Context context)
    {
        int[] at = [.. place[..^2], .. Digits(number, operand.FreeAxes), .. Digits(term, operand.ContractedAxes)];
        return operand.Within.All(bounds => Within(bounds, at)) ? Element(context.Buffers[operand.Argument], At(operand.Index, at)) : 0;
    }

    private int[] Digits(long number, Shape shape)
    {
        var digits = new int[shape.Rank];
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            var size = shape[axis].Evaluate(_symbols);
            (digits[axis], number) = ((int)(number % size), number / size);
        }

        return digits;
    }

    private double[] Evaluate(Phase phase, int[] place, double[] registers, Context context)
    {
        var values = new double[phase.Program.Instructions.Count];
        for (var number = 0; number < values.Length; number++)
        {
            values[number] = phase.Program.Instructions[number] switch
            {
                ConstantInstruction constant => constant.Value,
                HostInstruction scalar => context.Scalars[scalar.Node],
                RegisterInstruction register => registers[register.Register],
                IndexInstruction index => At(index.Index, place),
                RandomInstruction random =>
                    Philox.UnitFloat((uint)At(random.Index, place), (uint)random.Stream, (uint)random.Iteration.Evaluate(_symbols), 0, 0),
                BoundsInstruction bounds => Within(bounds.Bounds, place) ? 1 : 0,
                LoadInstruction load when !load.Within.All(bounds => Within(bounds, place)) => 0,
                LoadInstruction { Rows: { } rows } load => HasRow(rows, values[rows.Number])
                    ? Element(context.Buffers[load.Node], At(load.Index, place) + RowStart(rows, values[rows.Number]))
                    : 0,
                LoadInstruction load => Element(context.Buffers[load.Node], At(load.Index, place)),
                ComputeInstruction { Op: OpKind.Convert, Operands: [var source] } convert =>
                    ScalarMeaning.Convert(values[source], phase.Program.Instructions[source].Type, convert.Type),
                ComputeInstruction compute => ScalarMeaning.Apply(compute.Op, [.. compute.Operands.Select(operand => values[operand])]),
                var other => throw new ArgumentOutOfRangeException(nameof(phase), other, "unknown instruction"),
            };
        }

        foreach (var store in phase.Stores)
        {
            if (store.Scatter is not { } rows) Element(context.Buffers[store.Argument], At(store.Index, place)) = values[store.Value];
            else if (HasRow(rows, values[rows.Number]))
                Element(context.Buffers[store.Argument],
                    At(store.Index, place) + RowStart(rows, values[rows.Number])) += values[store.Value];
        }

        return values;
    }

    private void Clear(Phase phase, int[] row, int rank, Context context)
    {
        foreach (var store in phase.Stores.Where(store => store.Scatter is not null))
        {
            for (var number = 0; number < store.FilledRows.Evaluate(_symbols); number++)
                Element(context.Buffers[store.Argument],
                    At(store.Index, [.. row, .. new int[rank - row.Length]]) + RowStart(store.Scatter!, number)) = 0;
        }
    }

    private bool HasRow(IndexedRows rows, double number) => number >= 0 && number < rows.Count.Evaluate(_symbols);

    private long RowStart(IndexedRows rows, double number) => (long)number * rows.Stride.Evaluate(_symbols);

    private bool Within(Bounds bounds, int[] place)
    {
        var index = At(bounds.Index, place);
        return index >= 0 && index < bounds.Extent.Evaluate(_symbols);
    }

    private long At(AffineIndex index, int[] place)
        => index.Offset.Evaluate(_symbols) + index.Coefficients.Zip(place, (coefficient, at) => coefficient.Evaluate(_symbols) * at).Sum();

    private double[] Read(MemoryBuffer buffer)
        => [.. Enumerable.Range(0, (int)buffer.Type.Shape.Size.Evaluate(_symbols)).Select(index => Element(buffer, index))];

    private ref double Element(MemoryBuffer buffer, long index)
    {
        if (index < 0 || index >= buffer.Type.Shape.Size.Evaluate(_symbols)) throw new IndexOutOfRangeException($"{buffer.Name}[{index}]");
        if (buffer.Kind == BufferKind.Input) return ref Inputs[buffer.Name][index];
        var memory = buffer.Kind == BufferKind.Persistent ? _persistent : _arena;
        return ref memory[(buffer.Offset.Evaluate(_symbols) + (index * buffer.Type.Element.Size())) / 2];
    }

    private IEnumerable<int[]> Places(Shape shape)
    {
        var dims = shape.Dims.Select(dim => (int)dim.Evaluate(_symbols)).ToArray();
        var count = Value.Size(dims);
        for (var index = 0; index < count; index++)
        {
            var place = new int[dims.Length];
            for (var (axis, rest) = (dims.Length - 1, index); axis >= 0; rest /= dims[axis--]) place[axis] = rest % dims[axis];
            yield return place;
        }
    }

    private sealed record Context(MemoryBuffer[] Buffers, double[] Scalars);
}
