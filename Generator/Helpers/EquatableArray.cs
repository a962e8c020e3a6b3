using System.Collections;
using System.Runtime.CompilerServices;

namespace ModelGen.Generator.Helpers;

/// <summary>An immutable array that compares by its elements, so that records that hold one are equal when their contents are.</summary>
[CollectionBuilder(typeof(EquatableArray), nameof(EquatableArray.Create))]
internal readonly partial struct EquatableArray<T> : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
    where T : IEquatable<T>
{
    private readonly T[]? _items;

    /// <param name="items">What nobody changes any more.</param>
    internal EquatableArray(T[] items) => _items = items;

    public static EquatableArray<T> Empty => default;

    private T[] Items => _items ?? [];

    public int Count => _items is null ? 0 : _items.Length;

    public int Length => Count;

    public T this[int index] => Items[index];

    public bool Equals(EquatableArray<T> other) => _items == other._items || Items.AsSpan().SequenceEqual(other.Items);

    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    public override int GetHashCode()
    {
        var hash = Count;
        foreach (var item in this) hash = unchecked((hash * 31) + (item?.GetHashCode() ?? 0));
        return hash;
    }

    public Enumerator GetEnumerator() => new(Items);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();

    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);

    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);

    /// <summary>Walks the elements without an allocation.</summary>
    public struct Enumerator
    {
        private readonly T[] _items;
        private int _index;

        internal Enumerator(T[] items) => (_items, _index) = (items, -1);

        public readonly T Current => _items[_index];

        public bool MoveNext() => ++_index < _items.Length;
    }
}

/// <summary>Makes <see cref="EquatableArray{T}"/> values from sequences and collection expressions.</summary>
internal static class EquatableArray
{
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items)
        where T : IEquatable<T>
        => new(items.ToArray());

    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items)
        where T : IEquatable<T>
        => new(items.ToArray());

    /// <summary>The results of a function on each element.</summary>
    public static EquatableArray<TResult> Map<T, TResult>(this IReadOnlyList<T> items, Func<T, TResult> function)
        where TResult : IEquatable<TResult>
    {
        var results = new TResult[items.Count];
        for (var index = 0; index < results.Length; index++) results[index] = function(items[index]);
        return new(results);
    }
}
