using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>The blocks of memory of a model.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum MemoryBlock
{
    /// <summary>Parameters and optimizer states.</summary>
    Persistent,

    /// <summary>What lies between the kernels of one call, and its results until they are read.</summary>
    Arena,

    /// <summary>What a step must leave as it is although it writes it, while the step runs.</summary>
    Aside,
}
