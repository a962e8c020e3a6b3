using ModelGen.Generator.IR;

namespace ModelGen.Generator.Tests.Oracle;

/// <summary>The plain meaning of windows and folds: an axis at a time, and a fold by looking at every element of every window.</summary>
internal static class WindowMeaning
{
    /// <param name="kind">Window or Fold.</param>
    /// <param name="dims">The result's dimensions.</param>
    /// <param name="x">The operand.</param>
    /// <param name="axes">The axes.</param>
    /// <param name="form">All sizes, then all strides, then all dilations.</param>
    public static Value Apply(OpKind kind, int[] dims, Value x, IReadOnlyList<int> axes, int[] form)
    {
        var count = axes.Count;
        var rank = kind == OpKind.Window ? x.Rank : dims.Length;
        if (kind == OpKind.Window) return Value.Make(dims, at => x.Broadcast(Placed(at)));
        var result = new Value(dims, new double[Value.Size(dims)]);
        Value.Make(x.Dims, at =>
        {
            var place = Placed(at);
            if (place.Zip(dims).All(pair => pair.First < pair.Second))
                result.Data[place.Zip(dims).Aggregate(0, (sum, pair) => (sum * pair.Second) + pair.First)] += x.Broadcast(at);
            return 0;
        });
        return result;

        int[] Placed(int[] at)
        {
            var place = at[..rank];
            for (var number = 0; number < count; number++)
                place[axes[number]] = (at[axes[number]] * form[count + number]) + (at[rank + number] * form[(2 * count) + number]);
            return place;
        }
    }
}
