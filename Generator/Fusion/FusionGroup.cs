using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// Nodes that one kernel computes together. <see cref="Space"/> is its iteration space; the first <see cref="RowRank"/> axes are rows, the
/// others are reduced within a row. <see cref="Stores"/> are the members that other groups or the caller read.
/// </summary>
internal sealed record FusionGroup(GroupKind Kind, Shape Space, int RowRank, EquatableArray<int> Members, EquatableArray<int> Stores);

/// <summary>The loop structures a kernel can have.</summary>
internal enum GroupKind
{
    /// <summary>Elementwise over the space.</summary>
    Map,

    /// <summary>Elementwise over the space of a non-overlapping fold, whose folded axes are split.</summary>
    NonOverlappingFold,

    /// <summary>Reductions of the trailing axes with elementwise work before, between and after them, a row at a time.</summary>
    Row,

    /// <summary>A reduction of other axes, with elementwise work after it.</summary>
    Column,

    /// <summary>A scatter-add of rows; nothing else.</summary>
    Scatter,

    /// <summary>A matrix product with elementwise work on its result.</summary>
    Contraction,

    /// <summary>No kernel: the host reads one element.</summary>
    HostRead,

    /// <summary>No kernel: a loop or a branch, whose bodies are partitioned themselves.</summary>
    Control,
}
