using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Targets;

/// <summary>How the host code of a backend differs from the others': where memory is and what a launch needs.</summary>
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

    /// <summary>The tensor's place in a block of the executor.</summary>
    public abstract string Buffer(MemoryBuffer buffer);

    /// <summary>The place of an input that the caller gives, of which <paramref name="offset"/> bytes of inputs stand before it.</summary>
    public abstract string Input(InputInfo input, int number, Dim offset);

    protected static string TypeName(ElementType type) => type switch
    {
        ElementType.Float32 => "float",
        ElementType.Float64 => "double",
        _ => "int",
    };
}
