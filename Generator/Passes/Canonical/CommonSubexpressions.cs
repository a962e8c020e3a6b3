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
            var key = new Key(node.Kind, inputs.Map(input => input.Id), node.Arguments, Bits(node.Arguments), node.Type);
            if (!known.TryGetValue(key, out var same)) known.Add(key, same = builder.Copy(node, inputs));
            return same;
        });
    }

    /// <summary>The bits of a number tell -0 from 0, which are equal as numbers but not as divisors.</summary>
    private static long Bits(OpArguments arguments) => arguments switch
    {
        ConstantArguments constant => BitConverter.DoubleToInt64Bits(constant.Value),
        PadArguments pad => BitConverter.DoubleToInt64Bits(pad.Value),
        _ => 0,
    };

    private readonly record struct Key(OpKind Kind, EquatableArray<int> Inputs, OpArguments Arguments, long Bits, TensorType Type)
    {
        public override int GetHashCode()
        {
            var hash = (int)Kind;
            foreach (var input in Inputs) hash = Mixed(hash, input);
            return Mixed(Mixed(Mixed(hash, Bits.GetHashCode()), Type.Shape.GetHashCode()), Arguments.GetHashCode());
        }

        /// <summary>Operands count up together: a sum of small multiples would be the same for many pairs of them.</summary>
        private static int Mixed(int hash, int next) => unchecked((hash ^ next) * 16777619);
    }
}
