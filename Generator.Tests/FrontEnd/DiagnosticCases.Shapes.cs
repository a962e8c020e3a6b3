namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Programs with one mistake in shapes.</summary>
internal static partial class DiagnosticCases
{
    private static IReadOnlyList<DiagnosticCase> Shapes { get; } =
    [
        new("MG0201", "a piece that a value does not fit",
            Model("[State(4, 3)] Tensor _rows; public Tensor Forward([Shape(2)] Tensor x, int row) { «_rows[row]» = x; return _rows; }"),
            "[3]"),
        new("MG0201", "an odd size for a module of pairs",
            "[Module] public partial class P { public Tensor Forward([Shape(\"...\", \"2*K\")] Tensor x) => x.Relu(); } [Model] public "
                + "partial class M { P p = new(); public Tensor Forward([Shape(\"N\", 7)] Tensor x) => p.«Forward»(x); }",
                    "P() takes x [..., 2*K], but gets [N, 7]: expected 6 along axis -1, got 7"),
        new("MG0201", "a product",
            "[Model] public partial class M { [Parameter(4, 5)] Tensor w; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => "
                + "x.Relu().«MatMul»(w); }", "expected 3 rows on the right, got 4; what led there: x [N, 3] -> Relu() [N, 3]"),
        new("MG0201", "a broadcast",
            "[Model] public partial class M { [Parameter(4)] Tensor w; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x «+» w; }",
            "along axis -1 one has 3, the other 4"),
        new("MG0201", "a layer",
            "[Model] public partial class M { Linear a = new(3, 4), b = new(5, 6); public Tensor Forward([Shape(\"N\", 3)] Tensor x) => "
                + "b.«Forward»(a.Forward(x)); }",
                    "Linear(5, 6) takes input [..., 5], but gets [N, 4]: expected 5 along axis -1, got 4; what led there: x [N, 3] -> "
                        + "a.Forward [N, 4]"),
        new("MG0201", "a loss",
            Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w; public Tensor Loss(Tensor y, [Shape(\"N\", 4)] Tensor t) "
                + "=> y.«MeanSquared»(t);"), "the mean squared error compares two tensors of one shape, but got [N, 3] and [N, 4]"),
        new("MG0201", "labels of another rank",
            Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w; public Tensor Loss(Tensor y, [Shape(\"N\", 3)] "
                + "IndexTensor t) => y.«CrossEntropy»(t);"), "labels of the same shape without classes"),
        new("MG0201", "an axis that is not there",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.«Sum»(2); }",
            "[N, 3] has no axis 2"),
        new("MG0201", "a size along an axis that is not there",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x / x.«Size»(2); }",
            "[N, 3] has no axis 2"),
        new("MG0201", "a reshape to another size",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 6)] Tensor x) => x.«Reshape»(\"N\", 7); }",
            "cannot be reshaped to [N, 7]"),
        new("MG0201", "channels of a layer", Image("Conv2d f = new(3, 4, 5);", "f.«Forward»(x)"),
            "Conv2d(3, 4, 5, 1, 0, 1, 1) takes input [N, 3, height, width], but gets [N, 2, 8, 8]: expected 3 along axis -3, got 2"),
        new("MG0201", "a window larger than a layer's input", Image("Conv2d f = new(2, 4, 9);", "f.«Forward»(x)"),
            "in Conv2d: a window that spans 9 does not fit into axis 2 of [N, 2, 8, 8], which has 8: make the window smaller, or pad"),
        new("MG0201", "groups of a layer", Image("Conv2d f = new(2, 3, 1, groups: 2);", "f.«Forward»(x)"),
            "the output channels (outChannels) cannot be shared out evenly by the groups (groups); here groups is 2, outChannels is 3"),
        new("MG0201", "channels of a convolution", Image("[Parameter(4, 3, 5, 5)] Tensor w;", "x.«Conv2d»(w)"),
            "the weight [4, 3, 5, 5] in 1 groups takes 3 channels, but [N, 2, 8, 8] has 2"),
        new("MG0201", "a window larger than its input", Image("[Parameter(4, 2, 5, 5)] Tensor w;", "x.«Conv2d»(w, dilation: 2)"),
            "a window that spans 9 does not fit into axis 2 of [N, 2, 8, 8], which has 8"),
        new("MG0201", "groups of a convolution", Image("[Parameter(4, 1, 5, 5)] Tensor w;", "x.«Conv2d»(w, groups: 3)"),
            "the output channels (4) cannot be shared out evenly by the groups (3)"),
        new("MG0201", "a weight of other axes", Image("[Parameter(4, 2, 5)] Tensor w;", "x.«Conv2d»(w)"),
            "the weight has 4 axes, but got [4, 2, 5]"),
        new("MG0201", "a pool larger than its input", Image("", "x.«MaxPool2d»(9)"), "a window that spans 9 does not fit"),
        new("MG0201", "a pool with much padding", Image("", "x.«MaxPool2d»(2, padding: 2)"),
            "a padding of 2 is more than half of a window of 2"),
        new("MG0201", "a loop that changes a shape",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x, int n) { «for» (var i = 0; i < n; i++) "
                + "x = Tensor.Concat(0, x, x); return x; } }", "what a loop carries keeps its shape"),
        new("MG0201", "sides of different shapes",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x, bool b) { «if» (b) return x; return "
                + "x.Transpose(); } }", "the same shape is expected"),
        new("MG0201", "a function of shapes that do not broadcast",
            "[Model] public partial class M { [Parameter(4)] Tensor w; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => "
                + "Tensor.«Map»((a, b) => a * b, x, w); }", "along axis -1 one has 3, the other 4"),
        new("MG0202", "a column with a vector",
            "[Model] public partial class M { [Parameter(1, 3)] Tensor w; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => "
                + "x.MatMul(w.Transpose()); public Tensor Loss(Tensor y, [Shape(\"N\")] Tensor t) => (y «-» t).Square().Mean(); }",
                    "[N, 1] with [N] gives [N, N]"),
        new("MG0201", "a transformation whose shapes do not meet",
            Transformed("Tensor Joined(Tensor gradient) => gradient «+» Tensor.Ones(2);"),
            "[3]"),
        new("MG0201", "a weight that is transposed",
            "[Model] public partial class M { [Parameter(4, 3)] Tensor w; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => "
                + "x.«MatMul»(w); }", "write .Transpose()"),
        new("MG0201", "a pool larger than its image", Image("private readonly MaxPool2d _p = new(9);", "_p.«Forward»(x)"),
            "make the window smaller, or pad the axis; here kernelSize is 9"),
        new("MG0201", "groups that do not divide channels", Image("private readonly GroupNorm _g = new(3, 2);", "_g.«Forward»(x)"),
            "groups must divide channels, but groups is 3 and channels is 2"),
        new("MG0201", "heads that do not divide the embedding",
            "[Model] public partial class M { private readonly MultiHeadAttention _a = new(8, 3); public Tensor Forward([Shape(\"N\", "
                + "\"T\", 8)] Tensor x) => _a.«Forward»(x, x, x); }", "numHeads must divide embedDim, but numHeads is 3 and embedDim is 8"),
    ];
}
