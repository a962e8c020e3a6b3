namespace ModelGen.Generator.IR;

/// <summary>
/// The closed set of primitives. Everything else (softmax, GELU, layer norm, losses) is composed from these. Each concern has one total
/// table over this set: <see cref="OpTable"/> (text name, operands, arguments, type of the result), the gradient rules, the lowering.
/// </summary>
internal enum OpKind
{
    // Sources. They have no inputs.
    Input,        // Name: an input of the model
    Parameter,    // Name: a trainable parameter
    State,        // Name: a tensor that an optimizer keeps from step to step, e.g. "_hidden.weight.first_moment"
    HostScalar,   // Name, Element: a rank-0 number that the host computes for each call, e.g. "learning_rate", "step"
    Constant,     // Value, Element: one number, any shape is made by broadcasting
    DimValue,     // Dim, Element: its value as a rank-0 float, which the host computes
    Iota,         // Axis, Shape: Int32 coordinates along one axis of a tensor of a shape
    Random,       // Shape, Stream, Iteration, Element: uniform numbers in [0, 1)
    Undefined,    // unspecified values: the saved results of the branch that was not taken

    // Elementwise, one operand.
    Negate,
    Exp,
    Log,
    Log1p,
    Sqrt,
    Abs,
    Sign,
    Tanh,
    Sigmoid,
    Erf,
    Sin,
    Cos,
    Floor,
    Round,        // to the nearest whole number, the even one of two
    Convert,      // Element: to another type; Bool is 0 or 1, to Int32 towards zero, between floats to the nearest as FloatFormat says
    Detach,       // the value itself; no gradient flows through it

    // Elementwise, two operands, broadcasting as NumPy does.
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Minimum,      // NaN if either is NaN
    Maximum,      // NaN if either is NaN
    Less,         // Bool; false if either is NaN
    LessOrEqual,
    Equal,

    // Elementwise, three operands.
    Select,       // Bool, a, b

    // Reductions over Axes; the reduced axes stay as 1 when Keep.
    ReduceSum,
    ReduceMaximum, // First says who gets the gradient
    ArgMax,       // the row-major index within Axes; Int32; the first of equals; the first NaN if there is one
    // updates [I.., R..], Int32 [I..], Rows V: rows added up where their index says, [V, R..]; an index outside adds nothing.
    ScatterAdd,
    // When IsCompensated, [2 V, R..]: after the sums what rounding has added too much to each, 0 where nothing is rounded
    Fold,         // the sum of overlapping windows, see WindowForm: [.., O, .., size] to [.., blocks * stride, ..]

    // Movement.
    Reshape,      // Shape
    Transpose,    // Axes: result axis i is operand axis Axes[i]
    Broadcast,    // Shape: explicit broadcast
    Flip,         // Axes: element i of each becomes the i-th from the end
    Slice,        // Axis, Start, End: half-open
    Pad,          // Axis, Before times Value before the operand, After times Value behind it
    Concat,       // Axis; one or more operands
    Gather,       // table [V, R..], Int32 [I..]: the row of each index, [I.., R..]; 0 for an index outside
    Window,       // along each axis, see WindowForm: [.., L, ..] to [.., O, .., size]

    // Contraction.
    MatMul,       // [..., M, K] x [..., K, N]; TransposeA / TransposeB swap the last two axes of an operand; leading axes broadcast

    // Reading. What depends on the value waits until the device has it.
    Item,         // Element: the one element of its operand, which the host reads; no gradient flows through it

    // Control flow. A loop or a branch has no value of its own; its results are its parts.
    Loop,         // one body; captured operands, then Carried initial values. Results: the carried values at the end, then for each further
                  // output of the body a stack [Count, ...] of its values
    Branch,       // a condition of the host, then captured operands; two bodies, for true and for false, with results of the same types
    Part,         // Number: one result of a loop or branch
}
