using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// The rows and named columns of a file, as <see cref="Csv"/> and <see cref="ParquetTable"/> read them, to make a data set of. What a cell
/// must be is checked when it is asked for; an error names the file, the line, the column and the value.
/// </summary>
public sealed class DataTable
{
    private const int LongestCell = 80;

    private readonly string _source;
    private readonly List<TableColumn> _columns;
    private readonly Func<int, string> _place;

    internal DataTable(string source, List<TableColumn> columns, int rows, Func<int, string> place)
        => (_source, _columns, Rows, _place) = (source, columns, rows, place);

    /// <summary>The names of the columns, in order.</summary>
    public IReadOnlyList<string> Columns => [.. _columns.Select(column => column.Name)];

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>The numbers of a column.</summary>
    /// <param name="column">Its name.</param>
    /// <param name="missing">What a cell that holds nothing stands for; null to refuse it.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="InvalidDataException">A cell is no finite number.</exception>
    public double[] Numbers(string column, double? missing = null)
    {
        var cells = Find(column);
        return [.. Enumerable.Range(0, Rows).Select(row => Number(cells, row, missing))];
    }

    /// <summary>The texts of a column.</summary>
    /// <param name="column">Its name.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public string[] Texts(string column)
    {
        var cells = Find(column);
        return [.. Enumerable.Range(0, Rows).Select(cells.Text)];
    }

    /// <summary>The different values of a column: in the order of numbers where all are whole ones, else in that of their
    /// characters.</summary>
    /// <param name="column">Its name.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="InvalidDataException">A cell holds nothing.</exception>
    public IReadOnlyList<string> ClassNames(string column)
    {
        var cells = Find(column);
        for (var row = 0; row < Rows; row++)
        {
            if (cells.IsMissing(row)) throw Fault(cells, row, "the name of a class");
        }

        var names = Texts(column).Distinct().ToList();
        return names.All(name => long.TryParse(name, out _)) ? [.. names.OrderBy(long.Parse)] : [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>The class of each row: the place of a column's value among the names of the classes.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="classNames">The classes; null for those of this column. Give those of the training part to label another file.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="InvalidDataException">A cell holds nothing or no class.</exception>
    public int[] Labels(string column, IReadOnlyList<string>? classNames = null)
    {
        var cells = Find(column);
        var names = classNames ?? ClassNames(column);
        var places = names.Select((name, place) => (name, place)).ToDictionary(entry => entry.name, entry => entry.place);
        return [.. Enumerable.Range(0, Rows).Select(row => places.TryGetValue(cells.Text(row), out var place) ? place
            : throw Fault(cells, row, $"one of the classes {FileText.List(names.Select(Cell), names.Count)}"))];
    }

    /// <summary>A data set whose targets are classes.</summary>
    /// <param name="target">The column of classes.</param>
    /// <param name="inputs">The columns of an input, in order; null for all others.</param>
    /// <param name="classNames">As of <see cref="Labels"/>.</param>
    /// <param name="missing">As of <see cref="Numbers"/>.</param>
    /// <exception cref="ArgumentException">There is no such column, or there are no inputs.</exception>
    /// <exception cref="InvalidDataException">There are no rows, or a cell is not what it must be.</exception>
    public DataSet<float, int> Classification(string target, IReadOnlyList<string>? inputs = null,
        IReadOnlyList<string>? classNames = null, double? missing = null)
        => DataSet.Of(Inputs([target], inputs, missing), Labels(target, classNames), Rows);

    /// <summary>A data set whose targets are numbers.</summary>
    /// <param name="target">The column of targets.</param>
    /// <param name="inputs">The columns of an input, in order; null for all others.</param>
    /// <param name="missing">As of <see cref="Numbers"/>.</param>
    /// <exception cref="ArgumentException">There is no such column, or there are no inputs.</exception>
    /// <exception cref="InvalidDataException">There are no rows, or a cell is not what it must be.</exception>
    public DataSet<float, float> Regression(string target, IReadOnlyList<string>? inputs = null, double? missing = null)
        => DataSet.Of(Inputs([target], inputs, missing), [.. Numbers(target).Select(number => (float)number)], Rows);

    private float[] Inputs(string[] targets, IReadOnlyList<string>? names, double? missing)
    {
        if (Rows == 0) throw new InvalidDataException($"{_source} has no rows below its names of columns, so there are no samples.");
        foreach (var target in targets) Find(target);
        var columns = (names ?? [.. Columns.Except(targets)]).Select(Find).ToList();
        if (columns.Count == 0) throw new ArgumentException($"There are no columns of {_source} to be inputs; name one or "
            + "more.", nameof(names));
        return [.. Enumerable.Range(0, Rows).SelectMany(row => columns.Select(column => (float)Number(column, row, missing)))];
    }

    private double Number(TableColumn column, int row, double? missing)
    {
        if (missing is { } number && column.IsMissing(row)) return number;
        return column.Number(row) is { } value && double.IsFinite(value) ? value : throw Fault(column, row, "a finite number such as 1.5");
    }

    private TableColumn Find(string name) => _columns.Find(column => column.Name == name)
        ?? throw new ArgumentException($"{_source} has no column '{name}' of numbers or texts; it has "
            + $"{FileText.List(Columns.Select(Cell), Columns.Count)}.", nameof(name));

    private InvalidDataException Fault(TableColumn column, int row, string expected)
    {
        var value = column.IsMissing(row) ? "the cell is empty" : $"'{Cell(column.Text(row))}'";
        return new($"{_source}, {_place(row)}, column '{Cell(column.Name)}': {value}; expected {expected}.");
    }

    /// <summary>A cell in a message: its beginning, without characters that a terminal obeys.</summary>
    private static string Cell(string text) => FileText.Short(text, LongestCell);
}
