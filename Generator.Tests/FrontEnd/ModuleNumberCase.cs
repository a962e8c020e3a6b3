namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>
/// A module whose constructor's numbers decide what its Forward is, and the same as it is written for the numbers of one use.
/// </summary>
/// <param name="Name">What decides.</param>
/// <param name="Module">The class, named B.</param>
/// <param name="Arguments">What the use gives it.</param>
/// <param name="Plain">The class without the decision, named B, for the same use without arguments.</param>
/// <param name="Input">The shape that the use gives Forward.</param>
internal sealed record ModuleNumberCase(string Name, string Module, string Arguments, string Plain, string Input = "\"N\", 4")
{
    public const string Images = "\"N\", 4, 6, 6";

    public string Model(bool isPlain)
        => $"[Model] public partial class M {{ private readonly B _b = new({(isPlain ? "" : Arguments)}); public Tensor "
            + $"Forward([Shape({Input})] Tensor x) => _b.Forward(x); }}";

    public static IReadOnlyList<ModuleNumberCase> All { get; } =
    [
        .. Both("a choice", Residual("=> from == to && stride == 1 ? x : down.Forward(x);"), ("4, 4, 1", Shortcut("=> x;", "")),
            ("4, 6, 2", Shortcut("=> down.Forward(x);", Down))),
        .. Both("a choice whose sides swap", Residual("=> from != to || stride != 1 ? down.Forward(x) : x;"),
            ("4, 4, 1", Shortcut("=> x;", "")), ("4, 4, 2", Shortcut("=> down.Forward(x);", Down.Replace("6", "4")))),
        .. Both("an if", Residual("{ if (stride != 1 || from != to) x = down.Forward(x); return x.Relu(); }"),
            ("4, 4, 1", Shortcut("=> x.Relu();", "")), ("4, 6, 2", Shortcut("=> down.Forward(x).Relu();", Down))),
        .. Both("an early return", Residual("{ if (stride == 1 && from == to) return x; var y = down.Forward(x); return y.Relu(); }"),
            ("4, 4, 1", Shortcut("=> x;", "")), ("4, 6, 2", Shortcut("=> down.Forward(x).Relu();", Down))),
        .. Both("a not", Residual("{ var isSame = stride == 1 && from == to; if (!isSame) x = down.Forward(x); return x; }"),
            ("4, 4, 1", Shortcut("=> x;", "")), ("4, 6, 2", Shortcut("=> down.Forward(x);", Down))),
        .. Both("a switch",
            Residual("{ switch (stride) { case 1: return x; case 2: case 3: return down.Forward(x); default: return x.Flatten(); } }"),
            ("4, 4, 1", Shortcut("=> x;", "")), ("4, 6, 2", Shortcut("=> down.Forward(x);", Down)),
            ("4, 4, 5", Shortcut("=> x.Flatten();", ""))),
        .. Both("a flag",
            "[Module] public partial class B(bool isTurned) { public Tensor Forward([Shape(\"N\", 4)] Tensor x) => isTurned ? "
                + "x.Transpose() : x.Relu(); }",
            ("true", Written("=> x.Transpose();")), ("false", Written("=> x.Relu();"))),
        .. Both("a number that is no int",
            "[Module] public partial class B(double rate) { private readonly Linear _l = new(4, 2); public Tensor Forward([Shape(\"N\", "
                + "4)] Tensor x) => rate > 0.5 ? _l.Forward(x) : x * rate; }",
            ("0.75", Written("=> _l.Forward(x);", "private readonly Linear _l = new(4, 2);")), ("0.25", Written("=> x * 0.25;"))),
        .. Both("an enum",
            "public enum Norm { None, Layer, Rms } [Module] public partial class B(Norm norm) { private readonly LayerNorm _layer = "
                + "new(4); private readonly RmsNorm _rms = new(4); public Tensor Forward([Shape(\"N\", 4)] Tensor x) { switch (norm) { "
                + "case Norm.Layer: return _layer.Forward(x); case Norm.Rms: return _rms.Forward(x); default: return x; } } }",
            ("Norm.None", Written("=> x;")), ("Norm.Rms", Written("=> _rms.Forward(x);", "private readonly RmsNorm _rms = new(4);"))),
        .. Both("a text",
            "[Module] public partial class B(string kind = \"relu\") { public Tensor Forward([Shape(\"N\", 4)] Tensor x) => kind == "
                + "\"relu\" ? x.Relu() : kind == \"tanh\" ? x.Tanh() : x; }",
            ("", Written("=> x.Relu();")), ("\"tanh\"", Written("=> x.Tanh();")), ("\"none\"", Written("=> x;"))),
        .. Both("a choice of modules",
            "[Module] public partial class B(int kind) { private readonly Linear _a = new(4, 2), _b = new(4, 3); public Tensor "
                + "Forward([Shape(\"N\", 4)] Tensor x) { var layer = kind == 1 ? _a : _b; return layer.Forward(x); } }",
            ("1", Written("=> _a.Forward(x);", "private readonly Linear _a = new(4, 2);")),
            ("2", Written("=> _b.Forward(x);", "private readonly Linear _b = new(4, 3);"))),
        .. Both("a loop over modules", Tower("{ for (var i = 0; i < layers; i++) x = _layers[i].Forward(x); return x; }"),
            ("2", Layers("=> _layers[1].Forward(_layers[0].Forward(x));")), ("1", Layers("=> _layers[0].Forward(x);"))),
        .. Both("a loop that counts down", Tower("{ for (var i = layers - 1; i >= 0; i--) x = _layers[i].Forward(x); return x; }"),
            ("3", Layers("=> _layers[0].Forward(_layers[1].Forward(_layers[2].Forward(x)));"))),
        .. Both("a while", Tower("{ var n = layers; while (n > 1) { n /= 2; x = _layers[n].Forward(x); } return x; }"),
            ("3", Layers("=> _layers[1].Forward(x);"))),
        .. Both("a loop that changes the shape",
            "[Module] public partial class B(int times) { public Tensor Forward([Shape(\"N\", 4)] Tensor x) { for (var i = 0; i < "
                + "times; i++) x = Tensor.Concat(1, x, x); return x; } }", ("2", Written("=> Tensor.Concat(1, x, x, x, x);"))),
        .. Both("a loop with a break",
            "[Module] public partial class B(int times) { public Tensor Forward([Shape(\"N\", 4)] Tensor x) { for (var i = 0; i < "
                + "times; i++) { if (i == 2) break; x = x + 1; } return x; } }", ("5", Written("=> x + 1 + 1;")),
                    ("1", Written("=> x + 1;"))),
        .. Both("a module or null", Optional("down is null ? x : down.Forward(x)"), ("4, 4", Shortcut("=> x;", "")),
            ("4, 6", Shortcut("=> down.Forward(x);", "private readonly Conv2d down = new(4, 6, 1);"))),
        .. Both("a module or null, compared", Optional("down != null ? down.Forward(x) : x"), ("4, 4", Shortcut("=> x;", "")),
            ("4, 6", Shortcut("=> down.Forward(x);", "private readonly Conv2d down = new(4, 6, 1);"))),
        .. Both("a module that the constructor may make",
            "[Module] public partial class B { private readonly bool _isSame; private readonly Linear _l = null!; public B(int n, bool "
                + "isSame) { _isSame = isSame; if (!isSame) _l = new(4, n); } public Tensor Forward([Shape(\"N\", 4)] Tensor x) { if "
                + "(x.Size(0) > 1) x = x * 2; return _isSame ? x : _l.Forward(x); } }",
            ("3, true", Written("{ if (x.Size(0) > 1) x = x * 2; return x; }")),
            ("3, false", Written("{ if (x.Size(0) > 1) x = x * 2; return _l.Forward(x); }", "private readonly Linear _l = new(4, 3);"))),
        .. Both("a field of a condition, first read within a branch",
            "[Module] public partial class B(int from, int to) { private readonly bool _isSame = from == to; private readonly Linear _l "
                + "= new(from, to); public Tensor Forward([Shape(\"N\", 4)] Tensor x) { if (x.Size(0) > 1) x = x + (_isSame ? 1 : 2); "
                + "return _isSame ? x : _l.Forward(x); } }",
            ("4, 4", Written("{ if (x.Size(0) > 1) x = x + 1; return x; }")),
            ("4, 2", Written("{ if (x.Size(0) > 1) x = x + 2; return _l.Forward(x); }", "private readonly Linear _l = new(4, 2);"))),
        .. Both("a function's rounds",
            "[Module] public partial class B(int n) { public Tensor Forward([Shape(\"N\", 4)] Tensor x) => x.Map(v => { var y = v; for "
                + "(var i = 1; i < n; i++) y *= v; return y; }); }", ("3", Written("=> x * x * x;"))),
        .. Both("an element", Tower("=> _layers[layers - 1].Forward(x);"), ("2", Layers("=> _layers[1].Forward(x);"))),
        .. Both("an array of numbers",
            "[Module] public partial class B(int[] sizes) { public Tensor Forward([Shape(\"N\", 4)] Tensor x) { foreach (var size in "
                + "sizes) x = x.Slice(1, 0, size); return x * sizes.Length; } }", ("[3, 2]", Written("=> x.Slice(1, 0, 2) * 2;"))),
        .. Given("Split", "{ var parts = x.Split(n, 1); return parts[0] - parts[1]; }", "2",
            "{ var parts = x.Split(2, 1); return parts[0] - parts[1]; }"),
        .. Given("Split of a size", "{ var parts = x.Reshape(\"N\", 2 * n).Split(2, 1); return parts[0] - parts[1]; }", "2",
            "{ var parts = x.Split(2, 1); return parts[0] - parts[1]; }"),
        .. Given("Chunk", "{ var parts = x.Chunk(n, 1); return parts[1] * parts[0]; }", "2",
            "{ var parts = x.Chunk(2, 1); return parts[1] * parts[0]; }"),
        .. Given("Sum", "=> x.Sum(n);", "1", "=> x.Sum(1);"),
        .. Given("Mean of axes", "=> x.Mean([n - 1, n]);", "1", "=> x.Mean([0, 1]);"),
        .. Given("Softmax", "=> x.Softmax(n);", "-1", "=> x.Softmax(-1);"),
        .. Given("Size", "=> x / x.Size(n);", "1", "=> x / 4;"),
        .. Given("Size, shared out", "{ var parts = x.Split(x.Size(1) / n, 1); return parts[0] - parts[1]; }", "2",
            "{ var parts = x.Split(2, 1); return parts[0] - parts[1]; }"),
        .. Given("Unsqueeze", "=> x.Unsqueeze(n);", "2", "=> x.Unsqueeze(2);"),
        .. Given("Permute", "=> x.Permute(n, 1 - n);", "1", "=> x.Permute(1, 0);"),
        .. Given("Transpose", "=> x.Transpose(n, 0);", "1", "=> x.Transpose(1, 0);"),
        .. Given("Flip", "=> x.Flip(n);", "1", "=> x.Flip(1);"),
        .. Given("Concat", "=> Tensor.Concat(n, x, x);", "1", "=> Tensor.Concat(1, x, x);"),
        .. Given("Stack", "=> Tensor.Stack(n, x, x);", "1", "=> Tensor.Stack(1, x, x);"),
        .. Given("CumSum", "=> x.CumSum(n);", "1", "=> x.CumSum(1);"),
        .. Given("ArgMax", "=> x.ArgMax(n).ToTensor();", "1", "=> x.ArgMax(1).ToTensor();"),
        .. Given("Flatten", "=> x.Unsqueeze(1).Flatten(n);", "1", "=> x.Flatten(1);"),
        .. Given("Clamp", "=> x.Clamp(-n, n);", "1", "=> x.Clamp(-1, 1);"),
        .. Given("Clamp to a root", "=> x.Clamp(0, Math.Sqrt(n));", "2", "=> x.Clamp(0, 1.4142135623730951);"),
        .. Given("LeakyRelu", "=> (x - 1).LeakyRelu(1.0 / n);", "4", "=> (x - 1).LeakyRelu(0.25);"),
        .. Given("Norm", "=> x.Norm(1, n);", "3", "=> x.Norm(1, 3);"),
        .. Given("Reshape by -1", "=> x.Reshape(\"N\", n, -1);", "2", "=> x.Reshape(\"N\", 2, 2);"),
        .. Given("Reshape to a greatest number", "=> x.Reshape(\"N\", Math.Max(n, 2), 2);", "1", "=> x.Reshape(\"N\", 2, 2);"),
        .. Given("Zeros of a product", "=> x + Tensor.Ones((int)(n * 2.0));", "2", "=> x + 1;"),
        .. Given("Pad", "=> x.Pad([n, 0]);", "1", "=> x.Pad([1, 0]);"),
        .. Given("an index", "=> x[n];", "0", "=> x[0];"),
        .. Given("Slice", "=> x.Slice(n, 1, 3);", "1", "=> x.Slice(1, 1, 3);"),
        .. Given("MaxPool2d", "=> x.Reshape(\"N\", 2, 2).MaxPool2d(n);", "2", "=> x.Reshape(\"N\", 2, 2).MaxPool2d(2);"),
        .. Given("a part of another module's size", "=> _l.Forward(x);", "4", "=> _l.Forward(x);",
            "private readonly Linear _l = new(4, (int)(n * 0.75));", "private readonly Linear _l = new(4, 3);"),
        .. Given("a flag of another module", "=> _l.Forward(x).Output;", "2", "=> _l.Forward(x).Output;",
            "private readonly Rnn _l = new(4, 3, relu: n > 1);", "private readonly Rnn _l = new(4, 3, relu: true);", "\"N\", 3, 4"),
        .. Given("a number of another module", "=> _l.Forward(x - 1);", "4", "=> _l.Forward(x - 1);",
            "private readonly LeakyRelu _l = new(1.0f / n);", "private readonly LeakyRelu _l = new(0.25f);"),
    ];

