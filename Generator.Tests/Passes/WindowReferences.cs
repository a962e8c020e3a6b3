using System.Globalization;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>
/// The operations of windows.json, which are windows and rows: numbers follow the name, such as the stride, padding, dilation and groups of
/// conv2d_2_1_1_1.
/// </summary>
internal static class WindowReferences
{
    public static Node? Build(string operation, GraphBuilder b, Node[] x)
    {
        var words = operation.Split('_');
        var n = words.Where(word => word.All(char.IsDigit)).Select(word => (Dim)int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return string.Join("_", words.Where(word => !word.All(char.IsDigit))) switch
        {
            "conv2d" when n.Length == 0 => b.Convolve(x[0], x[1], x[2], 1, 0, 1, 1),
            "conv2d" => b.Convolve(x[0], x[1], x[2], n[0], n[1], n[2], n[3]),
            "conv_transpose2d" => b.ConvolveTransposed(x[0], x[1], x[2], n[0], n[1], n[2], n[4], n[3]),
            "unfold" => b.Unfold(x[0], 3, n[0], n[1], n[2]),
            "max_pool" => b.MaxPool(x[0], n[0], n[1], n[2]),
            "average_pool" => b.AveragePool(x[0], n[0], n[1], n[2]),
            "adaptive" => b.AdaptiveAveragePool(x[0], n[0], n[1]),
            "embedding" => b.Gather(x[0], b.Input(new("labels", new(ElementType.Int32, Shape.Of(7))))),
            _ => null,
        };
    }
}
