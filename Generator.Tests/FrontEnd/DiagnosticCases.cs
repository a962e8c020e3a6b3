namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>
/// Programs with one mistake each; « and » stand around the token that must be underlined. A file has those of a block of ids.
/// </summary>
internal static partial class DiagnosticCases
{
    public static IReadOnlyList<DiagnosticCase> All =>
        [.. Classes, .. Inputs, .. Shapes, .. Language, .. Notes, .. Modules, .. Optimizers];

    private static string Trained(string attributes)
        => $"[Model, {attributes}] public partial class M {{ [Parameter(3)] Tensor w; public Tensor Forward([Shape(\"N\", 3)] Tensor x) "
            + "=> x * w; public Tensor Loss(Tensor y) => y.Mean(); }";

    private static string Classifier(string forward, string loss)
        => Model($"public Tensor Forward([Shape(\"N\", 3)] Tensor x) => {forward}; public Tensor Loss(Tensor y, [Shape(\"N\")] "
            + $"IndexTensor t) => {loss};");

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
