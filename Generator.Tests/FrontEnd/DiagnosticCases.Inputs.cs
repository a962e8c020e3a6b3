namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Programs with one mistake in inputs and dimensions.</summary>
internal static partial class DiagnosticCases
{
    private static IReadOnlyList<DiagnosticCase> Inputs { get; } =
    [
        new("MG0101", "an input without a shape", Model("public Tensor Forward(Tensor «x») => x * w;"), "the input x has no shape"),
        new("MG0101", "labels without a shape",
            Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w; public Tensor Loss(Tensor y, IndexTensor «labels») => "
                + "y.CrossEntropy(labels);"), "[Shape(\"N\", ...)] IndexTensor labels"),
        new("MG0102", "a dimension of zero",
            "[Model] public partial class M { public Tensor Forward([«Shape(\"N\", 0)»] Tensor x) => x.Relu(); }",
            "0 is not a dimension"),
        new("MG0102", "text that is no arithmetic",
            "[Model] public partial class M { public Tensor Forward([«Shape(\"N+\")»] Tensor x) => x.Relu(); }",
            "\"N+\" is not a dimension"),
        new("MG0102", "a parameter's name that nothing declares",
            "[Model] public partial class M { [«Parameter(\"width\")»] Tensor w; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x "
                + "* w; }", "\"width\" is not a dimension"),
        new("MG0102", "any leading axes of a model",
            "[Model] public partial class M { public Tensor Forward([«Shape(\"...\", 3)»] Tensor x) => x.Relu(); }",
            "\"...\" is not a dimension"),
        new("MG0102", "a layer of zero",
            "[Model] public partial class M { Linear f = new(3, «0»); public Tensor Forward([Shape(\"N\", 3)] Tensor x) => "
                + "f.Forward(x); }",
            "outFeatures of Linear is a whole number"),
        new("MG0103", "a product of two unknown sizes",
            "[Model] public partial class M { public Tensor Forward([«Shape(\"N\", \"K*M\")»] Tensor x) => x.Relu(); }",
            "no input of Forward tells K: a call finds it in a dimension in which it is the only unknown symbol and stands once, such "
                + "as \"K\", \"2*K\" or \"K+1\"; give an input such a dimension, or take the number itself as an input, 'int K'"),
        new("MG0103", "a symbol that only Loss would tell",
            "[Model] public partial class M { public Tensor Forward([«Shape(\"floor(W/2)\")»] Tensor x) => x.Relu(); public Tensor "
                + "Loss(Tensor y, [Shape(\"W\")] Tensor t) => t.Sum() + y.Sum(); }", "no input of Forward tells W"),
        new("MG0103", "a symbol of Loss",
            Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w; public Tensor Loss(Tensor y, [«Shape(\"N*K*K\")»] Tensor "
                + "t) => y.Sum() + t.Sum();"), "no input of Loss tells K"),
        new("MG0103", "a symbol of a module",
            "[Module] public partial class P { public Tensor Forward([«Shape(\"...\", \"H+W\")»] Tensor x) => x.Relu(); }",
            "no input of Forward tells H"),
        new("MG0102", "a stride of zero", Image("Conv2d f = new(2, 3, 1, stride: «0»);", "f.Forward(x)"),
            "stride of Conv2d is a whole number of 1 or more"),
        new("MG0102", "a transformation by the number of samples",
            Transformed("Tensor Scaled(Tensor gradient) => gradient * «Tensor.Ones(\"N\")».Sum();"), "there is no symbol N"),
        new("MG0104", "two symbols for the samples",
            Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w; public Tensor Loss(Tensor y, [Shape(«\"M\"»)] "
                + "IndexTensor t) => y.CrossEntropy(t);"), "write \"N\" here"),
    ];
}
