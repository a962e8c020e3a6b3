using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Kernels;

/// <summary>All that is emitted for one model, as data: its kernels, where its tensors lie, and what each call launches.</summary>
/// <param name="Persistent">Parameters and optimizer states in the block that lives as long as the model.</param>
/// <param name="Numbers">The host scalars that the constructor gives.</param>
/// <param name="Transient">Names of the states that files do not keep.</param>
internal sealed record CompiledModel(
    string Name,
    EquatableArray<string> FixedSymbols,
    EquatableArray<ParameterInfo> Parameters,
    EquatableArray<MemoryBuffer> Persistent,
    Dim PersistentBytes,
    EquatableArray<Kernel> Kernels,
    EquatableArray<ModelProgram> Programs,
    EquatableArray<string> Numbers = default,
    EquatableArray<string> Transient = default)
{
    /// <summary>The call TrainStep, where there is one.</summary>
    public ModelProgram? TrainStep => Programs.FirstOrDefault(program => program is { Kind: ProgramKind.TrainStep, IsMain: true });

    /// <summary>
    /// The call that brings the loss with the results, where there is one; not among <see cref="Programs"/> where what Evaluate runs leaves
    /// the results in memory too.
    /// </summary>
    public ModelProgram? EvaluateResults { get; init; }

    /// <summary>All that users call.</summary>
    public IEnumerable<ModelProgram> Calls
        => EvaluateResults is null || Programs.Contains(EvaluateResults) ? Programs : Programs.Append(EvaluateResults);

    /// <summary>The number of the program that a call runs.</summary>
    public int NumberOf(ModelProgram call)
    {
        var programs = Programs.ToList();
        var own = programs.IndexOf(call);
        return own >= 0 ? own : programs.FindIndex(program => program.RunsAlike(call));
    }

    /// <summary>The types of losses and of norms of gradients.</summary>
    public IEnumerable<ElementType> LossTypes => Programs
        .SelectMany(program => program.Results(OutputRole.Loss).Concat(program.Results(OutputRole.GradientNorm)))
        .Select(type => type.Element).Distinct();

    /// <summary>The one type of losses, or another where there is none.</summary>
    public ElementType LossType(ElementType other) => LossTypes.DefaultIfEmpty(other).Single();
}

/// <summary>What one call of the model does.</summary>
/// <param name="Inputs">The inputs, in the order of the call's arguments.</param>
/// <param name="Main">What it runs.</param>
/// <param name="ArenaBytes">The size of the block for intermediate values.</param>
/// <param name="Outputs">What the caller gets, in buffers of <paramref name="Main"/>.</param>
internal sealed record ModelProgram(
    ProgramKind Kind,
    EquatableArray<InputInfo> Inputs,
    ProgramBlock Main,
    Dim ArenaBytes,
    EquatableArray<ProgramOutput> Outputs,
    EquatableArray<DimGuard> Guards)
{
    /// <summary>The method that it is a call of; null for Forward and Loss.</summary>
    public string? Method { get; init; }

    /// <summary>Its name among the calls of the model.</summary>
    public string Name => Method ?? Kind.ToString();

    /// <summary>The method that users call.</summary>
    public string CallName => Kind == ProgramKind.EvaluateResults ? nameof(ProgramKind.Evaluate) : Name;

    /// <summary>Whether it checks, computes and keeps the same as another call, so that one serves both.</summary>
    public bool RunsAlike(ModelProgram other)
        => (Method, ArenaBytes, ChangesStates) == (other.Method, other.ArenaBytes, other.ChangesStates) && Inputs.Equals(other.Inputs)
            && Main.Equals(other.Main) && Checks.Equals(other.Checks) && Guards.Equals(other.Guards);

    /// <summary>Whether it is a call of Forward and Loss.</summary>
    public bool IsMain => Method is null;

    /// <summary>Whether it assigns what calls keep beside the weights.</summary>
    public bool ChangesStates { get; init; }

    /// <summary>The types of the outputs of a role.</summary>
    public IEnumerable<TensorType> Results(OutputRole role)
        => Outputs.Where(output => output.Role == role).Select(output => Main.Buffers[output.Buffer].Type);

    /// <summary>What it checks of indices and sizes before it runs.</summary>
    public CheckBlock Checks { get; init; } = CheckBlock.None;

    /// <summary>How much its gradients count among those that are added; 0 where they are not added.</summary>
    public Dim AccumulatedWeight { get; init; }
}

/// <summary>Steps in execution order: of a whole call, of a loop body or of one side of a branch.</summary>
/// <param name="Buffers">The tensors that its own launches touch. In a loop, offsets may depend on its index.</param>
/// <param name="HostNodes">The scalars and conditions that the host computes, in order, in double precision, each as soon as its inputs are
/// available; the operands, except those of reads, are nodes of this list.</param>
internal sealed record ProgramBlock(EquatableArray<MemoryBuffer> Buffers, EquatableArray<Node> HostNodes, EquatableArray<ProgramStep> Steps)
{
    /// <summary>The block and those within its steps, each before its own.</summary>
    public IEnumerable<ProgramBlock> All => Steps.SelectMany(step => step.Blocks).SelectMany(block => block.All).Prepend(this);

