using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>Common subexpression elimination. The first of equal nodes remains, with its label.</summary>
internal static class CommonSubexpressions
{
    public static Graph Run(Graph graph)
    {
        var known = new Dictionary<Key, Node>(graph.Nodes.Count);
        return Rewrite.Rebuild(graph, (builder, node, inputs) =>
        {
            // The bits tell -0 from 0, which are equal as numbers but not as divisors.
            var key = new Key(node.Kind, inputs.Map(input => input.Id), node.Arguments,
                BitConverter.DoubleToInt64Bits(node.Arguments.Value), node.Type);
            if (!known.TryGetValue(key, out var same)) known.Add(key, same = builder.Copy(node, inputs));
            return same;
        });
    }

    private readonly record struct Key(OpKind Kind, EquatableArray<int> Inputs, OpArguments Arguments, long Bits, TensorType Type)
    {
        // Sources of one shape differ in their names, parts in their numbers, slices in their starts. Those that differ in nothing but the
        // rest of their arguments are few.
        public override int GetHashCode()
        {
            var hash = (int)Kind;
            foreach (var input in Inputs) hash = Mixed(hash, input);
            hash = Mixed(Mixed(hash, Bits.GetHashCode()), Type.Shape.GetHashCode());
            return Mixed(Mixed(Mixed(hash, Arguments.Name?.GetHashCode() ?? 0), Arguments.Number), Arguments.Start.GetHashCode());
        }

        /// <summary>Operands count up together: a sum of small multiples would be the same for many pairs of them.</summary>
        private static int Mixed(int hash, int next) => unchecked((hash ^ next) * 16777619);
    }
}
