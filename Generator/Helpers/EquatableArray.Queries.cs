namespace ModelGen.Generator.Helpers;

/// <content>Queries on the array itself: as a sequence it would be boxed, and walked through interfaces.</content>
internal readonly partial struct EquatableArray<T>
{
    public bool Any(Func<T, bool> predicate)
    {
        foreach (var item in this)
        {
            if (predicate(item)) return true;
        }

        return false;
    }

    public bool All(Func<T, bool> predicate)
    {
        foreach (var item in this)
        {
            if (!predicate(item)) return false;
        }

        return true;
    }

    public bool Contains(T item) => Array.IndexOf(Items, item) >= 0;

    public int IndexOf(T item) => Array.IndexOf(Items, item);

    public IEnumerable<T> Where(Func<T, bool> predicate) => Items.Where(predicate);

    public IEnumerable<TResult> Select<TResult>(Func<T, TResult> selector) => Items.Select(selector);

    public IEnumerable<TResult> Select<TResult>(Func<T, int, TResult> selector) => Items.Select(selector);

    public IEnumerable<TResult> SelectMany<TResult>(Func<T, IEnumerable<TResult>> selector) => Items.SelectMany(selector);

    public IEnumerable<T> Skip(int count) => Items.Skip(count);

    public IEnumerable<T> Take(int count) => Items.Take(count);

    public IEnumerable<T> Concat(IEnumerable<T> others) => Items.Concat(others);

    public T[] ToArray() => (T[])Items.Clone();

    public List<T> ToList() => [.. Items];
}
