using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>
/// A graph that drives one shape of kernel past its first tile, group or round, by sizes that divide evenly by nothing, or with nothing in
/// it.
/// </summary>
/// <param name="Small">The inputs where groups have 16 threads, whose tiles are a quarter as long.</param>
internal sealed record ShapeCase(string Name, string[] Inputs, Func<GraphBuilder, Node[], Node> Build, int N = 3, string[]? Small = null)
{
    public static readonly ShapeCase[] All =
    [
        new("product", ["70,67", "67,65"], (b, x) => b.MatMul(x[0], x[1]), Small: ["18,19", "19,17"]),
        new("product_left_transposed", ["67,70", "67,65"], (b, x) => b.MatMul(x[0], x[1], true), Small: ["19,18", "19,17"]),
        new("product_right_transposed", ["70,67", "65,67"], (b, x) => b.MatMul(x[0], x[1], false, true), Small: ["18,19", "17,19"]),
        new("product_both_transposed", ["67,70", "65,67"], (b, x) => b.MatMul(x[0], x[1], true, true), Small: ["19,18", "17,19"]),
        new("product_low", ["5,40", "40,70"], (b, x) => b.MatMul(x[0], x[1]), Small: ["3,11", "11,18"]),
        new("product_narrow", ["70,40", "40,17"], (b, x) => b.MatMul(x[0], x[1]), Small: ["18,11", "11,5"]),
        new("product_vector", ["1,300", "300,1"], (b, x) => b.MatMul(x[0], x[1]), Small: ["1,77", "77,1"]),
        new("product_batch_epilogue", ["3,17,33", "3,33,18", "18"],
            (b, x) => b.Relu(b.Add(OpKind.Add, b.MatMul(x[0], x[1]), x[2])),
            Small: ["3,5,9", "3,9,6", "6"]),
        new("map_transposed", ["37,41", "41,37"],
            (b, x) => b.Add(OpKind.Add, b.Transpose(x[0]), b.Add(OpKind.Tanh, x[1])),
            Small: ["7,9", "9,7"]),
        new("row_softmax", ["3,300"], (b, x) => b.Softmax(x[0]), Small: ["3,77"]),
        new("row_maximum", ["5,300"], (b, x) => b.Max(x[0], [1]), Small: ["5,77"]),
        new("row_search", ["5,300"], (b, x) => b.ArgMax(x[0], 1), Small: ["5,77"]),
        new("row_short_search", ["5,7"], (b, x) => b.ArgMax(x[0], 1)),
        new("column_sum", ["300,70"], (b, x) => b.Sum(x[0], [0]), Small: ["77,18"]),
        new("column_maximum", ["300,33"], (b, x) => b.Max(x[0], [0]), Small: ["77,9"]),
        new("column_search", ["300,33"], (b, x) => b.ArgMax(x[0], 0), Small: ["77,9"]),
        new("column_search_two_axes", ["3,7,70"],
            (b, x) => b.Add(OpKind.ArgMax, [x[0]], new ReductionArguments([0, 1])), Small: ["3,7,18"]),
        new("row_search_two_axes", ["5,3,70"],
            (b, x) => b.Add(OpKind.ArgMax, [b.Add(OpKind.Exp, x[0])], new ReductionArguments([1, 2])),
            Small: ["5,3,18"]),
        new("row_search_of_windows", ["N,5,40"],
            (b, x) => b.Add(OpKind.ArgMax, [b.Windows(x[0], WindowForm.Even([2], [7], 3, 2))], new ReductionArguments([1, 3], Keep: true))),
        new("fold_wide", ["3,5,40,3,2"], (b, x) => b.Fold(x[0], WindowForm.Even([1, 2], [11, 81], 2, 1))),
        new("fold_product", ["70,9", "9,4"], (b, x) => b.Fold(b.MatMul(x[0], x[1]), WindowForm.Even([0], [73], 1, 1))),
        new("convolve_wide", ["N,3,19,23", "18,3,3,5", "18"],
            (b, x) => b.Relu(b.Convolve(x[0], x[1], x[2], 1, 2, 1, 1)),
            Small: ["N,3,5,6", "5,3,3,5", "5"]),
        new("column_between", ["3,40,37"], (b, x) => b.Sum(x[0], [1]), Small: ["3,11,9"]),
        new("everything", ["7,300"], (b, x) => b.Mean(x[0]), Small: ["7,77"]),
        new("empty_map", ["N,7"], (b, x) => b.Add(OpKind.Exp, x[0]), N: 0),
        new("empty_rows", ["N,300"], (b, x) => b.Softmax(x[0]), N: 0),
        new("empty_row", ["7,N"], (b, x) => b.Sum(x[0], [1]), N: 0),
        new("empty_column", ["N,40"], (b, x) => b.Sum(x[0], [0]), N: 0),
        new("empty_product", ["N,7", "7,5"], (b, x) => b.MatMul(x[0], x[1]), N: 0),
        new("product_of_nothing", ["N,7", "N,5"], (b, x) => b.MatMul(x[0], x[1], true), N: 0),
    ];

    public Graph Graph(ElementType type, bool isSmall = false)
    {
        var b = new GraphBuilder(Name, type) { BatchSymbols = { "N" } };
        var operands = (isSmall ? Small ?? Inputs : Inputs)
            .Select((text, index) => b.Input(new($"x{GraphText.Number(index)}", new(type, ShapeOf(text))))).ToArray();
        b.Output(OutputRole.Result, "result", Build(b, operands));
        return b.Build();
    }

    public static Shape ShapeOf(string text) => Shape.Of(text.Split(',').Select(part => DimParser.Parse(part)!.Value));
}
