namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Programs with one mistake in the language.</summary>
internal static partial class DiagnosticCases
{
    private static IReadOnlyList<DiagnosticCase> Language { get; } =
    [
        new("MG0302", "an assignment to a piece of a variable",
            Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) { var y = x * w; «y[0]» = x[1]; return y; }"),
            "an assignment to 'y[0]'"),
        new("MG0303", "a number that Create computes for a module",
            "[Model] public partial class M(double rate) { Dropout d = new(«rate * 2»); public Tensor Forward([Shape(\"N\", 3)] Tensor "
                + "x) => d.Forward(x); }", "probability of Dropout must be a constant"),
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
        new("MG0305", "a module that Forward makes",
            "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => «new» Linear(3, 3).Forward(x); }",
            "make it a field, 'private readonly Linear _linear = new(...);'"),
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
        new("MG0301", "a transformation that calls what has no operation",
            Transformed("float Bent(float gradient) => MathF.«Atan»(gradient);"),
            "the nearest that it has is Tan"),
        new("MG0302", "a state that another method changes",
            Transformed("Tensor Own(Tensor gradient, ref Tensor mean) => Move(gradient, «ref mean»); "
                + "static Tensor Move(Tensor gradient, ref Tensor mean) { mean += gradient; return mean; }"), "returns what it changes"),
        new("MG0301", "a class that is no module",
            "public class Block { public Tensor Forward(Tensor x) => x; } [Model] public partial class M { private readonly Block _b = "
                + "new(); public Tensor Forward([Shape(\"N\", 3)] Tensor x) => _b.«Forward»(x); }",
            "write '[Module] public partial class Block'"),
        new("MG0301", "a method of an interface",
            "public interface IHead { Tensor Head(Tensor x) => x; } [Model] public partial class M : IHead { public Tensor Forward([Shape("
                + "\"N\", 3)] Tensor x) => ((IHead)this).«Head»(x); }", "make Head a static method"),
        new("MG0301", "output", Model("public Tensor Forward([Shape(3)] Tensor x) { Console.«WriteLine»(x); return x * w; }"),
            "look at what Predict gives"),
        new("MG0302", "a condition of tensors",
            Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => «x > 0» ? x : x * w;"), "write Tensor.Where(x > 0, x, x * w)"),
        new("MG0302", "a condition of one tensor's element",
            Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) { if («x.Sum() > 0») x = x * w; return x; }"),
            "or (x.Sum() > 0).Item(), for which the host waits"),
        new("MG0302", "'and' of masks",
            Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => Tensor.Where(x > 0 «&&» x < 1, x, w);"), "write (x > 0) & (x < 1)"),
        new("MG0302", "an equality of tensors",
            Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => «x == w» ? x : x * w;"), "write x.EqualTo(w)"),
        new("MG0302", "an element that is assigned",
            Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) { «x[0]» = w; return x; }"), "a tensor does not change"),
        new("MG0302", "a variable that a function of each element changes",
            Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) { var k = 0; return x.Map(v => v + «k++») * w; }"),
            "let it return the value"),
        new("MG0302", "a dictionary of modules",
            "[Model] public partial class M { private readonly System.Collections.Generic.Dictionary<string, Linear> «_d» = new(); public "
                + "Tensor Forward([Shape(\"N\", 3)] Tensor x) => _d[\"a\"].Forward(x); }", "write 'private readonly Linear[] _d"),
        new("MG0306", "another library's word", Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.«ReLU»() * w;"),
            "there is no Tensor.ReLU: write x.Relu()"),
        new("MG0307", "a property that holds a module",
            "[Model] public partial class M { public Linear «Layer» { get; } = new(3, 3); public Tensor Forward([Shape(\"N\", 3)] Tensor "
                + "x) => Layer.Forward(x); }", "write 'private readonly Linear Layer = new(3, 3);'"),
        new("MG0308", "a tensor that a field computes",
            "[Model] public partial class M { private readonly Tensor _w = «Tensor.Ones(3)»; public Tensor Forward([Shape(\"N\", 3)] "
                + "Tensor x) => x * _w; }", "write '[Buffer(3, Value = 1)] private readonly Tensor _w;'"),
        new("MG0308", "a tensor that a constructor computes",
            "[Model] public partial class M { private readonly Tensor _w; public M() { _w = «Tensor.Uniform(0, 1, 3)»; } public Tensor "
                + "Forward([Shape(\"N\", 3)] Tensor x) => x * _w; }", "compute it in Forward"),
    ];
}
