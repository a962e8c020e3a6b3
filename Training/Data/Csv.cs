using ModelGen.Runtime;
using nietras.SeparatedValues;

namespace ModelGen;

/// <summary>Reads tables of comma-separated values (RFC 4180), by <a href="https://github.com/nietras/Sep">Sep</a>.</summary>
public static class Csv
{
    private const int LongestReason = 500;

    /// <summary>
    /// Reads a file whose first line names the columns. Numbers have a point. A cell may stand in quotation marks, within which two stand
    /// for one.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="separator">What stands between cells; null for the one of comma, semicolon, tab and bar that the first line
    /// has.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty, two columns have one name, or a line has too many or too few
    /// cells.</exception>
    public static DataTable Read(string path, char? separator = null)
    {
        using var file = File.OpenRead(path);
        if (file.Length == 0) throw new InvalidDataException($"{path} is empty; expected a line with the names of the columns.");
        try
        {
            return Read(file, path, separator is { } given ? new Sep(given) : null);
        }
        catch (Exception fault) when (fault is InvalidDataException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"{path} is no table: {FileText.Short(fault.Message, LongestReason)} Each line must have one "
                + "cell for each name of the first "
                + "line; a cell with the separator in it stands in quotation marks.", fault);
        }
    }

    private static DataTable Read(FileStream file, string path, Sep? separator)
    {
        using var reader = Sep.Reader(options => options with
        {
            Sep = separator,
            Unescape = true,
            Trim = SepTrim.Outer,
            CreateToString = SepToString.PoolPerCol(),
        }).From(file);
        var names = reader.Header.ColNames;
        var (cells, lines) = (names.Select(_ => new List<string>()).ToList(), new List<int>());
        foreach (var row in reader)
        {
            lines.Add(row.LineNumberFrom);
            for (var column = 0; column < cells.Count; column++) cells[column].Add(row[column].ToString());
        }

        return new(path, [.. names.Zip(cells, (name, texts) => (TableColumn)new TextColumn(name, texts))], lines.Count,
            row => $"line {lines[row]}");
    }
}
