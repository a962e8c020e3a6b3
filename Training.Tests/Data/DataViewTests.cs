using Microsoft.ML.Data;

namespace ModelGen.Tests.Data;

/// <summary>Tables of data views: columns of numbers, keys, texts and vectors.</summary>
public class DataViewTests
{
    private static RowsView View => new RowsView(3)
        .With("size", NumberDataViewType.Single, row => row + 0.5f)
        .With("count", NumberDataViewType.Int64, row => 1L << (40 + row))
        .With("truth", BooleanDataViewType.Instance, row => row == 1)
        .With("kind", TextDataViewType.Instance, row => (row == 0 ? "cat" : "dog").AsMemory())
        .With("key", new KeyDataViewType(typeof(uint), 5), row => (uint)row)
        .With("Features", new VectorDataViewType(NumberDataViewType.Single, 2),
            row => row == 2 ? new VBuffer<float>(2, 1, [7f], [1]) : new VBuffer<float>(2, [row, -row]))
        .With("time", DateTimeDataViewType.Instance, _ => DateTime.UnixEpoch)
        .With("parts", new VectorDataViewType(NumberDataViewType.Single), _ => new VBuffer<float>(1, [1f]));

    [Fact]
    public void ColumnsAreRead()
    {
        var table = DataViewTable.Read(View);
        Assert.Equal(["size", "count", "truth", "kind", "key", "Features.0", "Features.1"], table.Columns);
        Assert.Equal(3, table.Rows);
        Assert.Equal([0.5, 1.5, 2.5], table.Numbers("size"));
        Assert.Equal([1L << 40, 1L << 41, 1L << 42], table.Numbers("count"));
        Assert.Equal([0, 1, 0], table.Numbers("truth"));
        Assert.Equal(["cat", "dog", "dog"], table.Texts("kind"));
        Assert.Equal([0, 1, 0], table.Numbers("Features.0"));
        Assert.Equal([0, -1, 7], table.Numbers("Features.1"));
        var set = table.Classification("kind", inputs: ["size", "Features.1"]);
        Assert.Equal([0.5f, 0, 1.5f, -1, 2.5f, 7], Reading.Inputs(set));
        Assert.Equal([0, 1, 1], Reading.Targets(set));
    }

    [Fact]
    public void AKeyThatIsMissingIsToldWithItsRow()
    {
        var table = DataViewTable.Read(View, "flowers");
        Assert.Equal("flowers, row 1, column 'key': the cell is empty; expected a finite number such as 1.5.",
            Assert.Throws<InvalidDataException>(() => table.Numbers("key")).Message);
        Assert.Equal([0, 1, 2], table.Numbers("key", missing: 0));
    }

    [Fact]
    public void AViewWithoutRowsIsATableWithoutRows()
    {
        var table = DataViewTable.Read(new RowsView(0).With("size", NumberDataViewType.Double, row => 0.0));
        Assert.Equal(0, table.Rows);
        Assert.Throws<ArgumentNullException>(() => DataViewTable.Read(null!));
    }
}
