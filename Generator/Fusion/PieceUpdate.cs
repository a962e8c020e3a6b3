using ModelGen.Generator.IR;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// A parameter's update that leaves all but one piece of it as it is: the update is a concatenation of the piece with slices of the
/// parameter that stay at their places. In the parameter's own memory, the piece alone has to be written.
/// </summary>
/// <param name="Value">The piece.</param>
/// <param name="Start">Where it begins, along each axis.</param>
internal sealed record PieceUpdate(Node Value, IReadOnlyList<Dim> Start)
{
    /// <summary>Such updates of a graph, by the node that is the parameter's new value.</summary>
    public static IReadOnlyDictionary<int, PieceUpdate> FindAll(Graph graph)
    {
        var found = new Dictionary<int, PieceUpdate>();
        foreach (var output in graph.Outputs.Where(output => output.Role == OutputRole.Update))
        {
            var node = graph[output.Node];
            if (node.Kind != OpKind.Concat) continue;
            var update = new Search(graph, output.Target).Changed(node, [.. node.Type.Shape.Dims.Select(_ => Dim.Zero)]);
            if (update is not null && update.Value != node) found.Add(node.Id, update);
        }

        return found;
    }

    private sealed class Search(Graph graph, string target)
    {
        /// <summary>The one piece within a node that is not the parameter's own; null where all of it is.</summary>
        public PieceUpdate? Changed(Node node, IReadOnlyList<Dim> start)
        {
            if (IsOwn(node, start)) return null;
            if (node.Kind != OpKind.Concat) return new(node, start);
            var changed = ChangedPieces(node, start).ToList();
            return changed.Count switch { 0 => null, 1 => changed[0], _ => new(node, start) };
        }

        private IEnumerable<PieceUpdate> ChangedPieces(Node concat, IReadOnlyList<Dim> start)
        {
            var at = start[concat.Axis];
            foreach (var piece in concat.Inputs.Select(id => graph[id]))
            {
                if (Changed(piece, With(start, concat.Axis, at)) is { } update) yield return update;
                at += piece.Type.Shape[concat.Axis];
            }
        }

        /// <summary>Whether a node is the slice of the parameter that begins there.</summary>
        private bool IsOwn(Node node, IReadOnlyList<Dim> start)
        {
            var from = new Dim[start.Count];
            for (; node.Kind == OpKind.Slice; node = graph[node.Inputs[0]]) from[node.Slice.Axis] += node.Slice.Start;
            return node.Kind == OpKind.Parameter && node.Name == target && from.SequenceEqual(start);
        }

        private static IReadOnlyList<Dim> With(IReadOnlyList<Dim> start, int axis, Dim at)
            => [.. start.Select((dim, other) => other == axis ? at : dim)];
    }
}
