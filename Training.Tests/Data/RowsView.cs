using Microsoft.ML;
using Microsoft.ML.Data;

namespace ModelGen.Tests.Data;

/// <summary>A data view of columns in memory, as ML.NET's own are used: by its interface alone.</summary>
internal sealed class RowsView : IDataView
{
    private readonly Dictionary<string, Delegate> _columns = [];
    private readonly DataViewSchema.Builder _builder = new();
    private readonly int _rows;
    private DataViewSchema? _schema;

    public RowsView(int rows) => _rows = rows;

    public bool CanShuffle => false;

    public DataViewSchema Schema => _schema ??= _builder.ToSchema();

    /// <summary>Adds a column, whose value in a row a function gives.</summary>
    public RowsView With<T>(string name, DataViewType type, Func<int, T> value)
    {
        _builder.AddColumn(name, type);
        _columns.Add(name, value);
        return this;
    }

    public long? GetRowCount() => _rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(RowsView view) : DataViewRowCursor
    {
        private int _row = -1;

        public override long Position => _row;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        public override bool MoveNext() => ++_row < view._rows;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<DataViewRowId> GetIdGetter() => throw new NotSupportedException();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            var value = (Func<int, TValue>)view._columns[column.Name];
            return (ref TValue place) => place = value(_row);
        }
    }
}
