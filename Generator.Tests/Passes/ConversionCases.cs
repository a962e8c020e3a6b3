using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>Operations whose storage and arithmetic differ in type, which no target writes yet.</summary>
internal static class ConversionCases
{
    public static readonly OpCase[] All =
    [
        new("convert_half", (b, x) => b.Multiply(Through(b, x[0], ElementType.Float16), x[0]), ["N,7"]),
        new("convert_arithmetic",
            (b, x) => Back(b, b.Multiply(b.Convert(x[0], ElementType.BFloat16), b.Relu(b.Convert(x[1], ElementType.BFloat16)))),
            ["N,7", "7"]),
        new("convert_product",
            (b, x) => Back(b, b.MatMul(Stored(b, x[0], ElementType.BFloat16), Stored(b, x[1], ElementType.Float16), false, true)),
            ["N,7", "5,7"]),
        new("convert_softmax", (b, x) => Back(b, b.Softmax(b.Convert(x[0], ElementType.Float32))), ["N,7"]),
        new("convert_maximum", (b, x) => Back(b, b.FirstMax(b.Convert(x[0], ElementType.Float16), [0, 1])), ["N,7"]),
        new("convert_rows",
            (b, x) => b.Add(Back(b, b.Gather(b.Convert(x[0], ElementType.BFloat16), b.ArgMax(x[1], 1))), x[1]), ["5,3", "N,3"]),
        new("convert_whole",
            (b, x) => b.Multiply(b.Convert(b.Convert(x[0], ElementType.Int32), x[0].Type.Element), b.Add(OpKind.Tanh, x[0])), ["N,7"]),
    ];

    private static Node Stored(GraphBuilder b, Node x, ElementType type) => b.Convert(b.Convert(x, type), ElementType.Float32);

    private static Node Through(GraphBuilder b, Node x, ElementType type) => b.Convert(b.Convert(x, type), x.Type.Element);

    private static Node Back(GraphBuilder b, Node x) => b.Convert(x, b.Precision);
}
