using ModelGen.Generator.CSharp;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Ilgpu;

/// <summary>
/// Writes scalar programs one number at a time. In comparisons a constant stands on the right: ILGPU gets NaN wrong otherwise
/// (docs/ilgpu.md).
/// </summary>
/// <param name="coordinates">The name of each axis's coordinate.</param>
internal sealed class IlgpuScalarWriter(IlgpuKernelText text, ScalarProgram program, IReadOnlyList<string?> coordinates) : ScalarWriter
{
    /// <param name="store">Where to.</param>
    /// <param name="names">The expressions of the instructions.</param>
    public string Store(Store store, IReadOnlyList<string> names)
    {
        if (store.Scatter is not { } rows)
            return $"{Element(store.Argument, store.Index)} = {names[store.Value]};";
        var has = $"if ({HasRow(rows, names[rows.Number])})";
        return store.IsCompensated
            ? $"{has}\n{{\n{Indented(KahanAdd(store, rows, names))}}}"
            : $"{has} {Element(store.Argument, rows, names[rows.Number], store.Index)} += {names[store.Value]};";
    }

    private static string Indented(IEnumerable<string> lines) => string.Concat(lines.Select(line => $"    {line}\n"));

    /// <summary>Stores a zero in a row.</summary>
    public string Clear(Store store, string row) => $"{Element(store.Argument, store.Scatter!, row, store.Index)} = 0;";

    protected override string Constant(ConstantInstruction constant)
    {
        var literal = text.Literal(constant.Value, constant.Type);
        return literal.StartsWith("-", StringComparison.Ordinal) ? $"({literal})" : literal;
    }

    protected override string Host(HostInstruction host) => KernelText.Scalar(host.Node);

    protected override string Register(RegisterInstruction register) => KernelText.Register(register.Register);

    protected override string Load(LoadInstruction load, IReadOnlyList<string> names)
    {
        var conditions = load.Within.Select(Within).ToList();
        var element = Element(load.Node, load.Index);
        if (load.Rows is { } rows)
        {
            conditions.Insert(0, HasRow(rows, names[rows.Number]));
            element = Element(load.Node, rows, names[rows.Number], load.Index);
        }

        return conditions.Count == 0 ? element : $"{string.Join(" && ", conditions)} ? {element} : {text.Literal(0, load.Type)}";
    }

    protected override string Index(IndexInstruction index) => $"(int)({DimText.Format(index.Index, coordinates)})";

    protected override string Random(RandomInstruction random)
        => $"({random.Type.Keyword()})global::ModelGen.Philox.UnitFloat((uint)({DimText.Format(random.Index, coordinates)}), "
            + $"{Stream(random)})";

    protected override string Bounds(BoundsInstruction bounds) => Within(bounds.Bounds);

    protected override string Function(ComputeInstruction compute, EquatableArray<string> x)
    {
        if (compute.Op == OpKind.Convert && IsTruth(compute))
            return $"{x[0]} ? {text.Literal(1, compute.Type)} : {text.Literal(0, compute.Type)}";
        var form = compute.Op.Function().Kernel.Replace("{Math}", IlgpuKernelText.Math(compute.Type))
            .Replace("{Type}", compute.Type.Keyword());
        return IsOfConstant(compute) ? OpFunction.Apply(form.Replace('<', '>'), [x[1], x[0]]) : OpFunction.Apply(form, x);
    }

    /// <summary>Whether the first of what is compared is a constant.</summary>
    private bool IsOfConstant(ComputeInstruction compute)
        => compute.Op is OpKind.Less or OpKind.LessOrEqual or OpKind.Equal
            && program.Instructions[compute.Operands[0]] is ConstantInstruction;

    /// <summary>Adds to an element whose rest stands in memory too.</summary>
    private IEnumerable<string> KahanAdd(Store store, IndexedRows rows, IReadOnlyList<string> names)
    {
        var argument = text.Argument(store.Argument);
        return IlgpuTreeReduction.KahanAdd($"{argument}[sumAt]", $"{argument}[restAt]", names[store.Value], "")
            .Prepend($"var restAt = sumAt + {DimText.Atom(rows.Count * rows.Stride)};")
            .Prepend($"var sumAt = {RowOffset(rows, names[rows.Number], store.Index)};");
    }

    private bool IsTruth(ComputeInstruction compute) => program.Instructions[compute.Operands[0]].Type == ElementType.Bool;

    private static string HasRow(IndexedRows rows, string row) => $"{row} >= 0 && {row} < {DimText.Format(rows.Count)}";

    private string Element(int argument, AffineIndex index) => $"{text.Argument(argument)}[{DimText.Format(index, coordinates)}]";

    private string Element(int argument, IndexedRows rows, string row, AffineIndex index)
        => $"{text.Argument(argument)}[{RowOffset(rows, row, index)}]";

    private string RowOffset(IndexedRows rows, string row, AffineIndex index)
        => $"((long){row} * {DimText.Atom(rows.Stride)}) + {DimText.Format(index, coordinates)}";

    private string Within(Bounds bounds)
    {
        var index = DimText.Format(bounds.Index, coordinates);
        return $"{index} >= 0 && {index} < {DimText.Format(bounds.Extent)}";
    }
}
