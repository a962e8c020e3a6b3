using System.Numerics;
using Parquet;
using Parquet.Schema;

namespace ModelGen;

/// <summary>A column of a Parquet file that a table can have, read row group by row group.</summary>
internal abstract class ParquetColumn(DataField field)
{
    protected DataField Field { get; } = field;

    /// <summary>The reader of a field; null where a table has no such column.</summary>
    public static ParquetColumn? Of(DataField field)
    {
        if (field.MaxRepetitionLevel > 0 || field.Path.Length > 1) return null;
        if (field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>)) return new Texts(field);
        return Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Boolean => new Truths(field),
            TypeCode.Byte => new Numbers<byte>(field),
            TypeCode.SByte => new Numbers<sbyte>(field),
            TypeCode.Int16 => new Numbers<short>(field),
            TypeCode.UInt16 => new Numbers<ushort>(field),
            TypeCode.Int32 => new Numbers<int>(field),
            TypeCode.UInt32 => new Numbers<uint>(field),
            TypeCode.Int64 => new Numbers<long>(field),
            TypeCode.UInt64 => new Numbers<ulong>(field),
            TypeCode.Single => new Numbers<float>(field),
            TypeCode.Double => new Numbers<double>(field),
            TypeCode.Decimal => new Numbers<decimal>(field),
            _ => null,
        };
    }

    /// <summary>Reads a row group.</summary>
    public abstract Task AddAsync(ParquetRowGroupReader group, CancellationToken cancellation);

    /// <summary>The column of a table.</summary>
    public abstract TableColumn ToTable();

    private sealed class Numbers<T>(DataField field) : Values<T>(field)
        where T : struct, INumber<T>
    {
        protected override double Number(T value) => double.CreateChecked(value);
    }

    private sealed class Truths(DataField field) : Values<bool>(field)
    {
        protected override double Number(bool value) => value ? 1 : 0;
    }

    private abstract class Values<T>(DataField field) : ParquetColumn(field)
        where T : struct
    {
        private readonly List<double> _cells = [];

        public override TableColumn ToTable() => new NumberColumn(Field.Name, _cells);

        public override async Task AddAsync(ParquetRowGroupReader group, CancellationToken cancellation)
        {
            var rows = checked((int)group.RowCount);
            if (Field.IsNullable)
            {
                var cells = new T?[rows];
                await group.ReadAsync<T>(Field, cells.AsMemory(), null, cancellation).ConfigureAwait(false);
                _cells.AddRange(cells.Select(cell => cell is { } value ? Number(value) : double.NaN));
            }
            else
            {
                var cells = new T[rows];
                await group.ReadAsync<T>(Field, cells.AsMemory(), null, cancellation).ConfigureAwait(false);
                _cells.AddRange(cells.Select(Number));
            }
        }

        protected abstract double Number(T value);
    }

    private sealed class Texts(DataField field) : ParquetColumn(field)
    {
        private readonly List<string> _cells = [];

        public override TableColumn ToTable() => new TextColumn(Field.Name, _cells);

        public override async Task AddAsync(ParquetRowGroupReader group, CancellationToken cancellation)
        {
            var cells = new string?[checked((int)group.RowCount)];
            await group.ReadAsync(Field, cells.AsMemory()!, null, cancellation).ConfigureAwait(false);
            _cells.AddRange(cells.Select(cell => cell ?? ""));
        }
    }
}
