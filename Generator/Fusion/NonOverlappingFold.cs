using ModelGen.Generator.Analysis;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// A fold of non-overlapping windows, such as the gradient of most pools: it sums nothing and only moves elements. Each element of the
/// result comes from one window, so the producers of the windows are computed directly at their position in the result.
/// </summary>
/// <param name="Fold">The fold.</param>
/// <param name="Producers">The elementwise nodes that only the fold uses, directly or through transposes and broadcasts, in topological
/// order.</param>
internal sealed record NonOverlappingFold(Node Fold, IReadOnlyList<Node> Producers)
{
    /// <summary>Whether a fold's windows do not overlap, and fill its result.</summary>
    public static bool IsNonOverlapping(Node fold, Shape operand)
    {
        var form = fold.Window;
        return Enumerable.Range(0, form.Count)
            .All(number => form.Dilations[number].IsOne && form.Strides[number] == operand[fold.Type.Rank + number]
                && form.Sizes[number] == operand[form.Axes[number]]);
    }

    /// <summary>The non-overlapping folds of a graph, by node id.</summary>
    public static Dictionary<int, NonOverlappingFold> FindAll(Graph graph, HashSet<int> host)
    {
        var folds = graph.Nodes.Where(node => node.Kind == OpKind.Fold && IsNonOverlapping(node, graph[node.Inputs[0]].Type.Shape))
            .ToList();
        if (folds.Count == 0) return [];
        var users = new Users(graph);
        return folds.ToDictionary(fold => fold.Id, fold => new NonOverlappingFold(fold, ReadAlone(graph, fold, users, host)));
    }

    /// <summary>The elementwise nodes that only a fold uses.</summary>
    private static List<Node> ReadAlone(Graph graph, Node fold, Users users, HashSet<int> host)
    {
        var inside = new HashSet<int> { fold.Id };
        var producers = new List<Node>();
        for (var id = fold.Id - 1; id >= 0; id--)
        {
            var node = graph[id];
            if (!CanInline(node) || host.Contains(id) || !KernelTypes.AreAlike(graph, node, fold) || !IsReadWithin(id)) continue;
            inside.Add(id);
            if (node.Class == OpClass.Elementwise) producers.Add(node);
        }

        producers.Reverse();
        return producers;

        bool IsReadWithin(int id)
            => !users.IsOutput(id) && users.Count(id) > 0 && users.UsersOf(id).All(user => inside.Contains(user.Id));
    }

    /// <summary>
    /// The result's shape with each folded axis split in two, window number and element within the window, and the result's indices over
    /// that space.
    /// </summary>
    public static (Shape Space, IReadOnlyList<AffineIndex> Places) SplitSpace(Node fold)
    {
        var form = fold.Window;
        var (dims, rank, next) = (new List<Dim>(), fold.Type.Rank + form.Count, 0);
        var indices = new List<AffineIndex>();
        for (var axis = 0; axis < fold.Type.Rank; axis++)
        {
            var number = form.Axes.IndexOf(axis);
            indices.Add(AffineIndex.Axis(next++, rank));
            dims.Add(number < 0 ? fold.Type.Shape[axis] : form.Sizes[number]);
            if (number < 0) continue;
            indices[axis] = indices[axis].Times(form.Strides[number]).Plus(AffineIndex.Axis(next++, rank));
            dims.Add(form.Strides[number]);
        }

        return (Shape.Of(dims), indices);
    }

    /// <summary>The operand's indices for indices of the result over the split axes.</summary>
    public static IReadOnlyList<AffineIndex> OperandIndices(Node fold, IReadOnlyList<AffineIndex> at)
    {
        var form = fold.Window;
        var (windows, elements) = (at.ToArray(), new List<AffineIndex>());
        for (var number = 0; number < form.Count; number++)
        {
            var (window, element) = Parted(at[form.Axes[number]], form.Strides[number]);
            windows[form.Axes[number]] = window;
            elements.Add(element);
        }

        return [.. windows, .. elements];
    }

    /// <summary>The windows that a place in strides counts, and the rest.</summary>
    private static (AffineIndex Window, AffineIndex Element) Parted(AffineIndex index, Dim stride)
        => (MapTerms(index, coefficient => coefficient.DivideExact(stride) ?? Dim.Zero),
            MapTerms(index, coefficient => coefficient.DivideExact(stride) is null ? coefficient : Dim.Zero));

    private static AffineIndex MapTerms(AffineIndex index, Func<Dim, Dim> map)
        => new(map(index.Offset), index.Coefficients.Select(map).ToEquatableArray());

    private static bool CanInline(Node node)
        => node.Class == OpClass.Elementwise || node.Kind is OpKind.Transpose or OpKind.Broadcast;
}
