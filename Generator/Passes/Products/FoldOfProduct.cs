using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Products;

/// <summary>
/// A product whose result is folded. With X[m j, o] the sum over k of E[m j, k] Q[k, o], the fold, the sum over j of X[m j, l - j], is the
/// sum over k and j of E[m j, k] Q[k, l - j]: a product of E, its elements j in reverse, with the windows of Q, padded such that those
/// begin beyond its edge.
/// </summary>
internal sealed class FoldOfProduct
{
    private readonly Node _result;
    private readonly Node _product;
    private readonly Shape _splitShape;

    /// <summary>
    /// For each axis of what is folded the axis of <see cref="_splitShape"/>, the product's shape with its axes parted, that it is.
    /// </summary>
    private readonly IReadOnlyList<int> _axes;

    /// <summary>The parts of the product's leading axes, of its rows, of its columns.</summary>
    private readonly IReadOnlyList<IReadOnlyList<int>> _groups;
    private readonly IReadOnlyList<FoldedAxis> _windows;

    private FoldOfProduct(Node result, Node product, Shape parts, IReadOnlyList<int> axes, IReadOnlyList<IReadOnlyList<int>> groups,
        IReadOnlyList<FoldedAxis> windows)
        => (_result, _product, _splitShape, _axes, _groups, _windows) = (result, product, parts, axes, groups, windows);

    /// <summary>The node that is replaced: the fold, or the last slice of it.</summary>
    public int Result => _result.Id;

    /// <summary>Whether the left operand has the windows' elements, else the right one.</summary>
    private bool IsLeft => _groups[1].Contains(_windows[0].Element);

    /// <summary>The parts of the side that has the windows' elements, and those of the other.</summary>
    private (IReadOnlyList<int> Elements, IReadOnlyList<int> Windows) Sides => IsLeft ? (_groups[1], _groups[2]) : (_groups[2], _groups[1]);

    /// <summary>The fold as a product, or null where it is none.</summary>
    public static FoldOfProduct? Match(Graph graph, Node fold, Node product, IReadOnlyList<Node> slices)
    {
        if (fold.Window.Strides.Any(stride => !stride.IsOne)) return null;
        var (source, parts, axes) = Unmoved(graph, fold);
        if (source != product || Groups(product.Type.Shape, parts) is not { } groups) return null;
        var cuts = slices.TakeWhile(slice => fold.Window.Axes.Contains(slice.Slice.Axis)).ToList();
        var windows = Enumerable.Range(0, fold.Window.Count).Select(number => FoldedAxis.Of(fold, number, axes, cuts)).ToList();
        var result = new FoldOfProduct(cuts.Count > 0 ? cuts[^1] : fold, product, parts, axes, groups, windows);
        return result.IsMatch() ? result : null;
    }

    /// <summary>What a fold's operand is behind transposes and a reshape, the shape from which these begin, and the axes of that.</summary>
    private static (Node Source, Shape Parts, List<int> Axes) Unmoved(Graph graph, Node fold)
    {
        var source = graph[fold.Inputs[0]];
        var axes = Enumerable.Range(0, source.Type.Rank).ToList();
        for (; source.Kind == OpKind.Transpose; source = graph[source.Inputs[0]])
            axes = axes.Select(axis => source.Axes[axis]).ToList();
        return (source.Kind == OpKind.Reshape ? graph[source.Inputs[0]] : source, source.Type.Shape, axes);
    }

    /// <param name="b">Gets the nodes.</param>
    /// <param name="copies">The new nodes for those before this.</param>
    public Node Write(GraphBuilder b, IReadOnlyDictionary<int, Node> copies)
    {
        var (elements, windowAxes) = Sides;
        var kept = elements.Where(axis => _windows.All(window => window.Element != axis)).ToList();
        var product = b.MatMul(ReversedElements(b, copies, elements, kept), Windows(b, copies, windowAxes));
        var rows = _groups[0].Concat(kept).ToList();
        var split = b.Reshape(product, Shape.Of([.. rows.Select(axis => _splitShape[axis]), .. windowAxes.Select(Length)]));
        var order = rows.Concat(windowAxes).ToList();
        var result = b.Transpose(split, _axes.Take(_result.Type.Rank).Select(axis => order.IndexOf(axis)).ToList());
        if (_result.Label is { } label) b.Label(result, label);
        return result;
    }

    /// <summary>The length of an axis of the result.</summary>
    private Dim Length(int axis)
        => _windows.FirstOrDefault(window => window.Window == axis) is { } window ? window.End - window.Start : _splitShape[axis];

    private bool IsMatch()
    {
        var (elements, windows) = Sides;
        return _windows.All(window =>
            elements.Contains(window.Element) && windows.Contains(window.Window) && Before(window).Constant >= 0
                && After(window).Constant >= 0);
    }

    // Window 0 ends with the element at the first wanted index, and the last window begins with the element at the last one.
    private Dim Before(FoldedAxis window) => (window.Dilation * (_splitShape[window.Element] - 1)) - window.Start;

    private Dim After(FoldedAxis window) => window.End - _splitShape[window.Window];

