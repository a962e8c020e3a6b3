using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Models;

/// <summary>All that is emitted for one model, as data: its kernels, where its tensors lie, and what each call launches.</summary>
/// <param name="Persistent">Parameters and optimizer states in the block that lives as long as the model.</param>
/// <param name="Numbers">The host scalars that the constructor gives.</param>
internal sealed record CompiledModel(
    string Name,
    ElementType Float,
    EquatableArray<string> FixedSymbols,
    EquatableArray<ParameterInfo> Parameters,
    EquatableArray<MemoryBuffer> Persistent,
    Dim PersistentBytes,
    EquatableArray<Kernel> Kernels,
    EquatableArray<ModelProgram> Programs,
    EquatableArray<string> Numbers = default);

/// <summary>What one call of the model does.</summary>
/// <param name="Inputs">The inputs, in the order of the call's arguments.</param>
/// <param name="Buffers">The tensors that its launches touch.</param>
/// <param name="ArenaBytes">The size of the block for intermediate values.</param>
/// <param name="HostNodes">The numbers that the host computes first, in order, in double precision; their operands are nodes of this list.</param>
internal sealed record ModelProgram(
    ProgramKind Kind,
    EquatableArray<InputInfo> Inputs,
    EquatableArray<MemoryBuffer> Buffers,
    Dim ArenaBytes,
    EquatableArray<Node> HostNodes,
    EquatableArray<Launch> Launches,
    EquatableArray<ProgramOutput> Outputs,
    EquatableArray<DimGuard> Guards);

/// <summary>The calls that a model can have.</summary>
internal enum ProgramKind
{
    /// <summary>The results of Forward.</summary>
    Predict,

    /// <summary>The loss.</summary>
    Evaluate,

    /// <summary>The loss and the update of parameters and states.</summary>
    TrainStep,

    /// <summary>The loss and its gradient with respect to each parameter and each float input.</summary>
    Gradients,
}

/// <summary>A tensor in memory: in the caller's, or from a byte offset on in one of the model's blocks.</summary>
internal sealed record MemoryBuffer(BufferKind Kind, string Name, TensorType Type, Dim Offset)
{
    /// <summary>What it takes of its block: its elements, rounded up so that the next one is aligned for any vector.</summary>
    public Dim Bytes => BytesOf(Type);

    public static Dim BytesOf(TensorType type) => (type.Shape.Size * type.Element.Size()).RoundUp(64);
}

/// <summary>Whose memory a buffer lies in.</summary>
internal enum BufferKind
{
    Input,
    Persistent,
    Arena,
}

/// <summary>One run of a kernel: the buffer for each argument, the host node for each scalar.</summary>
internal sealed record Launch(int Kernel, EquatableArray<int> Buffers, EquatableArray<int> Scalars);

/// <summary>A value that the caller gets, and the buffer it is in.</summary>
internal sealed record ProgramOutput(OutputRole Role, string Target, int Buffer);
