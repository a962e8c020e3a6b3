namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Programs with one mistake in what is unused or seldom meant.</summary>
internal static partial class DiagnosticCases
{
    private static IReadOnlyList<DiagnosticCase> Notes { get; } =
    [
        new("MG0404", "bounds in the wrong order",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.«Clamp»(2, 1); }",
            "the lower bound of Clamp, 2, is above its upper bound 1"),
        new("MG0404", "bounds of a scalar function",
            "public static class F { [Elementwise] public static float Bounded(float x) => Math.«Clamp»(x, 1, -1.5f); }",
            "the lower bound of Clamp, 1, is above its upper bound -1.5"),
        new("MG0404", "bounds of random numbers",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x + Tensor.«Uniform»(1, -1, \"N\", "
                + "3); }", "the lower bound of Uniform, 1"),
        new("MG0404", "bounds of an initializer",
            "[Model] public partial class M { [«Parameter(3, Initializer = Initializer.Uniform, First = 2)»] Tensor w; public Tensor "
                + "Forward([Shape(\"N\", 3)] Tensor x) => x * w; }", "the lower bound of the initializer, 2, is above its upper bound 1"),
        new("MG0401", "an unused parameter",
            "[Model] public partial class M { [Parameter(3)] Tensor «w»; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => "
                + "x.Relu(); }",
            "the parameter w is used neither in Forward nor in Loss"),
        new("MG0402", "an unused module",
            "[Model] public partial class M { Linear «f» = new(3, 4); public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.Relu(); }",
            "the module f is used neither in Forward nor in Loss"),
        new("MG0403", "a number that the host waits for",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) { if («x.Sum().Item()» > 0) x = "
                + "x.Relu(); return x; } }", "'x.Sum().Item()' waits until the device has the value"),
        new("MG0406", "a layer behind Detach",
            "[Model, AdamW] public partial class M { Linear «f» = new(3, 4); Linear g = new(4, 2); public Tensor Forward([Shape(\"N\", "
                + "3)] Tensor x) => g.Forward(f.Forward(x).Detach()); public Tensor Loss(Tensor y) => y.Sum(); }",
                    "reaches f.weight, f.bias: a training step leaves it"),
        new("MG0406", "a parameter that is compared",
            "[Model, Sgd] public partial class M { [Parameter(3)] Tensor «w», v; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => "
                + "Tensor.Where(x > w, x * v, x); public Tensor Loss(Tensor y) => y.Sum(); }", "reaches w: "),
        new("MG0406", "a result that is not in the loss",
            "[Model, Adam] public partial class M { [Parameter(3)] Tensor v, «w»; public (Tensor, Tensor) Forward([Shape(\"N\", 3)] "
                + "Tensor x) => (x * v, x * w); public Tensor Loss(Tensor y, Tensor z) => y.Sum(); }", "reaches w: "),
        new("MG0406", "one for predictions",
            "[Model, Adam] public partial class M { [Parameter(3)] Tensor v, «w»; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => "
                + "Mode.Training ? x * v : x * w; public Tensor Loss(Tensor y) => y.Sum(); }", "reaches w: "),
        new("MG0406", "one of a loop",
            "[Model, Adam] public partial class M { [Parameter(3)] Tensor v, «w»; public Tensor Forward([Shape(\"N\", 3)] Tensor x, int "
                + "n) { var y = w + 0; var z = x; for (var i = 0; i < n; i++) { y = y * 2; z = z * v + y.Detach(); } return z; } public "
                + "Tensor Loss(Tensor y) => y.Sum(); }", "reaches w: "),
        new("MG0405", "a batch norm of one sample",
            "[Model, Sgd] public partial class M { BatchNorm1d «f» = new(3); public Tensor Forward([Shape(1, 3)] Tensor x) => "
                + "f.Forward(x); public Tensor Loss(Tensor y) => y.Sum(); }",
                    "would make f.running_var NaN for ever: its new value divides by 0"),
        new("MG0407", "a result that nobody takes",
            Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) { x.«Relu»(); return x * w; }"), "write x = x.Relu()"),
        new("MG0407", "a module's result that nobody takes",
            "[Model] public partial class M { private readonly Linear _l = new(3, 3); public Tensor Forward([Shape(\"N\", 3)] Tensor x) { "
                + "_l.«Forward»(x); return x; } }", "and use the result"),
        new("MG0408", "a softmax before the cross entropy",
            Classifier("(x * w).«Softmax»()", "y.CrossEntropy(t)"), "take the softmax away"),
        new("MG0408", "a softmax before the log likelihood",
            Classifier("(x * w).«Softmax»()", "y.NegativeLogLikelihood(t)"), "write LogSoftmax"),
        new("MG0408", "a sigmoid before the cross entropy",
            Classifier("(x * w).«Sigmoid»()", "y.CrossEntropy(t)"), "take the sigmoid away"),
        new("MG0408", "a softmax in Loss", Classifier("x * w", "y.«Softmax»().CrossEntropy(t)"), "take the softmax away"),
        new("MG0409", "a softmax over the batch", Classifier("(x * w).«Softmax»(0)", "(y.Log() * y).Mean() + t.ToTensor().Mean()"),
            "for the classes write axis 1"),
        new("MG0410", "a parameter that Loss alone uses",
            "[Model] public partial class M { [Parameter(3)] Tensor w; [Parameter(3)] Tensor «v»; public Tensor Forward([Shape(\"N\", 3)] "
                + "Tensor x) => x * w; public Tensor Loss(Tensor y) => (y * v).Mean(); }", "v is used in Loss alone"),
        new("MG0411", "dropout of the scores", Classifier("(x * w).«Dropout»(0.5)", "y.CrossEntropy(t)"), "put it before the last layer"),
        new("MG0413", "an accuracy for a loss",
            Trained("Sgd").Replace("Loss(Tensor y) => y.Mean()", "«Loss»(Tensor y, [Shape(\"N\")] IndexTensor t) => "
                + "y.ArgMax(1).EqualTo(t).ToTensor().Mean()"), "write a loss of the scores"),
        new("MG0412", "a bias before a batch normalization",
            Image("private readonly Conv2d _c = new(2, 4, 3); private readonly BatchNorm2d _n = new(4);", "_n.Forward(_c.«Forward»(x))"),
            "new Conv2d(..., bias: false)"),
        new("MG0412", "a bias behind a batch normalization",
            Image("private readonly Conv2d _c = new(2, 4, 3); private readonly BatchNorm2d _n = new(2);", "_c.Forward(_n.«Forward»(x))"),
            "new BatchNorm2d(..., affine: false)"),
    ];
}
