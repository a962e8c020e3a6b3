using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>What an identity sees: a node, its already simplified operands, and what those are made of.</summary>
internal sealed class SimplifyContext(GraphBuilder builder, Node node, IReadOnlyList<Node> operands)
{
    public GraphBuilder Builder => builder;

    /// <summary>The node as it was; only its kind, arguments, type and label count.</summary>
    public Node Node => node;

    public OpKind Kind => node.Kind;

    public OpArguments Arguments => node.Arguments;

    public IReadOnlyList<Node> Operands => operands;

    public Node First => operands[0];

    public Node Second => operands[1];

    public Node Input(Node of, int index) => builder.Nodes[of.Inputs[index]];

    public Node Apply(OpKind kind, params Node[] inputs) => builder.Add(kind, inputs);

    public Node Apply(OpArguments arguments, params Node[] inputs) => builder.Add(node.Kind, inputs, arguments);

    /// <summary>The one number that every element of a node is, when the graph says so.</summary>
    public double? Number(Node of) => of.Kind switch
    {
        OpKind.Constant => of.Value,
        OpKind.Broadcast or OpKind.Reshape => Number(Input(of, 0)),
        _ => null,
    };
}