    private const string Down = "private readonly Conv2d down = new(4, 6, 1, stride: 2);";

    private static IEnumerable<ModuleNumberCase> Both(string name, string module, params (string Arguments, string Plain)[] uses)
        => uses.Select(use => new ModuleNumberCase($"{name} ({use.Arguments})", module, use.Arguments, use.Plain,
            module.Contains("\"H\"", StringComparison.Ordinal) ? Images : "\"N\", 4"));

    private static IEnumerable<ModuleNumberCase> Given(string name, string body, string argument, string plain, string field = "",
        string plainField = "", string shape = "\"N\", 4")
        => [new($"{name} ({argument})",
            $"[Module] public partial class B(int n) {{ {field} public Tensor Forward([Shape({shape})] Tensor x) {body} }}", argument,
            $"[Module] public partial class B {{ {plainField} public Tensor Forward([Shape({shape})] Tensor x) {plain} }}", shape)];

    private static string Residual(string body)
        => $"[Module] public partial class B(int from, int to, int stride) : IModule {{ private readonly Conv2d down = new(from, to, 1, "
            + $"stride: stride); public Tensor Forward([Shape(\"N\", \"from\", \"H\", \"W\")] Tensor x) {body} }}";

    private static string Optional(string body)
        => $"[Module] public partial class B(int from, int to) : IModule {{ private readonly Conv2d? down = from == to ? null : new "
            + $"Conv2d(from, to, 1); public Tensor Forward([Shape(\"N\", \"from\", \"H\", \"W\")] Tensor x) => {body}; }}";

    private static string Shortcut(string body, string fields)
        => $"[Module] public partial class B : IModule {{ {fields} public Tensor Forward([Shape(\"N\", 4, \"H\", \"W\")] Tensor "
            + $"x) {body} }}";

    private static string Written(string body, string fields = "")
        => $"[Module] public partial class B {{ {fields} public Tensor Forward([Shape(\"N\", 4)] Tensor x) {body} }}";

    private static string Tower(string body)
        => $"[Module] public partial class B(int layers) {{ private readonly Linear[] _layers = [new(4, 4), new(4, 4), new(4, 4)]; "
            + $"public Tensor Forward([Shape(\"N\", 4)] Tensor x) {body} }}";

    private static string Layers(string body) => Written(body, "private readonly Linear[] _layers = [new(4, 4), new(4, 4), new(4, 4)];");
}
