using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Indexing;

/// <summary>
/// The columns of a fold. The kept axes are first the places r within a stride, then the result's axes, the folded ones counted in strides:
/// place q stride + r takes element r + stride m of window q - dilation m for each m, see <see cref="WindowForm.IsFoldable"/>. Windows that
/// do not overlap have one m.
/// </summary>
internal sealed class FoldedWindows
{
    private readonly Node _fold;
    private readonly Shape _operand;
    private readonly WindowForm _form;

    /// <summary>How many axes are kept, and how many there are.</summary>
    private readonly int _kept;
    private readonly int _rank;

    /// <summary>For each folded axis how many m there are.</summary>
    private readonly List<Dim> _steps;
    private readonly Dim[] _dims;
    private readonly List<AffineIndex> _indices;
    private readonly List<AffineIndex> _result;
    private readonly List<Bounds> _within = [];

    private FoldedWindows(Node fold, Shape operand)
    {
        (_fold, _operand, _form) = (fold, operand, fold.Window);
        (_kept, _rank) = (_form.Count + fold.Type.Rank, (2 * _form.Count) + fold.Type.Rank);
        _steps = Enumerable.Range(0, _form.Count).Select(StepsAlong).ToList();
        _dims = _form.Strides.Concat(fold.Type.Shape.Dims).ToArray();
        _result = Enumerable.Range(_form.Count, fold.Type.Rank).Select(axis => AffineIndex.Axis(axis, _rank)).ToList();
        _indices = _result.ToList();
    }

    /// <param name="fold">The fold.</param>
    /// <param name="operand">The shape of its windows.</param>
    public static ColumnForm Columns(Node fold, Shape operand)
    {
        var windows = new FoldedWindows(fold, operand);
        for (var number = 0; number < windows._form.Count; number++)
        {
            windows.Place(number);
            windows.Bound(number);
        }

        return new(Shape.Of(windows._dims), Shape.Of(windows._steps), windows._indices, windows._within.ToEquatableArray(),
            windows._result);
    }

    private Dim StepsAlong(int number)
        => Dim.FloorDivide(ElementsOf(number) + _form.Strides[number] - 1, _form.Strides[number]);

    /// <summary>How many elements the windows have along a folded axis.</summary>
    private Dim ElementsOf(int number) => _operand[_fold.Type.Rank + number];

    /// <summary>Splits a folded axis in strides and places within a stride.</summary>
    private void Place(int number)
    {
        var (axis, stride) = (_form.Axes[number], _form.Strides[number]);
        var rest = AffineIndex.Axis(number, _rank);
        var step = _steps[number].IsOne ? AffineIndex.Zero(_rank) : AffineIndex.Axis(_kept + number, _rank);
        _dims[_form.Count + axis] = _form.Sizes[number];
        _result[axis] = _result[axis].Times(stride).Plus(rest);
        _indices[axis] = _indices[axis].Plus(step.Times(_form.Dilations[number] * -1));
        _indices.Add(rest.Plus(step.Times(stride)));
    }

    /// <summary>Asks that the window and its element are there, where they may not be.</summary>
    private void Bound(int number)
    {
        var (axis, isOverlapping) = (_form.Axes[number], !_steps[number].IsOne);
        if (isOverlapping || _form.Sizes[number] != _operand[axis]) _within.Add(new(_indices[axis], _operand[axis]));
        if (!_form.Strides[number].IsOne && (isOverlapping || _form.Strides[number] != ElementsOf(number)))
            _within.Add(new(_indices[^1], ElementsOf(number)));
    }
}