    /// <summary>Its launches, those of loops and branches too.</summary>
    public IEnumerable<Launch> Launches => All.SelectMany(block => block.Steps).OfType<Launch>();
}

/// <summary>The calls that a model can have.</summary>
internal enum ProgramKind
{
    /// <summary>Results: of Forward, or of a program.</summary>
    Predict,

    /// <summary>The loss.</summary>
    Evaluate,

    /// <summary>The loss and the update of parameters and states.</summary>
    TrainStep,

    /// <summary>The loss and its gradient with respect to each parameter and each float input.</summary>
    Gradients,

    /// <summary>The loss, and its gradients added to those of earlier calls.</summary>
    Accumulate,

    /// <summary>The update of parameters and states by the gradients that were added.</summary>
    Apply,

    /// <summary>The loss and the results of Forward, of one pass.</summary>
    EvaluateResults,
}

/// <summary>Properties of the kinds of calls.</summary>
internal static class ProgramKinds
{
    /// <summary>Whether inputs may be empty: nothing is learnt from them.</summary>
    public static bool TakesEmpty(this ProgramKind kind)
        => kind is ProgramKind.Predict or ProgramKind.Evaluate or ProgramKind.EvaluateResults;

    /// <summary>Whether it updates parameters by the optimizer's rule, so that it counts as a step.</summary>
    public static bool IsStep(this ProgramKind kind) => kind is ProgramKind.TrainStep or ProgramKind.Apply;

    /// <summary>The names of the inputs of a call, of those of Forward and those that Loss takes beside them.</summary>
    public static IReadOnlyList<string> Inputs(this ProgramKind kind, IEnumerable<string> ofForward, IEnumerable<string> ofLoss)
        => kind switch
        {
            ProgramKind.Predict => [.. ofForward],
            ProgramKind.Apply => [],
            _ => [.. ofForward, .. ofLoss],
        };

    /// <summary>What the symbols of a graph can be in a call.</summary>
    public static DimRanges Ranges(this ProgramKind kind, Graph graph)
        => kind.TakesEmpty() ? DimRanges.OfCall(graph).OfEmpty : DimRanges.OfCall(graph);
}

/// <summary>A tensor in memory: in the caller's, or from a byte offset on in one of the model's blocks.</summary>
internal sealed record MemoryBuffer(BufferKind Kind, string Name, TensorType Type, Dim Offset)
{
    /// <summary>The node of its value, which tells values of one name apart; buffers that differ in nothing else are equal.</summary>
    public int Node { get; init; } = -1;

    /// <summary>Allocated bytes, padded to a multiple of 64 so that the next buffer is aligned for any vector width.</summary>
    public Dim Bytes => BytesOf(Type);

    public static Dim BytesOf(TensorType type) => type.Bytes.RoundUp(64);

    public bool Equals(MemoryBuffer? other)
        => other is not null && Kind == other.Kind && Name == other.Name && Type == other.Type && Offset == other.Offset;

    public override int GetHashCode() => unchecked((Name.GetHashCode() * 31) + Offset.GetHashCode());
}

/// <summary>Whose memory a buffer lies in.</summary>
internal enum BufferKind
{
    Input,
    Persistent,
    Arena,
}

/// <summary>Something that a call does.</summary>
internal abstract record ProgramStep
{
    public virtual IEnumerable<ProgramBlock> Blocks => [];
}

/// <summary>One run of a kernel: the buffer for each argument, the host node for each scalar.</summary>
internal sealed record Launch(int Kernel, EquatableArray<int> Buffers, EquatableArray<int> Scalars) : ProgramStep
{
    /// <summary>The expressions that it is for.</summary>
    public EquatableArray<KernelSource> Sources { get; init; }

    /// <summary>The one of them that it stands for: what it computes or differentiates last, or else updates by.</summary>
    public SourceExpression? Place
        => (Sources.LastOrDefault(source => source.Role != OriginRole.Update) ?? Sources.LastOrDefault())?.Expression;
}

/// <summary>Waits for a buffer and reads its one element as the value of a host node.</summary>
internal sealed record ReadStep(int Number, int Buffer) : ProgramStep;

/// <summary>Checks the indices and sizes of the block that it begins, whose execution could not be predicted on entry.</summary>
internal sealed record CheckStep(CheckBlock Checks) : ProgramStep;

/// <summary>Runs its body for each index from 0 on, or from the last one down.</summary>
internal sealed record LoopStep(string Index, Dim Count, bool Reverse, ProgramBlock Body) : ProgramStep
{
    public override IEnumerable<ProgramBlock> Blocks => [Body];
}

/// <summary>Runs one of two blocks, by a condition: a host node of the block around it.</summary>
internal sealed record BranchStep(int Condition, ProgramBlock Then, ProgramBlock Else) : ProgramStep
{
    public override IEnumerable<ProgramBlock> Blocks => [Then, Else];
}

/// <summary>A value that the caller gets, and the buffer it is in.</summary>
internal sealed record ProgramOutput(OutputRole Role, string Target, int Buffer);
