using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>
/// The axis of a space that lanes lie along. A last axis that is shorter than a vector is walked with the one before it, as one line of
/// places: what lies evenly along both is read and written as along one axis, the rest is read by lanes.
/// </summary>
/// <param name="Axis">The axis; -1 when a vector holds one value only.</param>
/// <param name="Length">How long the axis is where the one before it is walked too; otherwise 0.</param>
internal readonly record struct SimdLane(int Axis, Dim Length = default)
{
    public static SimdLane None { get; } = new(-1);

    /// <summary>Whether the axis before it is walked too.</summary>
    public bool IsJoined => !Length.IsZero;

    /// <summary>
    /// Whether every vector begins at a multiple of the length: parts of a line begin at even places and vectors have an even number of
    /// lanes.
    /// </summary>
    private bool IsAligned => Length.Constant == 2;

    /// <summary>The first axis that lanes lie along.</summary>
    public int First => IsJoined ? Axis - 1 : Axis;

    /// <summary>
    /// The lanes of a map: along its last axis, or its last two where the last alone would leave most lanes empty and all results lie
    /// evenly.
    /// </summary>
    public static SimdLane ForMap(SimdKernelText text, LoopNestBody map)
    {
        var last = map.Space.Rank - 1;
        if (map.Kind != LoopNestKind.Map || last < 1 || !(map.Space[last].Constant < SimdLanes.MostLanes)) return new(last);
        var joined = new SimdLane(last, map.Space[last]);
        return joined.Takes(text, map.Phases[0]) ? joined : new(last);
    }

    /// <summary>Whether all results of a phase lie evenly, and what it loads does or is read by lanes.</summary>
    private bool Takes(SimdKernelText text, Phase phase)
    {
        var lane = this;
        return phase.Stores.All(store => store.Scatter is null && lane.IsEven(store.Index))
            && phase.Program.Instructions.OfType<LoadInstruction>()
                .All(load => lane.IsEven(load.Index) || (load.Rows is null && load.Within.Count == 0 && !text.IsWide(load.Node)));
    }

    /// <summary>Whether adjacent lanes have a constant distance.</summary>
    public bool IsEven(AffineIndex index) => !IsJoined || index.Coefficients[Axis - 1] == index.Coefficients[Axis] * Length;

    /// <summary>The distance of adjacent lanes along <see cref="Axis"/>.</summary>
    public Dim Step(AffineIndex index) => Axis < 0 ? Dim.Zero : index.Coefficients[Axis];

    /// <summary>How much further a lane is than its steps say for each time that the axis before goes on until there.</summary>
    public Dim RowJump(AffineIndex index) => index.Coefficients[Axis - 1] - (index.Coefficients[Axis] * Length);

    /// <summary>Whether an index is lane-invariant.</summary>
    public bool IsSame(AffineIndex index) => Step(index).IsZero && IsEven(index);

    /// <summary>The index of the first lane as C#.</summary>
    /// <param name="index">The index.</param>
    /// <param name="coordinates">The coordinates' names, of which that of <see cref="Axis"/> counts places along both where it is
    /// joined.</param>
    public string Text(AffineIndex index, IReadOnlyList<string?> coordinates)
    {
        if (!IsJoined) return DimText.Format(index, coordinates);
        var names = coordinates.ToList();
        names[Axis - 1] = IsEven(index) ? null : $"({coordinates[Axis]} / {DimText.Format(Length)})";
        if (!IsEven(index)) names[Axis] = IsAligned ? null : Within(coordinates);
        return DimText.Format(index, names);
    }

    /// <summary>The first lane's place along the last axis as C#.</summary>
    public string Within(IReadOnlyList<string?> coordinates) => IsAligned ? "0" : $"({coordinates[Axis]} % {DimText.Format(Length)})";
}
