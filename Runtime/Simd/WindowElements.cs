namespace ModelGen.Runtime;

/// <summary>The elements of a window, one after the other: of which image each is, and how many rows and columns from the window's first.</summary>
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

    /// <summary>Goes on to the next element; behind the last stands the first.</summary>
    public void Next()
    {
        for (var (axis, planes) = (_digits.Length - 1, 1); axis >= 0; axis--)
        {
            var size = Size(axis);
            if (++_digits[axis] < size)
            {
                Move(axis, 1, planes);
                return;
            }

            _digits[axis] = 0;
            Move(axis, 1 - size, planes);
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
