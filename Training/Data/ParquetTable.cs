using Parquet;

namespace ModelGen;

/// <summary>Reads tables of Parquet files, by <a href="https://github.com/aloneguid/parquet-dotnet">Parquet.Net</a>.</summary>
public static class ParquetTable
{
    /// <summary>
    /// Reads the columns of numbers, truth values, which become 0 and 1, and texts; columns of lists or structures are left out. Cells
    /// without a value hold nothing.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no Parquet file, or damaged.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static async Task<DataTable> ReadAsync(string path, CancellationToken cancellation = default)
    {
        var file = File.OpenRead(path);
        await using (file.ConfigureAwait(false))
        {
            try
            {
                return await ReadAsync(file, path, cancellation).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException))
            {
                throw new InvalidDataException($"{path} is no Parquet file, or is damaged: {fault.Message}", fault);
            }
        }
    }

    private static async Task<DataTable> ReadAsync(FileStream file, string path, CancellationToken cancellation)
    {
        var reader = await ParquetReader.CreateAsync(file, cancellationToken: cancellation).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var columns = reader.Schema.GetDataFields().Select(ParquetColumn.Of).OfType<ParquetColumn>().ToList();
            var rows = 0L;
            for (var number = 0; number < reader.RowGroupCount; number++)
            {
                using var group = reader.OpenRowGroupReader(number);
                rows += group.RowCount;
                foreach (var column in columns) await column.AddAsync(group, cancellation).ConfigureAwait(false);
            }

            return new(path, [.. columns.Select(column => column.ToTable())], checked((int)rows), row => $"row {row + 1}");
        }
    }
}
