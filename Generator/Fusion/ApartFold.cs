using ModelGen.Generator.Analysis;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// A fold of windows that do not overlap, as the gradients of most pools are: it sums nothing, it moves. Each of its elements is one of a
/// window, so that what is computed for the windows alone is computed where it will lie.
/// </summary>
/// <param name="Fold">The fold.</param>
/// <param name="Made">The elementwise nodes that nothing but the fold reads, be it through transposes and broadcasts, in their
/// order.</param>
internal sealed record ApartFold(Node Fold, IReadOnlyList<Node> Made)
{
    /// <summary>Whether a fold's windows do not overlap, and fill its result.</summary>
    public static bool IsApart(Node fold, Shape operand)
    {
        var form = WindowForm.Of(fold.Arguments);
        return Enumerable.Range(0, form.Count)
            .All(number => form.Dilations[number].IsOne && form.Strides[number] == operand[fold.Type.Rank + number]
                && form.Sizes[number] == operand[form.Axes[number]]);
    }

    /// <summary>The folds of a graph that move, by their numbers.</summary>
    public static Dictionary<int, ApartFold> Of(Graph graph, HashSet<int> host)
    {
        var folds = graph.Nodes.Where(node => node.Kind == OpKind.Fold && IsApart(node, graph[node.Inputs[0]].Type.Shape)).ToList();
        if (folds.Count == 0) return [];
        var readers = new Readers(graph);
        return folds.ToDictionary(fold => fold.Id, fold => new ApartFold(fold, ReadAlone(fold)));

        List<Node> ReadAlone(Node fold)
        {
            var inside = new HashSet<int> { fold.Id };
            var made = new List<Node>();
            for (var id = fold.Id - 1; id >= 0; id--)
            {
                var node = graph[id];
                if (!IsWritten(node) || readers.IsOutput(id) || host.Contains(id) || readers.Count(id) == 0
                    || !readers.Of(id).All(reader => inside.Contains(reader.Id))) continue;
                inside.Add(id);
                if (node.Kind.Row().Class == OpClass.Elementwise) made.Add(node);
            }

            made.Reverse();
            return made;
        }
    }

    /// <summary>
    /// The result's axes, each folded one as two: the windows' numbers, and their elements; and the result's places along them.
    /// </summary>
    public static (Shape Space, IReadOnlyList<AffineIndex> Places) Parted(Node fold)
    {
        var form = WindowForm.Of(fold.Arguments);
        var (dims, rank, next) = (new List<Dim>(), fold.Type.Rank + form.Count, 0);
        var places = new List<AffineIndex>();
        for (var axis = 0; axis < fold.Type.Rank; axis++)
        {
            var number = form.Axes.IndexOf(axis);
            places.Add(AffineIndex.Axis(next++, rank));
            dims.Add(number < 0 ? fold.Type.Shape[axis] : form.Sizes[number]);
            if (number < 0) continue;
            places[axis] = places[axis].Times(form.Strides[number]).Plus(AffineIndex.Axis(next++, rank));
            dims.Add(form.Strides[number]);
        }

        return (Shape.Of(dims), places);
    }

    /// <summary>The operand's place of the result's, which runs along parted axes.</summary>
    public static IReadOnlyList<AffineIndex> Source(Node fold, IReadOnlyList<AffineIndex> at)
    {
        var form = WindowForm.Of(fold.Arguments);
        var (windows, elements) = (at.ToArray(), new List<AffineIndex>());
        for (var number = 0; number < form.Count; number++)
        {
            var (place, stride) = (at[form.Axes[number]], form.Strides[number]);
            windows[form.Axes[number]] = Terms(place, coefficient => coefficient.DivideExact(stride) ?? Dim.Zero);
            elements.Add(Terms(place, coefficient => coefficient.DivideExact(stride) is null ? coefficient : Dim.Zero));
        }

        return [.. windows, .. elements];
    }

    private static AffineIndex Terms(AffineIndex place, Func<Dim, Dim> part)
        => new(part(place.Offset), place.Coefficients.Select(part).ToEquatableArray());

    private static bool IsWritten(Node node)
        => node.Kind.Row().Class == OpClass.Elementwise || node.Kind is OpKind.Transpose or OpKind.Broadcast;
}
