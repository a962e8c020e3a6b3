using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Targets.Host;

/// <summary>The backend-specific parts of the host code: memory access and launches.</summary>
internal abstract class ExecutorDialect
{
    /// <summary>Ends the name of the executor and of the kernels' namespace.</summary>
    public abstract string Suffix { get; }

    public abstract string Modifiers { get; }

    public abstract string BaseClass { get; }

    public abstract IReadOnlyList<string> Usings { get; }

    /// <summary>The first argument of each launch.</summary>
    public abstract string LaunchOn { get; }

    /// <summary>Bytes of the arena that inputs take, after what the program plans.</summary>
    public abstract Dim InputBytes(IEnumerable<InputInfo> inputs);

    /// <summary>The address of a tensor in a memory block of the executor.</summary>
    public abstract string Buffer(MemoryBuffer buffer);

    /// <summary>
    /// The address of an input that the caller passes; <paramref name="offset"/> is the size of the inputs before it in bytes.
    /// </summary>
    public abstract string Input(InputInfo input, int number, Dim offset);

    /// <summary>A file that makes the target's devices known when the program starts; null if nothing need be made known.</summary>
    /// <param name="namespace">The namespace of the model's executors.</param>
    public virtual string? Registration(string @namespace) => null;
}
