namespace ModelGen.Generator.Tests.Oracle;

/// <summary>Keeps what is detached as it was in a first evaluation, so that differences see it as gradients do: as constants.</summary>
internal sealed class DetachedValues
{
    private readonly List<Value> _values = [];
    private int _next = -1;

    /// <summary>Goes back to the first value; from now on what was kept is given.</summary>
    public void Rewind() => _next = 0;

    public Value Next(Value value)
    {
        if (_next >= 0) return _values[_next++];
        _values.Add(new(value.Dims, [.. value.Data]));
        return value;
    }
}
