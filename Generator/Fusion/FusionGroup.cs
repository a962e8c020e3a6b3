using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// Nodes that one kernel computes together. <see cref="Space"/> is the shape that it walks; its first <see cref="Kept"/> axes are rows, the
/// rest is what a row reduces. <see cref="Stores"/> are the members that other groups or the caller read.
/// </summary>
internal sealed record FusionGroup(GroupKind Kind, Shape Space, int Kept, EquatableArray<int> Members, EquatableArray<int> Stores);

/// <summary>The loop structures a kernel can have.</summary>
internal enum GroupKind
{
    /// <summary>Elementwise over the space.</summary>
    Map,

    /// <summary>Elementwise over the space, whose axes are parted as a fold of windows that do not overlap moves them.</summary>
    Parted,

    /// <summary>Reductions of the trailing axes with elementwise work before, between and after them, a row at a time.</summary>
    Row,

    /// <summary>A reduction of other axes, with elementwise work after it.</summary>
    Column,

    /// <summary>Rows that are added up where their indices say; nothing else.</summary>
    Scatter,

    /// <summary>A matrix product with elementwise work on its result.</summary>
    Contraction,

    /// <summary>No kernel: the host reads one element.</summary>
    Reading,

    /// <summary>No kernel: a loop or a branch, whose bodies are parted in their turn.</summary>
    Control,
}
