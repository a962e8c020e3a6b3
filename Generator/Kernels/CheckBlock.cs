using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Kernels;

/// <summary>
/// What a call, or the body of a loop or a branch, checks of its indices and sizes: its own limits, and those of the bodies within, each
/// where the body runs. It has no launches, so all of it is checked before the first one.
/// </summary>
/// <param name="Limits">The limits that hold whenever the block runs.</param>
/// <param name="Guards">The equalities that do.</param>
/// <param name="Numbers">The numbers of the host that its conditions need, in order.</param>
/// <param name="Loops">The loops within whose bodies check something.</param>
/// <param name="Branches">The branches of which a side does.</param>
internal sealed record CheckBlock(
    EquatableArray<DimLimit> Limits,
    EquatableArray<DimGuard> Guards,
    EquatableArray<Node> Numbers,
    EquatableArray<CheckLoop> Loops,
    EquatableArray<CheckBranch> Branches)
{
    public static CheckBlock None { get; } = new([], [], [], [], []);

    /// <summary>Whether there is nothing to check.</summary>
    public bool IsEmpty => Limits.Count == 0 && Guards.Count == 0 && Loops.Count == 0 && Branches.Count == 0;

    /// <summary>Its numbers and those of the blocks within.</summary>
    public IEnumerable<Node> AllNumbers => Numbers.Concat(Loops.SelectMany(loop => loop.Body.AllNumbers))
        .Concat(Branches.SelectMany(branch => branch.Then.AllNumbers.Concat(branch.Else.AllNumbers)));

    /// <summary>All dimensions that its code mentions.</summary>
    public IEnumerable<Dim> Dims => Limits.SelectMany(limit => limit.Dims)
        .Concat(Guards.SelectMany(guard => new[] { guard.Left, guard.Right }))
        .Concat(Numbers.SelectMany(node => node.Arguments.AllDims()))
        .Concat(Loops.SelectMany(loop => loop.Body.Dims.Append(loop.Count)))
        .Concat(Branches.SelectMany(branch => branch.Then.Dims.Concat(branch.Else.Dims)));
}

/// <summary>Checks its body for each index from 0 on.</summary>
internal sealed record CheckLoop(string Index, Dim Count, CheckBlock Body);

/// <summary>Checks one of two blocks, by a condition among the numbers of the block around it.</summary>
internal sealed record CheckBranch(int Condition, CheckBlock Then, CheckBlock Else);
