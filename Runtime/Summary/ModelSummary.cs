using System.Globalization;
using System.Text;

namespace ModelGen;

/// <summary>
/// The layers of a model with their shapes, parameters and multiplications, and the memory that the model takes; <see cref="ToString"/>
/// gives a table.
/// </summary>
/// <param name="Model">The model's class.</param>
/// <param name="Layers">The layers in the order in which Forward and Loss call them, each before those within it.</param>
/// <param name="Parameters">How many numbers all parameters and buffers have.</param>
/// <param name="TrainableParameters">Of these, the numbers that training changes: those of parameters.</param>
/// <param name="MultiplyAdds">The multiplications of one Forward's products, each with an addition; null while they depend on sizes that
/// are not given.</param>
/// <param name="MultiplyAddsText">The same as text: a number, or a term in the symbols.</param>
/// <param name="ParameterBytes">The memory of parameters and buffers.</param>
/// <param name="PersistentBytes">The memory that stays between calls: parameters, buffers and the optimizer's states.</param>
/// <param name="Calls">What each call runs.</param>
public sealed record ModelSummary(
    string Model,
    IReadOnlyList<LayerSummary> Layers,
    long Parameters,
    long TrainableParameters,
    long? MultiplyAdds,
    string MultiplyAddsText,
    long ParameterBytes,
    long PersistentBytes,
    IReadOnlyList<CallSummary> Calls)
{
    private const string Gap = "  ";

    private static readonly string[] Heads = ["layer", "module", "output", "parameters", "multiply-adds"];

    /// <summary>A table of the layers, and below it the sums.</summary>
    public override string ToString()
    {
        List<string[]> rows = [Heads, .. Layers.Select(Row)];
        var widths = Enumerable.Range(0, Heads.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder(Model).Append('\n');
        Append(text, rows[0], widths);
        text.Append('─', widths.Sum() + (Gap.Length * (widths.Length - 1))).Append('\n');
        foreach (var row in rows.Skip(1)) Append(text, row, widths);
        text.Append('\n').Append(Invariant($"parameters     {Parameters:N0}, of which {TrainableParameters:N0} are trained\n"));
        text.Append(Invariant($"multiply-adds  {MultiplyAddsText}\n"));
        text.Append(
            Invariant($"memory         {ParameterBytes:N0} bytes of parameters, {PersistentBytes:N0} with the optimizer's states\n"));
        foreach (var call in Calls)
            text.Append(Invariant($"{call.Call,-14} {call.Kernels} kernels{Memory(call)}\n"));
        return text.ToString();
    }

    private static string Memory(CallSummary call) => call.Bytes is { } bytes ? Invariant($", {bytes:N0} bytes between them") : "";

    private static string[] Row(LayerSummary layer)
    {
        var name = new string(' ', 2 * layer.Depth) + layer.Name;
        return [name, layer.Module, layer.Output, Invariant($"{layer.Parameters:N0}"), layer.MultiplyAddsText];
    }

    /// <summary>Names stand at the left of their columns, numbers at the right.</summary>
    private static void Append(StringBuilder text, string[] cells, int[] widths)
    {
        for (var column = 0; column < cells.Length; column++)
        {
            var cell = column < 3 ? cells[column].PadRight(widths[column]) : cells[column].PadLeft(widths[column]);
            text.Append(column == 0 ? "" : Gap).Append(cell);
        }

        text.Append('\n');
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
