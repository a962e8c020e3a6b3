namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Programs with one mistake in optimizers.</summary>
internal static partial class DiagnosticCases
{
    private static IReadOnlyList<DiagnosticCase> Optimizers { get; } =
    [
        new("MG0604", "a training program of no parameter",
            Model("[«TrainingProgram(\"v\")», Sgd] public Tensor Train([Shape(\"N\", 3)] Tensor x) => (x * w).Mean();"), "\"v\""),
        new("MG0606", "clipping of a program that does not train",
            Model("[Program, «ClipGradients(Norm = 1)»] public Tensor Run([Shape(\"N\", 3)] Tensor x) => x * w;"),
            "Run has no optimizer"),
        new("MG0601", "an optimizer without a rule",
            "[Optimizer] public partial class «OwnAttribute» : Attribute { public double LearningRate { get; set; } = 0.1;  }",
            "it has no method Update"),
        new("MG0601", "an optimizer with two rules",
            "[Optimizer] public sealed partial class OwnAttribute : Attribute { public double LearningRate { get; set; } = 0.1; static "
                + "float Update(float parameter, float gradient) => parameter - gradient; static float «Update»(float parameter) => "
                + "parameter; }", "there is another Update"),
        new("MG0601", "an optimizer without a learning rate",
            "[Optimizer] public partial class «OwnAttribute» : Attribute { static float Update(float parameter, float gradient) => "
                + "parameter - gradient; }", "it has no property LearningRate"),
        new("MG0601", "an optimizer that is no attribute",
            "[Optimizer] public partial class «Own» { public double LearningRate { get; set; } = 0.1; static float Update(float "
                + "parameter, float gradient) => parameter - gradient; }", "not derived from System.Attribute"),
        new("MG0601", "a rule that is not static",
            "[Optimizer] public sealed partial class OwnAttribute : Attribute { public double LearningRate { get; set; } = 0.1; float "
                + "«Update»(float parameter, float gradient) => parameter - gradient; }", "not a plain static method"),
        new("MG0601", "a rule that returns nothing",
            "[Optimizer] public sealed partial class OwnAttribute : Attribute { public double LearningRate { get; set; } = 0.1; static "
                + "void «Update»(float parameter, float gradient) { } }", "it returns the new parameter"),
        new("MG0601", "a rule without the gradient",
            "[Optimizer] public sealed partial class OwnAttribute : Attribute { public double LearningRate { get; set; } = 0.1; static "
                + "float «Update»(float parameter) => parameter; }", "Update takes no gradient"),
        new("MG0601", "a rule's parameter that nothing names",
            "[Optimizer] public sealed partial class OwnAttribute : Attribute { public double LearningRate { get; set; } = 0.1; public "
                + "double Momentum { get; set; } static float Update(float parameter, float gradient, float «momentun») => parameter - "
                + "gradient * momentun; }",
                    "momentun is neither parameter, gradient, learningRate, step nor a property of OwnAttribute; the nearest is Momentum"),
        new("MG0601", "a setting of text",
            "[Optimizer] public sealed partial class OwnAttribute : Attribute { public double LearningRate { get; set; } = 0.1; public "
                + "string? «Kind» { get; set; } static float Update(float parameter, float gradient, string kind) => parameter - "
                + "gradient; }", "Kind is of type string"),
        new("MG0601", "a default that is computed",
            "[Optimizer] public sealed partial class OwnAttribute : Attribute { public double LearningRate { get; set; } = 0.1; public "
                + "double Beta { get; set; } = «Math.Sqrt(2)»; static float Update(float parameter, float gradient, float beta) => "
                + "parameter - beta * gradient; }", "the default of Beta is not a constant"),
        new("MG0601", "a state that is given",
            "[Optimizer] public sealed partial class OwnAttribute : Attribute { public double LearningRate { get; set; } = 0.1; static "
                + "float Update(float parameter, ref float «gradient») => parameter - gradient; }", "gradient is no state"),
        new("MG0601", "a state of whole numbers",
            "[Optimizer] public sealed partial class OwnAttribute : Attribute { public double LearningRate { get; set; } = 0.1; static "
                + "float Update(float parameter, float gradient, ref int «count») => parameter - gradient; }", "count is no state"),
        new("MG0602", "two optimizers",
            "[Model, Adam, «Sgd»] public partial class M { [Parameter(3)] Tensor w; public Tensor Forward([Shape(\"N\", 3)] Tensor x) "
                + "=> x * w; public Tensor Loss(Tensor y) => y.Mean(); }", "M has both [Adam] and [Sgd]"),
        new("MG0603", "a negative learning rate",
            "[Model, Adam(«LearningRate = -1e-3»)] public partial class M { [Parameter(3)] Tensor w; public Tensor "
                + "Forward([Shape(\"N\", 3)] Tensor x) => x * w; public Tensor Loss(Tensor y) => y.Mean(); }",
                    "LearningRate of Adam is -0.001, but must be a finite number of 0 or more"),
        new("MG0603", "a group's setting out of the optimizer's range", Trained("Adam, ParameterGroup(\"w\", «Beta1 = 1.5»)"),
            "Beta1 of ParameterGroup is 1.5, but must be a number of 0 or more and below 1"),
        new("MG0603", "a group's setting that needs another",
            Trained("Sgd(Momentum = 0.9), ParameterGroup(\"w\", Momentum = 0, «Nesterov = true»)"),
            "Nesterov of ParameterGroup is true, but must be false where Momentum is 0"),
        new("MG0603", "a negative norm", Trained("Sgd, ClipGradients(«Norm = -1»)"), "Norm of ClipGradients is -1"),
        new("MG0603", "both bounds", Trained("Sgd, ClipGradients(«Norm = 1», Value = 2)"),
            "Norm of ClipGradients is 1, but must be 0 where Value is not 0"),
        new("MG0604", "a group of nothing", Trained("Sgd, «ParameterGroup(\"v.*\", WeightDecay = 1)»"),
            "\"v.*\" matches no parameter of M: its parameters are w"),
        new("MG0604", "a frozen nothing", Trained("Sgd, «Freeze(\"W\")»"), "\"W\" matches no parameter of M"),
        new("MG0605", "a setting that the optimizer lacks", Trained("Adam, ParameterGroup(\"w\", «Momentum = 0.5»)"),
            "Adam has no setting Momentum that a group could change: it has LearningRateScale, "),
        new("MG0603", "an average that never moves", Trained("Sgd, «MovingAverage(1)»"),
            "decay of MovingAverage is 1, but must be a number of 0 or more and below 1"),
        new("MG0603", "gradients of a loss that is not one number", Trained("Sgd, Accumulate(«Reduction = Reduction.None»)"),
            "Reduction of Accumulate is None, but must be Mean or Sum"),
        new("MG0606", "clipping without an optimizer",
            "[Model, «ClipGradients(Norm = 1)»] public partial class M { [Parameter(3)] Tensor w; public Tensor "
                + "Forward([Shape(\"N\", 3)] Tensor x) => x * w; }", "M has no optimizer"),
        new("MG0606", "a group without an optimizer",
            "[Model, «ParameterGroup(\"*\")»] public partial class M { [Parameter(3)] Tensor w; public Tensor Forward([Shape(\"N\", 3)] "
                + "Tensor x) => x * w; }", "[ParameterGroup] is for the training step"),
        new("MG0604", "a transformation of nothing",
            Transformed("float Signed(float gradient) => gradient;").Replace("GradientTransform", "«GradientTransform(\"v.*\")»"),
            "\"v.*\" matches no parameter of M"),
        new("MG0607", "a transformation that is not static",
            Trained("Sgd").TrimEnd('}') + "[GradientTransform] float «Signed»(float gradient) => gradient; }",
            "Signed: it is not a plain static method"),
        new("MG0607", "a transformation to a whole number", Transformed("int «Signed»(float gradient) => MathF.Sign(gradient);"),
            "Signed: it returns int"),
        new("MG0607", "a transformation without the gradient", Transformed("float «Signed»(float parameter) => parameter;"),
            "it takes no gradient: add 'float gradient'"),
        new("MG0607", "a transformation of something else", Transformed("float Signed(float gradient, float «momentum») => gradient;"),
            "momentum is neither gradient nor parameter nor a state"),
        new("MG0607", "a transformation that changes the parameter",
            Transformed("float Signed(float gradient, ref float «parameter») => gradient;"),
            "parameter is passed by ref"),
        new("MG0607", "a transformation of numbers and tensors",
            Transformed("Tensor Scaled(Tensor gradient, float «parameter») => gradient * parameter;"),
            "parameter is of type float: what it takes is a Tensor"),
        new("MG0607", "a transformation to another shape", Transformed("Tensor «Summed»(Tensor gradient) => gradient.Sum();"),
            "for w the new gradient is [], but it has the shape of the parameter, [3]"),
        new("MG0607", "a transformation whose state changes its shape",
            Transformed("Tensor «Scaled»(Tensor gradient, ref Tensor norm) { norm = gradient.Sum(); return gradient; }"),
            "for w the new norm is []"),
        new("MG0607", "two transformations of one name",
            Transformed("float Own(float gradient) => gradient; [GradientTransform] static double «Own»(double gradient) => gradient;"),
            "there is another one of this name"),
        new("MG0607", "a transformation of no model",
            "static class F { [GradientTransform] static float «Signed»(float gradient) => MathF.Sign(gradient); }",
            "Signed: it stands in F, which is no [Model]"),
        new("MG0606", "a transformation without an optimizer",
            Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w; [«GradientTransform»] static float Own(float gradient) => "
                + "gradient;"), "[GradientTransform] is for the training step"),
        new("MG0601", "a mistake in a rule that a model has",
            "[Optimizer] public sealed partial class OwnAttribute : Attribute { public double LearningRate { get; set; } = 0.1; public "
                + "static float Update(float parameter, float «gradients») => parameter - gradients; } [Model, Own] public partial "
                + "class M { [Parameter(3)] Tensor w; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w; public Tensor "
                + "Loss(Tensor y) => y.Mean(); }", "gradients is neither"),
    ];
}
