using System.Globalization;
using Microsoft.ML;

namespace ModelGen;

/// <summary>
/// Makes tables of the data views of <a href="https://learn.microsoft.com/dotnet/machine-learning">ML.NET</a>, whose loaders and transforms
/// end in one.
/// </summary>
public static class DataViewTable
{
    /// <summary>
    /// Reads all rows: columns of numbers, truth values, which become 0 and 1, and texts, and vectors of known size, whose numbers become
    /// columns such as <c>Features.0</c>. Keys are their numbers, from 1 on; what is missing holds nothing. Other columns, and hidden ones,
    /// are left out.
    /// </summary>
    /// <param name="view">The data view.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="ArgumentNullException">There is no view.</exception>
    public static DataTable Read(IDataView view, string name = "the data view")
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var columns = view.Schema.Where(column => !column.IsHidden && DataViewColumn.IsReadable(column)).ToList();
        using var cursor = view.GetRowCursor(columns);
        var readers = columns.Select(column => DataViewColumn.Of(cursor, column)).ToList();
        var rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            foreach (var reader in readers) reader.Read();
        }

        return new(name, [.. readers.SelectMany(reader => reader.ToTable())], rows,
            row => string.Create(CultureInfo.InvariantCulture, $"row {row + 1}"));
    }
}
