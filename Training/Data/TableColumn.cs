namespace ModelGen;

/// <summary>A column of a table, of texts or of numbers.</summary>
internal abstract class TableColumn(string name)
{
    public string Name { get; } = name;

    /// <summary>Whether a cell holds nothing.</summary>
    public abstract bool IsMissing(int row);

    /// <summary>The number in a cell; null where it is none.</summary>
    public abstract double? Number(int row);

    /// <summary>What a cell holds, as text.</summary>
    public abstract string Text(int row);
}
