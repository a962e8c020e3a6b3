namespace ModelGen.Generator.IR;

/// <summary>Element type and shape of a value of the graph; printed as <c>f32[N, 10]</c>.</summary>
internal readonly record struct TensorType(ElementType Element, Shape Shape)
{
    public int Rank => Shape.Rank;

    /// <summary>What its elements take in memory, one beside the other.</summary>
    public Dim Bytes => Shape.Size * Element.Size();

    public TensorType With(Shape shape) => new(Element, shape);

    public TensorType With(ElementType element) => new(element, Shape);

    public override string ToString() => Element.Name() + Shape;
}
