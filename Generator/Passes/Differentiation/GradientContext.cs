using ModelGen.Generator.Analysis;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>What a gradient rule sees: the node, its operands, its gradient, and short names for the operations it writes.</summary>
internal sealed class GradientContext(GraphBuilder builder, Node node, Node gradient, DerivativeFiniteness slopes)
{
    public GraphBuilder Builder => builder;

    /// <summary>The node's result.</summary>
    public Node Result => node;

    /// <summary>The gradient of the loss with respect to the result.</summary>
    public Node Gradient => gradient;

    public Node First => Operand(0);

    public Node Second => Operand(1);

    public Node Zero => Number(0);

    public Node Operand(int index) => builder.Nodes[node.Inputs[index]];

    /// <summary>A number of the gradient's type, which is that of the result.</summary>
    public Node Number(double value) => builder.Constant(value, gradient.Type.Element);

    public Node Apply(OpKind kind, params Node[] operands) => builder.Add(kind, operands);

    public Node Multiply(Node left, Node right) => Apply(OpKind.Multiply, left, right);

    public Node Divide(Node left, Node right) => Apply(OpKind.Divide, left, right);

    public Node Subtract(Node left, Node right) => Apply(OpKind.Subtract, left, right);

    public Node Select(Node condition, Node then, Node otherwise) => Apply(OpKind.Select, condition, then, otherwise);

    public Node Less(Node left, Node right) => Apply(OpKind.Less, left, right);

    public Node Equal(Node left, Node right) => Apply(OpKind.Equal, left, right);

    /// <summary>A product with a value where that is not 0, else 0, however large the other factor is.</summary>
    public Node WhereNotZero(Node value, Node product) => Select(Equal(value, Zero), Zero, product);

    /// <summary>
    /// The gradient times a derivative that is 0 at kinks of the operation: nothing passes there, even if the gradient is infinite.
    /// </summary>
    public Node TimesKinked(Node slope)
        => slopes.IsFinite(gradient) ? Multiply(gradient, slope) : WhereNotZero(slope, Multiply(gradient, slope));

    /// <summary>A reduction's result or gradient with the reduced axes restored as axes of size 1.</summary>
    public Node WithReducedAxes(Node reduced)
        => node.Reduction.Keep
            ? reduced
            : builder.Reshape(reduced,
                Shape.Of(First.Type.Shape.Dims.Select((dim, axis) => node.Reduction.Axes.Contains(axis) ? Dim.One : dim)));
}
