#pragma warning disable xUnit1051 // A file here is read in milliseconds: no test need be able to cancel it.
using ModelGen.Tests.Files;
using Parquet;
using Parquet.Schema;

namespace ModelGen.Tests.Data;

/// <summary>Tables of Parquet files, and what is said of those that are wrong.</summary>
public sealed class ParquetTests : IDisposable
{
    private static readonly DataField Size = new DataField<float>("size");
    private static readonly DataField Count = new DataField<int?>("count");
    private static readonly DataField Wide = new DataField<long>("wide");
    private static readonly DataField Truth = new DataField<bool>("truth");
    private static readonly DataField Kind = new DataField<string>("kind");

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task ColumnsOfAllRowGroupsAreRead()
    {
        await Write();
        var table = await ParquetTable.ReadAsync(_folder["table.parquet"]);
        Assert.Equal(["size", "count", "wide", "truth", "kind"], table.Columns);
        Assert.Equal(4, table.Rows);
        Assert.Equal([1.5, -2, 1.5, -2], table.Numbers("size"));
        Assert.Equal([7, -1, 7, -1], table.Numbers("count", missing: -1));
        Assert.Equal([1L << 40, 3, 1L << 40, 3], table.Numbers("wide"));
        Assert.Equal([1, 0, 1, 0], table.Numbers("truth"));
        var set = table.Classification("kind", inputs: ["size", "truth"]);
        Assert.Equal([1.5f, 1, -2, 0, 1.5f, 1, -2, 0], Reading.Inputs(set));
        Assert.Equal([1, 0, 1, 0], Reading.Targets(set));
    }

    [Fact]
    public async Task AMissingValueIsToldWithItsRow()
    {
        await Write();
        var table = await ParquetTable.ReadAsync(_folder["table.parquet"]);
        var fault = Assert.Throws<InvalidDataException>(() => table.Regression("size", inputs: ["count"]));
        Assert.Equal($"{_folder["table.parquet"]}, row 2, column 'count': the cell is empty; expected a finite number such as 1.5.",
            fault.Message);
    }

    [Fact]
    public async Task AnotherOrATornFileIsTold()
    {
        await Write();
        var bytes = await File.ReadAllBytesAsync(_folder["table.parquet"]);
        foreach (var wrong in (byte[][])[[], [1, 2, 3], bytes[..^20], [.. bytes[..40], .. new byte[40], .. bytes[80..]]])
        {
            var path = _folder.Write("wrong.parquet", wrong);
            var fault = await Assert.ThrowsAsync<InvalidDataException>(() => ParquetTable.ReadAsync(path));
            Assert.StartsWith($"{path} is no Parquet file, or is damaged: ", fault.Message);
        }

        await Assert.ThrowsAsync<FileNotFoundException>(() => ParquetTable.ReadAsync(_folder["absent"]));
    }

    public void Dispose() => _folder.Dispose();

    private async Task Write()
    {
        await using var file = File.Create(_folder["table.parquet"]);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(Size, Count, Wide, Truth, Kind), file);
        for (var number = 0; number < 2; number++)
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<float>(Size, new float[] { 1.5f, -2 });
            await group.WriteAsync<int>(Count, new int?[] { 7, null });
            await group.WriteAsync<long>(Wide, new long[] { 1L << 40, 3 });
            await group.WriteAsync<bool>(Truth, new bool[] { true, false });
            await group.WriteAsync(Kind, new string[] { "pear", "apple" });
        }
    }
}
