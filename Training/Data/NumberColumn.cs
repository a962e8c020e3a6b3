using System.Globalization;

namespace ModelGen;

/// <summary>A column whose cells are numbers, with NaN for those that hold nothing.</summary>
internal sealed class NumberColumn(string name, IReadOnlyList<double> cells) : TableColumn(name)
{
    public override bool IsMissing(int row) => double.IsNaN(cells[row]);

    public override double? Number(int row) => cells[row];

    public override string Text(int row) => IsMissing(row) ? "" : cells[row].ToString("R", CultureInfo.InvariantCulture);
}
