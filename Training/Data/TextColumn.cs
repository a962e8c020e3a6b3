using System.Globalization;

namespace ModelGen;

/// <summary>A column whose cells are texts, as in CSV.</summary>
internal sealed class TextColumn(string name, IReadOnlyList<string> cells) : TableColumn(name)
{
    public override bool IsMissing(int row) => string.IsNullOrWhiteSpace(cells[row]);

    public override double? Number(int row)
        => double.TryParse(cells[row], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public override string Text(int row) => cells[row];
}
