using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>Adds up terms in the canonical order of a <see cref="Dim"/>, in which no two have the same factors and none is 0.</summary>
internal sealed class DimSum
{
    private readonly List<DimTerm> _products = [];
    private long _number;

    public void Add(DimTerm term)
    {
        if (term.Factors.Count == 0)
        {
            _number = checked(_number + term.Coefficient);
            return;
        }

        var index = 0;
        while (index < _products.Count && _products[index].Product.CompareTo(term.Product) < 0) index++;
        if (index == _products.Count || !_products[index].Product.Equals(term.Product)) _products.Insert(index, term);
        else _products[index] = term with { Coefficient = checked(_products[index].Coefficient + term.Coefficient) };
    }

    public Dim ToDim()
    {
        _products.RemoveAll(term => term.Coefficient == 0);
        return Dim.Of(_number, _products.ToEquatableArray());
    }

    /// <summary>The sum of two that are in order.</summary>
    public static EquatableArray<DimTerm> Merge(EquatableArray<DimTerm> left, EquatableArray<DimTerm> right)
    {
        if (right.Count == 0) return left;
        if (left.Count == 0) return right;
        var sum = new List<DimTerm>(left.Count + right.Count);
        var (i, j) = (0, 0);
        while (i < left.Count && j < right.Count)
        {
            var order = left[i].Product.CompareTo(right[j].Product);
            if (order < 0) sum.Add(left[i++]);
            else if (order > 0) sum.Add(right[j++]);
            else if (checked(left[i].Coefficient + right[j++].Coefficient) is var coefficient and not 0)
                sum.Add(left[i++] with { Coefficient = coefficient });
            else i++;
        }

        while (i < left.Count) sum.Add(left[i++]);
        while (j < right.Count) sum.Add(right[j++]);
        return sum.ToEquatableArray();
    }
}
