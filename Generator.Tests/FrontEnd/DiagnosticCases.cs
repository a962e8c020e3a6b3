namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Programs with one mistake each; « and » stand around the token that must be underlined.</summary>
internal static class DiagnosticCases
{
    public static IReadOnlyList<DiagnosticCase> All { get; } =
    [
        new("MG0001", "not partial", "[Model] public class «M» { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.Relu(); }", "M is not partial"),
        new("MG0001", "in a class that is not partial", "public class «Outer» { [Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.Relu(); } }", "Outer is not partial"),
        new("MG0002", "no Forward", "[Model] public partial class «M» { public Tensor Forwards([Shape(\"N\", 3)] Tensor x) => x.Relu(); }", "M has no method Forward"),
        new("MG0003", "Forward without inputs", "[Model] public partial class M { [Parameter(3)] Tensor w; public Tensor «Forward»() => w; }", "Forward takes no input"),
        new("MG0003", "Forward gives a float", "[Model] public partial class M { public float «Forward»([Shape(\"N\", 3)] Tensor x) => 1; }", "Forward returns float"),
        new("MG0003", "Forward takes a float", "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x, float «scale») => x * scale; }", "an input is a Tensor or an IndexTensor, not float"),
        new("MG0003", "a loss of many numbers", Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w; public Tensor «Loss»(Tensor y) => y * y;"), "the loss is [N, 3], not one number"),
        new("MG0003", "a loss that is no tensor", Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w; public float «Loss»(Tensor y) => 1;"), "Loss returns float"),
        new("MG0004", "an optimizer without a loss", "[Model, Adam] public partial class «M» { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.Relu(); }", "M has an optimizer but no method Loss"),
        new("MG0101", "an input without a shape", Model("public Tensor Forward(Tensor «x») => x * w;"), "the input x has no shape"),
        new("MG0101", "labels without a shape", Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w; public Tensor Loss(Tensor y, IndexTensor «labels») => y.CrossEntropy(labels);"), "[Shape(\"N\", ...)] IndexTensor labels"),
        new("MG0102", "a dimension of zero", "[Model] public partial class M { public Tensor Forward([«Shape(\"N\", 0)»] Tensor x) => x.Relu(); }", "0 is not a dimension"),
        new("MG0102", "text that is no arithmetic", "[Model] public partial class M { public Tensor Forward([«Shape(\"N+\")»] Tensor x) => x.Relu(); }", "\"N+\" is not a dimension"),
        new("MG0102", "a parameter's name that nothing declares", "[Model] public partial class M { [«Parameter(\"width\")»] Tensor w; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w; }", "\"width\" is not a dimension"),
        new("MG0102", "any leading axes of a model", "[Model] public partial class M { public Tensor Forward([«Shape(\"...\", 3)»] Tensor x) => x.Relu(); }", "\"...\" is not a dimension"),
        new("MG0102", "a layer of zero", "[Model] public partial class M { Linear f = new(3, «0»); public Tensor Forward([Shape(\"N\", 3)] Tensor x) => f.Forward(x); }", "outFeatures of Linear is a whole number"),
        new("MG0201", "a product", "[Model] public partial class M { [Parameter(4, 5)] Tensor w; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.Relu().«MatMul»(w); }", "expected 3 rows on the right, got 4; what led there: x [N, 3] -> Relu() [N, 3]"),
        new("MG0201", "a broadcast", "[Model] public partial class M { [Parameter(4)] Tensor w; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x «+» w; }", "along axis -1 one has 3, the other 4"),
        new("MG0201", "a layer", "[Model] public partial class M { Linear a = new(3, 4), b = new(5, 6); public Tensor Forward([Shape(\"N\", 3)] Tensor x) => b.«Forward»(a.Forward(x)); }", "Linear(5, 6) takes input [..., 5], but gets [N, 4]: expected 5 along axis -1, got 4; what led there: x [N, 3] -> a.Forward [N, 4]"),
        new("MG0201", "a loss", Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w; public Tensor Loss(Tensor y, [Shape(\"N\", 4)] Tensor t) => y.«MeanSquared»(t);"), "[N, 3] and [N, 4] do not broadcast"),
        new("MG0201", "labels of another rank", Model("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * w; public Tensor Loss(Tensor y, [Shape(\"N\", 3)] IndexTensor t) => y.«CrossEntropy»(t);"), "labels of the same shape without classes"),
        new("MG0201", "an axis that is not there", "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.«Sum»(2); }", "[N, 3] has no axis 2"),
        new("MG0201", "a reshape to another size", "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 6)] Tensor x) => x.«Reshape»(\"N\", 7); }", "cannot be reshaped to [N, 7]"),
        new("MG0301", "a call of the framework", "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * MathF.«Sqrt»(Random.Shared.NextSingle()); }", "MathF.Sqrt; the nearest that it has is Tensor.Sqrt"),
        new("MG0301", "a call of something else", "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x * BitConverter.«Int32BitsToSingle»(1); }", "BitConverter.Int32BitsToSingle; it has Tensor's methods"),
        new("MG0302", "a loop", "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) { «for» (var i = 0; i < 3; i++) x = x.Relu(); return x; } }", "loops; write the steps one after the other"),
        new("MG0302", "try", "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) { «try» { return x; } finally { } } }", "'try'"),
        new("MG0302", "recursion", "[Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => Again(x); Tensor Again(Tensor x) => «Again(x)»; }", "recursion without end"),
        new("MG0302", "a record", "[Model] public partial record class «M» { public Tensor Forward([Shape(3)] Tensor x) => x.Relu(); }", "models that are records; a model is a plain partial class"),
        new("MG0302", "a generic model", "[Model] public partial class «M»<T> { public Tensor Forward([Shape(3)] Tensor x) => x.Relu(); }", "generic models"),
        new("MG0302", "model and module at once", "[Model, Module] public partial class «M» { public Tensor Forward([Shape(3)] Tensor x) => x.Relu(); }", "both [Model] and [Module]"),
        new("MG0302", "a keyword as a name", "[Model] public partial class M { public Tensor Forward([Shape(3)] Tensor «@in») => @in.Relu(); }", "the keyword 'in' as a name"),
        new("MG0303", "an axis known only at run time", "[Model] public partial class M(int axis) { public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.Sum(«axis»); }", "axis must be a constant, but the dimension axis is known only at run time"),
        new("MG0304", "an index outside an array of modules", "[Model] public partial class M { Linear[] f = [new(3, 3), new(3, 3)]; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => «f[2]».Forward(x); }", "'f[2]' has no value: there are 2 elements"),
        new("MG0304", "an element that is null", "[Model] public partial class M { Linear[] f = new Linear[2]; public M() { f[0] = new(3, 3); } public Tensor Forward([Shape(\"N\", 3)] Tensor x) => «f[1]».Forward(x); }", "'f[1]' has no value: it is null"),
        new("MG0303", "an array of unknown length", "[Model] public partial class M { Linear[] f; public M(int layers) { f = new Linear[«layers»]; f[0] = new(3, 3); } public Tensor Forward([Shape(\"N\", 3)] Tensor x) => f[0].Forward(x); }", "the length of an array must be a constant, but the dimension layers"),
        new("MG0401", "an unused parameter", "[Model] public partial class M { [Parameter(3)] Tensor «w»; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.Relu(); }", "the parameter w is used neither in Forward nor in Loss"),
        new("MG0402", "an unused module", "[Model] public partial class M { Linear «f» = new(3, 4); public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.Relu(); }", "the module f is used neither in Forward nor in Loss"),
        new("MG0501", "a module of a newer ModelGen", "[Model] public partial class M { Block f = new(); public Tensor Forward([Shape(\"N\", 3)] Tensor x) => «f».Forward(x); }", "the graph of Block has version 99", Block("99, \"modelgen graph 99\"")),
        new("MG0503", "a module that is null", "[Model] public partial class M { IModule f = null!; public Tensor Forward([Shape(\"N\", 3)] Tensor x) => «f».Forward(x); }", "it is the constant null, not a module"),
        new("MG0502", "a module with a damaged graph", "[Model] public partial class M { Block f = new(); public Tensor Forward([Shape(\"N\", 3)] Tensor x) => «f».Forward(x); }", "it is damaged in line 1", Block("1, \"nonsense\"")),
        new("MG0502", "a module that was not compiled", "[Model] public partial class M { Block f = new(); public Tensor Forward([Shape(\"N\", 3)] Tensor x) => «f».Forward(x); }", "without ModelGen's generator", Block(null)),
        new("MG0502", "a module in itself", "[Module] public partial class M { M f = new(); public Tensor Forward([Shape(\"N\", 3)] Tensor x) => «f».Forward(x); }", "it contains itself"),
    ];

    private static string Model(string members) => "[Model] public partial class M { [Parameter(3)] Tensor w; " + members + " }";

    private static string Block(string? graph)
        => $"[Module{(graph is null ? "" : $", ModuleGraph({graph})")}] public class Block {{ public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x; }}";
}

/// <param name="Id">What must be reported.</param>
/// <param name="Mistake">What is wrong, in words.</param>
/// <param name="Source">The program.</param>
/// <param name="Message">A part of the message; null when only the place counts.</param>
/// <param name="Library">Another project that the program uses.</param>
internal sealed record DiagnosticCase(string Id, string Mistake, string Source, string? Message, string? Library = null);
