namespace ModelGen.Runtime;

/// <summary>The elements of a window, run by run: of which image each is, and how many rows and columns from the window's first.</summary>
internal ref struct WindowElements<T>
    where T : unmanaged
{
    private readonly ImageOperand<T> _operand;
    private readonly int _firstAxis;
    private readonly Span<int> _digits;

    /// <param name="operand">The images and their windows.</param>
    /// <param name="firstAxis">The first of the axes that a window's elements have.</param>
    /// <param name="number">The element to begin with.</param>
    /// <param name="digits">Memory for a number an axis.</param>
    public WindowElements(in ImageOperand<T> operand, int firstAxis, int number, Span<int> digits)
    {
        (_operand, _firstAxis) = (operand, firstAxis);
        _digits = digits;
        for (var (axis, planes) = (digits.Length - 1, 1); axis >= 0; axis--)
        {
            (number, digits[axis]) = Math.DivRem(number, Size(axis));
            Move(axis, digits[axis], planes);
            if (operand.IsChannel(axis)) planes *= Size(axis);
        }
    }

    public int Plane { get; private set; }

    public int Row { get; private set; }

    public int Column { get; private set; }

    /// <summary>How many elements, this one the first, follow each other along the last axis.</summary>
    public readonly int Run => Size(_digits.Length - 1) - _digits[^1];

    /// <summary>How much further each of these is than the one before: images, rows, columns.</summary>
    public readonly (int Planes, int Rows, int Columns) Step
        => _operand.IsChannel(_digits.Length - 1)
            ? (1, 0, 0)
            : (0, (int)_operand.RowStep(_digits.Length - 1), (int)_operand.ColumnStep(_digits.Length - 1));

    /// <summary>Goes on by up to a run of elements; behind the last stands the first.</summary>
    public void Next(int count)
    {
        for (var (axis, planes) = (_digits.Length - 1, 1); axis >= 0; axis--, count = 1)
        {
            var size = Size(axis);
            if (_digits[axis] + count < size)
            {
                _digits[axis] += count;
                Move(axis, count, planes);
                return;
            }

            Move(axis, -_digits[axis], planes);
            _digits[axis] = 0;
            if (_operand.IsChannel(axis)) planes *= size;
        }
    }

    private readonly int Size(int axis) => (int)_operand.Windows.Size(_firstAxis + axis);

    private void Move(int axis, int by, int planes)
    {
        if (_operand.IsChannel(axis))
        {
            Plane += by * planes;
            return;
        }

        Row += by * (int)_operand.RowStep(axis);
        Column += by * (int)_operand.ColumnStep(axis);
    }
}