    /// <summary>The operand with the window elements, as [.., kept, terms elements], in reverse order of elements.</summary>
    private Node ReversedElements(GraphBuilder b, IReadOnlyDictionary<int, Node> copies, IReadOnlyList<int> elements,
        IReadOnlyList<int> kept)
    {
        var (operand, leading, term, at) = SplitOperand(b, copies, isLeft: IsLeft, elements);
        var windowed = _windows.Select(window => at(window.Element)).ToList();
        operand = b.Transpose(b.Flip(operand, windowed), [.. Enumerable.Range(0, leading), .. kept.Select(at), term, .. windowed]);
        return Joined(b, operand, leading, kept.Count);
    }

    /// <summary>The windows of the other operand, as [.., terms elements, places].</summary>
    private Node Windows(GraphBuilder b, IReadOnlyDictionary<int, Node> copies, IReadOnlyList<int> windowAxes)
    {
        var (operand, leading, term, at) = SplitOperand(b, copies, isLeft: !IsLeft, windowAxes);
        var rank = operand.Type.Rank;
        foreach (var window in _windows) operand = b.Pad(operand, at(window.Window), Before(window), After(window));
        operand = b.Add(OpKind.Window, [operand], Form(at));
        operand = b.Transpose(operand,
            [.. Enumerable.Range(0, leading), term, .. Enumerable.Range(rank, _windows.Count), .. windowAxes.Select(at)]);
        return Joined(b, operand, leading, 1 + _windows.Count);
    }

    private WindowForm Form(Func<int, int> at) => new(
        _windows.Select(window => at(window.Window)).ToEquatableArray(),
        _windows.Select(window => _splitShape[window.Element]).ToEquatableArray(),
        _windows.Select(_ => Dim.One).ToEquatableArray(),
        _windows.Select(window => window.Dilation).ToEquatableArray());

    /// <summary>
    /// An operand with its rows or columns split; the number of leading axes, the axis of its terms and the axis of each part.
    /// </summary>
    private (Node Operand, int Leading, int Term, Func<int, int> At) SplitOperand(GraphBuilder b, IReadOnlyDictionary<int, Node> copies,
        bool isLeft, IReadOnlyList<int> parts)
    {
        var operand = copies[_product.Inputs[isLeft ? 0 : 1]];
        var isTermLast = isLeft ? !_product.Product.TransposeA : _product.Product.TransposeB;
        var leading = operand.Type.Rank - 2;
        var terms = operand.Type.Shape[isTermLast ? leading + 1 : leading];
        var sizes = parts.Select(axis => _splitShape[axis]).ToList();
        if (isTermLast) sizes.Add(terms);
        else sizes.Insert(0, terms);
        var apart = b.Reshape(operand, Shape.Of([.. operand.Type.Shape.Dims.Take(leading), .. sizes]));
        return (apart, leading, isTermLast ? leading + parts.Count : leading, axis => leading + (isTermLast ? 0 : 1) + IndexOf(axis));

        int IndexOf(int axis) => Enumerable.Range(0, parts.Count).First(index => parts[index] == axis);
    }

    /// <summary>A matrix of all axes after the leading ones, the first <paramref name="first"/> of them its rows.</summary>
    private static Node Joined(GraphBuilder b, Node operand, int leading, int first)
    {
        var dims = operand.Type.Shape.Dims;
        return b.Reshape(operand,
            Shape.Of([.. dims.Take(leading), Shape.Of(dims.Skip(leading).Take(first)).Size, Shape.Of(dims.Skip(leading + first)).Size]));
    }

    /// <summary>
    /// The axes of a shape whose axes are parts of those of a product, as parts of its leading axes, its rows, its columns; null where they
    /// are not.
    /// </summary>
    private static IReadOnlyList<IReadOnlyList<int>>? Groups(Shape product, Shape parts)
    {
        var groups = new List<int>[] { [], [], [] };
        var part = 0;
        for (var axis = 0; axis < product.Rank; axis++)
        {
            var group = groups[Math.Max(0, axis - product.Rank + 3)];
            for (var size = Dim.One; size != product[axis]; size *= parts[part - 1])
            {
                if (part == parts.Rank) return null;
                group.Add(part++);
            }
        }

        groups[2].AddRange(Enumerable.Range(part, parts.Rank - part));
        return groups;
    }

    /// <summary>An axis that is folded: its elements, its windows' numbers, and which range of the fold is wanted.</summary>
    private sealed record FoldedAxis(int Element, int Window, Dim Dilation, Dim Start, Dim End)
    {
        /// <param name="fold">The fold.</param>
        /// <param name="number">Which of its axes.</param>
        /// <param name="axes">For each axis of its operand the part of the product that it is.</param>
        /// <param name="cuts">Slices of it.</param>
        public static FoldedAxis Of(Node fold, int number, IReadOnlyList<int> axes, IReadOnlyList<Node> cuts)
        {
            var form = fold.Window;
            var (start, end) = (Dim.Zero, form.Sizes[number]);
            foreach (var cut in cuts.Where(cut => cut.Slice.Axis == form.Axes[number]))
                (start, end) = (start + cut.Slice.Start, start + cut.Slice.End);
            return new(axes[fold.Type.Rank + number], axes[form.Axes[number]], form.Dilations[number], start, end);
        }
    }
}
