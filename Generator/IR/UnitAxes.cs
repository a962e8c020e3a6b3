namespace ModelGen.Generator.IR;

/// <summary>Matches reshapes that only add or remove axes of size 1: elements keep their coordinates.</summary>
internal static class UnitAxes
{
    /// <summary>
    /// For each axis of <paramref name="from"/> the axis of <paramref name="to"/> that it becomes, or -1 for an axis of 1; null for other
    /// reshapes.
    /// </summary>
    public static IReadOnlyList<int>? Match(Shape from, Shape to)
    {
        var nonUnitAxes = Enumerable.Range(0, to.Rank).Where(axis => !to[axis].IsOne).ToList();
        var result = new List<int>();
        var next = 0;
        foreach (var dim in from.Dims)
        {
            if (dim.IsOne)
            {
                result.Add(-1);
                continue;
            }

            if (next == nonUnitAxes.Count || to[nonUnitAxes[next]] != dim) return null;
            result.Add(nonUnitAxes[next++]);
        }

        return next == nonUnitAxes.Count ? result : null;
    }
}
