using System.Globalization;
using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ModelGen;

/// <summary>A column of a data view that a table can have, read row by row.</summary>
internal abstract class DataViewColumn
{
    /// <summary>How the columns of each type are read.</summary>
    private static readonly Dictionary<Type, Func<DataViewRow, DataViewSchema.Column, DataViewColumn>> Readers = new()
    {
        [typeof(bool)] = (row, column) => Of<bool>(row, column, value => value ? 1 : 0),
        [typeof(byte)] = OfWhole<byte>,
        [typeof(sbyte)] = OfWhole<sbyte>,
        [typeof(short)] = OfWhole<short>,
        [typeof(ushort)] = OfWhole<ushort>,
        [typeof(int)] = OfWhole<int>,
        [typeof(uint)] = OfWhole<uint>,
        [typeof(long)] = OfWhole<long>,
        [typeof(ulong)] = OfWhole<ulong>,
        [typeof(float)] = OfWhole<float>,
        [typeof(double)] = OfWhole<double>,
        [typeof(ReadOnlyMemory<char>)] = (row, column) => new Texts(row, column),
    };

    /// <summary>Whether a table can have it.</summary>
    public static bool IsReadable(DataViewSchema.Column column)
        => column.Type is VectorDataViewType vector
            ? vector.IsKnownSize && vector.ItemType is not TextDataViewType && Readers.ContainsKey(vector.ItemType.RawType)
            : Readers.ContainsKey(column.Type.RawType);

    /// <summary>The reader of a column, at whatever row the cursor is.</summary>
    public static DataViewColumn Of(DataViewRow row, DataViewSchema.Column column)
        => Readers[column.Type is VectorDataViewType vector ? vector.ItemType.RawType : column.Type.RawType](row, column);

    /// <summary>Reads the row at which the cursor is.</summary>
    public abstract void Read();

    /// <summary>The columns of a table.</summary>
    public abstract IEnumerable<TableColumn> ToTable();

    private static DataViewColumn OfWhole<T>(DataViewRow row, DataViewSchema.Column column)
        where T : INumber<T>
    {
        // A key of 0 is one that is missing.
        var isKey = column.Type is KeyDataViewType or VectorDataViewType { ItemType: KeyDataViewType };
        return Of<T>(row, column, value => isKey && T.IsZero(value) ? double.NaN : double.CreateChecked(value));
    }

    private static DataViewColumn Of<T>(DataViewRow row, DataViewSchema.Column column, Func<T, double> number)
        => column.Type is VectorDataViewType vector
            ? new Vectors<T>(row, column, vector.Size, number)
            : new Numbers<T>(row, column, number);

    private sealed class Numbers<T>(DataViewRow row, DataViewSchema.Column column, Func<T, double> number) : DataViewColumn
    {
        private readonly ValueGetter<T> _get = row.GetGetter<T>(column);
        private readonly List<double> _cells = [];

        public override void Read()
        {
            var value = default(T)!;
            _get(ref value);
            _cells.Add(number(value));
        }

        public override IEnumerable<TableColumn> ToTable() => [new NumberColumn(column.Name, _cells)];
    }

    private sealed class Vectors<T>(DataViewRow row, DataViewSchema.Column column, int size, Func<T, double> number) : DataViewColumn
    {
        private readonly ValueGetter<VBuffer<T>> _get = row.GetGetter<VBuffer<T>>(column);
        private readonly List<double>[] _cells = [.. Enumerable.Range(0, size).Select(_ => new List<double>())];
        private VBuffer<T> _vector;

        public override void Read()
        {
            _get(ref _vector);
            foreach (var (index, value) in _vector.Items(all: true)) _cells[index].Add(number(value));
        }

        public override IEnumerable<TableColumn> ToTable()
            => _cells.Select((cells, index)
                => new NumberColumn(string.Create(CultureInfo.InvariantCulture, $"{column.Name}.{index}"), cells));
    }

    private sealed class Texts(DataViewRow row, DataViewSchema.Column column) : DataViewColumn
    {
        private readonly ValueGetter<ReadOnlyMemory<char>> _get = row.GetGetter<ReadOnlyMemory<char>>(column);
        private readonly List<string> _cells = [];

        public override void Read()
        {
            ReadOnlyMemory<char> value = default;
            _get(ref value);
            _cells.Add(value.ToString());
        }

        public override IEnumerable<TableColumn> ToTable() => [new TextColumn(column.Name, _cells)];
    }
}
