namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Programs with one mistake in modules from elsewhere.</summary>
internal static partial class DiagnosticCases
{
    private static IReadOnlyList<DiagnosticCase> Modules { get; } =
    [
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
        new("MG0503", "modules between brackets",
            "[Model] public partial class M { private readonly Sequential _s = «[new Linear(3, 3), new Relu()]»; public Tensor "
                + "Forward([Shape(\"N\", 3)] Tensor x) => _s.Forward(x); }", "write 'new(new Linear(3, 3), new Relu())'"),
    ];
}
