namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Programs with one mistake each; « and » stand around the token that must be underlined.</summary>
internal static class DiagnosticCases
{
    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        new("MG0001", "not partial", "[Model] public class «M» { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.Relu(); }",
            "M is not partial"),
        new("MG0001", "in a class that is not partial",
            "public class «Outer» { [Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.Relu(); } }",
            "Outer is not partial"),
        new("MG0002", "no Forward",
            "[Model] public partial class «M» { public Tensor Forwards([Shape(\"N\", 3)] Tensor x) => x.Relu(); }",
            "M has no method Forward"),
        new("MG0003", "Forward gives a float",
            "[Model] public partial class M { public float «Forward»([Shape(\"N\", 3)] Tensor x) => 1; }", "Forward returns float"),
        new("MG0003", "Forward takes a decimal",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x, decimal «scale») => x * 2; }",
            "an input is a Tensor, an IndexTensor, an int, a float, a double or a bool, not decimal"),
        new("MG0003", "a loss of many numbers",
            Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w; public Tensor «Loss»(Tensor y) => y * y;"),
            "the loss is [N, 3], not one number"),
        new("MG0003", "a loss that is no tensor",
            Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w; public float «Loss»(Tensor y) => 1;"),
            "Loss returns float"),
        new("MG0004", "an optimizer without a loss",
            "[Model, Adam] public partial class «M» { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.Relu(); }",
            "M has an optimizer but no method Loss"),
        new("MG0007", "a field named as a member",
            "[Model] public partial class M { private readonly Linear «Save» = new(3, 3); public Tensor Forward([Shape(\"N\", 3)] "
                + "Tensor x) => Save.Forward(x); }", "M gets a member Save by ModelGen: give the field or property another name"),
        new("MG0007", "a field named as a member of an attribute",
            "[Model, Sgd, ParameterGroup(\"w\", WeightDecay = 1)] public partial class M { const int «Groups» = 1; [Parameter(3)] "
                + "Tensor w; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w; public Tensor Loss(Tensor y) => y.Mean(); }",
            "M gets a member Groups by ModelGen: give the field or property another name"),
        new("MG0007", "a type named as the kernels' namespace",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.Relu(); } public class «MCode»;",
            "M gets the namespace MCode by ModelGen: give the type another name"),
        new("MG0007", "a class named as a member",
            "[Model] public partial class «Plan» { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.Relu(); }",
            "give the class another name"),
        new("MG0009", "a training program without an optimizer",
            Model("[TrainingProgram] public Tensor «Train»([Shape(\"N\", 3)] Tensor x) => (x * w).Mean();"),
            "Train is a training program and has no optimizer"),
        new("MG0003", "a program with an optimizer",
            Model("[Program, Sgd] public Tensor «Run»([Shape(\"N\", 3)] Tensor x) => x * w;"),
            "a method that trains is a [TrainingProgram]"),
        new("MG0003", "a training program of many numbers",
            Model("[TrainingProgram, Sgd] public Tensor «Train»([Shape(\"N\", 3)] Tensor x) => x * w;"),
            "the loss is [N, 3], not one number"),
        new("MG0003", "a training program of two results",
            Model("[TrainingProgram, Sgd] public (Tensor, Tensor) «Train»([Shape(\"N\", 3)] Tensor x) => (x.Mean(), w.Mean());"),
            "a training program returns its loss"),
        new("MG0003", "a training program without a tensor",
            Model("[TrainingProgram, Sgd] public Tensor «Train»(int count) => (w * count).Mean();"), "it takes no tensor"),
        new("MG0003", "two programs that average one parameter",
            Model("[TrainingProgram, Sgd, MovingAverage(0.9)] public Tensor First([Shape(\"N\", 3)] Tensor x) => (x * w).Mean(); "
                + "[TrainingProgram, Sgd, MovingAverage(0.9)] public Tensor «Second»([Shape(\"N\", 3)] Tensor x) => (x * w).Sum();"),
            "it keeps an average of w, and so does First"),
        new("MG0003", "a program named as a member",
            Model("[Program] public Tensor «Predict»([Shape(\"N\", 3)] Tensor x) => x * w;"), "a model has a Predict of its own"),
        new("MG0003", "two programs of one name",
            Model("[Program] public Tensor «Run»([Shape(\"N\", 3)] Tensor x) => x * w; [Program] public Tensor Run([Shape(\"N\", 3)] "
                + "Tensor x, int count) => x * w;"), "another program has this name"),
        new("MG0003", "a program and a training program",
            Model("[Program, TrainingProgram, Sgd] public Tensor «Run»([Shape(\"N\", 3)] Tensor x) => (x * w).Mean();"),
            "take one away"),
        new("MG0003", "a static program",
            Model("[Program] public static Tensor «Run»([Shape(\"N\", 3)] Tensor x) => x.Relu();"), "not static, generic or abstract"),
        new("MG0003", "a program of a module",
            "[Module] public partial class M { [Program] public Tensor «Run»([Shape(\"N\", 3)] Tensor x) => x.Relu(); public Tensor "
                + "Forward([Shape(\"N\", 3)] Tensor x) => x.Relu(); }", "M is no [Model]"),
        new("MG0003", "a state of whole numbers",
            Model("[State(3)] IndexTensor «_count»; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w + _count.ToTensor();"),
            "what is kept from call to call is a Tensor"),
        new("MG0003", "a loss that assigns a state",
            Model("[State(3)] Tensor _sum; public Tensor Forward([Shape(3)] Tensor x) => x * w + _sum; public Tensor «Loss»(Tensor y) { "
                + "_sum = y; return y.Mean(); }"), "it assigns _sum"),
        new("MG0604", "a training program of no parameter",
            Model("[«TrainingProgram(\"v\")», Sgd] public Tensor Train([Shape(\"N\", 3)] Tensor x) => (x * w).Mean();"), "\"v\""),
        new("MG0606", "clipping of a program that does not train",
            Model("[Program, «ClipGradients(Norm = 1)»] public Tensor Run([Shape(\"N\", 3)] Tensor x) => x * w;"),
            "Run has no optimizer"),
        new("MG0302", "an assignment to a piece of a variable",
            Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) { var y = x * w; «y[0]» = x[1]; return y; }"),
            "an assignment to 'y[0]'"),
        new("MG0201", "a piece that a value does not fit",
            Model("[State(4, 3)] Tensor _rows; public Tensor Forward([Shape(2)] Tensor x, int row) { «_rows[row]» = x; return _rows; }"),
            "[3]"),
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
        new("MG0303", "a number that Create computes for a module",
            "[Model] public partial class M(double rate) { Dropout d = new(«rate * 2»); public Tensor Forward([Shape(\"N\", 3)] Tensor "
                + "x) => d.Forward(x); }", "probability of Dropout must be a constant"),
        new("MG0201", "a size along an axis that is not there",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x / x.«Size»(2); }",
            "[N, 3] has no axis 2"),
        new("MG0201", "a reshape to another size",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 6)] Tensor x) => x.«Reshape»(\"N\", 7); }",
            "cannot be reshaped to [N, 7]"),
        new("MG0201", "channels of a layer", Image("Conv2d f = new(3, 4, 5);", "f.«Forward»(x)"),
            "Conv2d(3, 4, 5, 1, 0, 1, 1) takes input [N, 3, height, width], but gets [N, 2, 8, 8]: expected 3 along axis -3, got 2"),
        new("MG0201", "a window larger than a layer's input", Image("Conv2d f = new(2, 4, 9);", "f.«Forward»(x)"),
            "axis 2 of [N, inChannels, height+2*padding, 2*padding+width], which has height+2*padding; here dilation is 1, height is 8, "
                + "kernelSize is 9, padding is 0"),
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
        new("MG0102", "a stride of zero", Image("Conv2d f = new(2, 3, 1, stride: «0»);", "f.Forward(x)"),
            "stride of Conv2d is a whole number of 1 or more"),
        new("MG0301", "a call of the framework",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * Random.Shared.«NextSingle»(); }",
            "Random.NextSingle"),
        new("MG0301", "a call of something else",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * "
                + "BitConverter.«Int32BitsToSingle»(1); }", "BitConverter.Int32BitsToSingle; it has Tensor's methods"),
        new("MG0302", "a loop without a count",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x, int n) { while («n» > 1) { x = "
                + "x.Relu(); n = n / 2; } return x; } }", "the number of turns must be known when the model is called"),
        new("MG0302", "a return out of a loop",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x, int n) { for (var i = 0; i < n; i++) { "
                + "x = x.Relu(); if (i == 3) «return» x; } return x; } }", "let the loop run to its end"),
        new("MG0201", "a loop that changes a shape",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x, int n) { «for» (var i = 0; i < n; i++) "
                + "x = Tensor.Concat(0, x, x); return x; } }", "what a loop carries keeps its shape"),
        new("MG0201", "sides of different shapes",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x, bool b) { «if» (b) return x; return "
                + "x.Transpose(); } }", "the same shape is expected"),
        new("MG0302", "try",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) { «try» { return x; } finally { } } }",
            "'try'"),
        new("MG0302", "recursion",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => Again(x); Tensor Again(Tensor x) => "
                + "«Again(x)»; }", "recursion without end"),
        new("MG0302", "a record", "[Model] public partial record class «M» { public Tensor Forward([Shape(3)] Tensor x) => x.Relu(); }",
            "models that are records; a model is a plain partial class"),
        new("MG0302", "a generic model",
            "[Model] public partial class «M»<T> { public Tensor Forward([Shape(3)] Tensor x) => x.Relu(); }",
            "generic models"),
        new("MG0302", "model and module at once",
            "[Model, Module] public partial class «M» { public Tensor Forward([Shape(3)] Tensor x) => x.Relu(); }",
            "both [Model] and [Module]"),
        new("MG0302", "a keyword as a name",
            "[Model] public partial class M { public Tensor Forward([Shape(3)] Tensor «@in») => @in.Relu(); }",
            "the keyword 'in' as a name"),
        new("MG0301", "a function that is not marked",
            "[Model] public partial class M { public Tensor Forward([Shape(3)] Tensor x) => x.Map(«F»); static float F(float x) => x; }",
            "F, for it is not marked [Elementwise]"),
        new("MG0301", "the nearest math function",
            "public static class A { [Elementwise] public static float F(float x) => MathF.«Atan»(x); }",
            "MathF.Atan in a scalar function; the nearest that it has is Tan"),
        new("MG0302", "a function that calls itself",
            "public static class A { [Elementwise] public static float F(float x) => x > 0 ? «F»(x - 1) : x; }", "the recursion of F"),
        new("MG0302", "a break that only the call decides",
            "[Model] public partial class M { public Tensor Forward([Shape(\"T\", 3)] Tensor x, int n) { Tensor y = 0; for (var t = 0; "
                + "t < x.Size(0); t++) { if (t == n) «break»; y = y + x[t]; } return y; } }", "break"),
        new("MG0302", "a loop over a run-time value",
            "public static class A { [Elementwise] public static float F(float x) { var y = x; while («y < 10») y *= 2; return y; } }",
            "a number of rounds that is known while compiling"),
        new("MG0302", "an endless loop",
            "public static class A { [Elementwise] public static float F(float x) { «while» (true) { x += 1; } } }",
            "more than 1000 calls and rounds of loops"),
        new("MG0302", "a break at run time",
            "public static class A { [Elementwise] public static float F(float x) { for (var i = 0; i < 3; i++) { «if» (x > i) break; x "
                + "+= 1; } return x; } }", "'break' or 'continue' under a condition known only at run time"),
        new("MG0302", "a function with state",
            "public static class A { static float s = 1; [Elementwise] public static float F(float x) => x * «s»; }",
            "make it a const or a parameter"),
        new("MG0302", "a function that is not static", "public class A { [Elementwise] public float «F»(float x) => x; }",
            "an [Elementwise] method that is not static"),
        new("MG0302", "a function of text", "public static class A { [Elementwise] public static float F(string «x») => 1; }",
            "a parameter of type string"),
        new("MG0302", "a number that is cut", "public static class A { [Elementwise] public static float F(float x) => «(int)x»; }",
            "cut to a whole one"),
        new("MG0302", "a remainder", "public static class A { [Elementwise] public static float F(float x) => «x % 2»; }",
            "it has + - * /"),
        new("MG0302", "a statement that a function has not",
            "public static class A { [Elementwise] public static float F(float x) { «try» { return x; } finally { } } }",
            "this statement in a scalar function"),
        new("MG0201", "a function of shapes that do not broadcast",
            "[Model] public partial class M { [Parameter(4)] Tensor w; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => "
                + "Tensor.«Map»((a, b) => a * b, x, w); }", "along axis -1 one has 3, the other 4"),
        new("MG0301", "a function of another assembly",
            "[Model] public partial class M { public Tensor Forward([Shape(3)] Tensor x) => x.Map(«Far.F»); }",
            "F, for its body is not in this project", "public static class Far { [Elementwise] public static float F(float x) => x; }"),
        new("MG0301", "a mistake in a function that a model and a function use",
            "[Model] public partial class M { public Tensor Forward([Shape(3)] Tensor x) => x.Map(A.G); } public static class A { "
                + "[Elementwise] public static float F(float x) => MathF.«BitIncrement»(x); [Elementwise] public static float G(float "
                + "x) => F(x) + 1; }", "MathF.BitIncrement in a scalar function; it has "),
        new("MG0302", "loops in loops",
            "public static class A { [Elementwise] public static float F(float x) { for (var i = 0; i < 100; i++) { «for» (var j = 0; j "
                + "< 100; j++) x += i * j; } return x; } }", "more than 1000 calls and rounds of loops"),
        new("MG0302", "paths without end",
            "public static class A { [Elementwise] public static float F(float x) { for (var i = 0; i < 200; i++) { «if» (x > i) return "
                + "i; } return x; } }", "more than 100 conditions within each other"),
        new("MG0302", "a switch that leaves values",
            "public static class A { [Elementwise] public static float F(float x) => x switch { < 0 => 1, _ when x > 1 => 2, «> 0 => 3» "
                + "}; }", "end the switch with '_ => ...'"),
        new("MG0302", "a mistake in a lambda",
            "[Model] public partial class M { public Tensor Forward([Shape(3)] Tensor x) => x.Map(v => «v % 2»); }", "it has + - * /"),
        new("MG0303", "an axis known only at run time",
            "[Model] public partial class M(int axis) { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.Sum(«axis»); }",
            "axis must be a constant, but the dimension axis is known only at run time"),
        new("MG0304", "an index outside an array of modules",
            "[Model] public partial class M { Linear[] f = [new(3, 3), new(3, 3)]; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => "
                + "«f[2]».Forward(x); }", "'f[2]' has no value: there are 2 elements"),
        new("MG0304", "an element that is null",
            "[Model] public partial class M { Linear[] f = new Linear[2]; public M() { f[0] = new(3, 3); } public Tensor "
                + "Forward([Shape(\"N\", 3)] Tensor x) => «f[1]».Forward(x); }", "'f[1]' has no value: it is null"),
        new("MG0303", "an array of unknown length",
            "[Model] public partial class M { Linear[] f; public M(int layers) { f = new Linear[«layers»]; f[0] = new(3, 3); } public "
                + "Tensor Forward([Shape(\"N\", 3)] Tensor x) => f[0].Forward(x); }",
                    "the length of an array must be a constant, but the dimension layers"),
        new("MG0202", "a column with a vector",
            "[Model] public partial class M { [Parameter(1, 3)] Tensor w; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => "
                + "x.MatMul(w.Transpose()); public Tensor Loss(Tensor y, [Shape(\"N\")] Tensor t) => (y «-» t).Square().Mean(); }",
                    "[N, 1] with [N] gives [N, N]"),
        new("MG0305", "a module that Forward makes",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => «new» Linear(3, 3).Forward(x); }",
            "make it a field, 'private readonly Linear _linear = new(...);'"),
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
        new("MG0501", "a module of a newer ModelGen",
            "[Model] public partial class M { Block f = new(); public Tensor Forward([Shape(\"N\", 3)] Tensor x) => «f».Forward(x); }",
            "the graph of Block has version 99", Block("99, \"modelgen graph 99\"")),
        new("MG0503", "a module that is null",
            "[Model] public partial class M { IModule f = null!; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => «f».Forward(x); }",
            "it is the constant null, not a module"),
        new("MG0502", "a module with a damaged graph",
            "[Model] public partial class M { Block f = new(); public Tensor Forward([Shape(\"N\", 3)] Tensor x) => «f».Forward(x); }",
            "it is damaged in line 1", Block("1, \"nonsense\"")),
        new("MG0502", "a module that was not compiled",
            "[Model] public partial class M { Block f = new(); public Tensor Forward([Shape(\"N\", 3)] Tensor x) => «f».Forward(x); }",
            "without ModelGen's generator", Block(null)),
        new("MG0502", "a module in itself",
            "[Module] public partial class M { M f = new(); public Tensor Forward([Shape(\"N\", 3)] Tensor x) => «f».Forward(x); }",
            "it contains itself"),
        new("MG0001", "an optimizer that is not partial",
            "[Optimizer] public class «OwnAttribute» : Attribute { public double LearningRate { get; set; } = 0.1; static float "
                + "Update(float parameter, float gradient) => parameter - gradient; }", "OwnAttribute is not partial"),
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
        new("MG0301", "a rule that calls what has no operation",
            "[Optimizer] public sealed partial class OwnAttribute : Attribute { public double LearningRate { get; set; } = 0.1; static "
                + "float Update(float parameter, float gradient) => parameter - MathF.«Atan»(gradient); }",
                    "the nearest that it has is Tan"),
        new("MG0302", "a rule with a quotient of whole numbers",
            "[Optimizer] public sealed partial class OwnAttribute : Attribute { public double LearningRate { get; set; } = 0.1; static "
                + "float Update(float parameter, float gradient, int step) => parameter - gradient * («step / 2»); }", "divide floats"),
        new("MG0301", "a norm of the whole parameter in an operation",
            "static class F { [Elementwise] static float Scaled(float x) => x / WholeParameter.«Norm»(x); }",
            "WholeParameter.Norm in a function that is neither a rule nor a gradient transformation"),
        new("MG0301", "a norm of the whole parameter in Forward",
            Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w * WholeParameter.«Norm»(2f);"), "WholeParameter.Norm"),
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
        new("MG0301", "a transformation that calls what has no operation",
            Transformed("float Bent(float gradient) => MathF.«Atan»(gradient);"),
            "the nearest that it has is Tan"),
        new("MG0201", "a transformation whose shapes do not meet",
            Transformed("Tensor Joined(Tensor gradient) => gradient «+» Tensor.Ones(2);"),
            "[3]"),
        new("MG0102", "a transformation by the number of samples",
            Transformed("Tensor Scaled(Tensor gradient) => gradient * «Tensor.Ones(\"N\")».Sum();"), "there is no symbol N"),
        new("MG0302", "a state that another method changes",
            Transformed("Tensor Own(Tensor gradient, ref Tensor mean) => Move(gradient, «ref mean»); "
                + "static Tensor Move(Tensor gradient, ref Tensor mean) { mean += gradient; return mean; }"), "returns what it changes"),
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

    private static string Trained(string attributes)
        => $"[Model, {attributes}] public partial class M {{ [Parameter(3)] Tensor w; public Tensor Forward([Shape(\"N\", 3)] Tensor x) "
            + "=> x * w; public Tensor Loss(Tensor y) => y.Mean(); }";

    private static string Transformed(string members) => Trained("Sgd").TrimEnd('}') + "[GradientTransform] static " + members + " }";

    private static string Model(string members) => "[Model] public partial class M { [Parameter(3)] Tensor w; " + members + " }";

    private static string Image(string fields, string forward)
        => $"[Model] public partial class M {{ {fields} public Tensor Forward([Shape(\"N\", 2, 8, 8)] Tensor x) => {forward}; }}";

    private static string Block(string? graph)
        => $"[Module{(graph is null ? "" : $", ModuleGraph({graph})")}] public class Block {{ public Tensor Forward([Shape(\"N\", 3)] "
            + $"Tensor x) => x; }}";
}

/// <param name="Id">What must be reported.</param>
/// <param name="Mistake">What is wrong, in words.</param>
/// <param name="Source">The program.</param>
/// <param name="Message">A part of the message; null when only the place counts.</param>
/// <param name="Library">Another project that the program uses.</param>
internal sealed record DiagnosticCase(string Id, string Mistake, string Source, string? Message, string? Library = null);
