using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>Computes equal expressions once. The first of them stays, with its label.</summary>
internal static class CommonSubexpressions
{
    public static Graph Run(Graph graph)
    {
        var known = new Dictionary<Key, Node>(graph.Nodes.Count);
        return Rewrite.Run(graph, (builder, node, inputs) =>
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
        // Those that differ in nothing but the rest of their arguments are few.
        public override int GetHashCode()
            => unchecked((((((int)Kind * 31) + Inputs.GetHashCode()) * 31) + Bits.GetHashCode()) * 31) + Type.Shape.GetHashCode();
    }
}
