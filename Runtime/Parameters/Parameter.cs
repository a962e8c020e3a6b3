using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// A named tensor of a model: a parameter, or the gradient with respect to a parameter or an input. It lives on the model's device.
/// </summary>
public sealed class Parameter
{
    private readonly IModelMemory _memory;
    private readonly MemoryBlock _block;
    private readonly Precision _precision;
    private long _offset;
    private long[] _dims;
    private long _call;

    internal Parameter(IModelMemory memory, MemoryBlock block, string name, Precision precision, long[] dims, long offset,
        bool isTrainable = true, bool isFrozen = false)
    {
        (_memory, _block, Name, _precision, _dims, _offset) = (memory, block, name, precision, dims, offset);
        (IsTrainable, IsFrozen) = (isTrainable, isFrozen);
        Selection = new(memory.Layout.Model, this);
    }

    /// <summary>The name, such as <c>_hidden.weight</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// Whether it has a gradient that a step may follow: true for a parameter; false for one that <c>[Freeze]</c> names, and for a buffer
    /// such as a running mean, which Forward assigns. Of a gradient: whether it is that of a parameter, and not of an input.
    /// </summary>
    public bool IsTrainable { get; }

    /// <summary>
    /// Whether training steps leave it as it is: by <c>[Freeze]</c> while compiling, or by <see cref="ModelExtensions.Freeze"/>.
    /// </summary>
    public bool IsFrozen { get; private set; }

    /// <summary>The dimensions, outermost first; elements lie row by row.</summary>
    public ReadOnlySpan<long> Shape => _dims;

    /// <summary>The number of elements.</summary>
    /// <exception cref="OverflowException">There are more than 2^31 - 1; <see cref="LongCount"/> tells how many.</exception>
    public int Count => LongCount is <= int.MaxValue and var count ? (int)count
        : throw new OverflowException(
            $"{Name} {ShapeText.Of(Shape)} has {LongCount} elements, more than {int.MaxValue}: LongCount tells how "
            + $"many, and Save writes them all.");

    /// <summary>The number of elements, however many there are.</summary>
    public long LongCount
    {
        get
        {
            var count = 1L;
            foreach (var dim in _dims) count *= dim;
            return count;
        }
    }

    /// <summary>Freezes parameters of one model at run time, or ends it.</summary>
    /// <param name="parameters">One or more.</param>
    /// <param name="isFrozen">Whether steps leave them as they are.</param>
    /// <exception cref="InvalidOperationException">One is frozen while compiling and cannot be trained; or a call is under way. Nothing has
    /// changed then.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    internal static void SetFrozen(IReadOnlyList<Parameter> parameters, bool isFrozen)
    {
        if (!isFrozen && parameters.FirstOrDefault(parameter => !parameter.IsTrainable) is { Name: var name })
            throw new InvalidOperationException(
                $"{name} is frozen by [Freeze], so the step has no gradient for it: take the attribute away, and call "
                    + $"Freeze(\"{name}\") where it is to stand still.");
        var memory = parameters[0]._memory;
        using var hold = memory.Hold();
        foreach (var parameter in parameters) parameter.IsFrozen = isFrozen;
        memory.UpdateFrozen();
    }

    /// <summary>Copies the elements, row by row.</summary>
    /// <param name="destination">At least <see cref="Count"/> elements.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="InvalidOperationException">It is a gradient and the model ran another call since; or another thread is in a
    /// call.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void CopyTo(Span<float> destination)
    {
        Room(destination.Length);
        using var hold = HoldToRead();
        hold.Memory.ReadNumbers(_block, _offset, _precision, 0, destination[..Count]);
    }

    /// <inheritdoc cref="CopyTo(Span{float})"/>
    public void CopyTo(Span<double> destination)
    {
        Room(destination.Length);
        using var hold = HoldToRead();
        hold.Memory.ReadNumbers(_block, _offset, _precision, 0, destination[..Count]);
    }

    /// <summary>Replaces the elements, row by row. For a gradient this changes the gradient's own memory alone.</summary>
    /// <param name="source">Exactly <see cref="Count"/> elements.</param>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    /// <exception cref="InvalidOperationException">It is a gradient and the model ran another call since; or another thread is in a
    /// call.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void CopyFrom(ReadOnlySpan<float> source)
    {
        Exact(source.Length);
        using var hold = HoldToWrite();
        hold.Memory.WriteNumbers(_block, _offset, _precision, 0, source);
    }

    /// <inheritdoc cref="CopyFrom(ReadOnlySpan{float})"/>
    public void CopyFrom(ReadOnlySpan<double> source)
    {
        Exact(source.Length);
        using var hold = HoldToWrite();
        hold.Memory.WriteNumbers(_block, _offset, _precision, 0, source);
    }

    /// <summary>
    /// Takes (1 - tau) of each element and tau of the source's, as target networks follow a network that learns. It is computed in double
    /// precision; at 1 the elements are the source's. The models' devices and precisions may differ.
    /// </summary>
    /// <param name="source">A tensor of the same shape; its name may be another.</param>
    /// <param name="tau">The share of the source, from 0 to 1.</param>
    /// <exception cref="ArgumentException">The shapes differ; nothing was copied.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tau"/> is not from 0 to 1.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of either model.</exception>
    /// <exception cref="ObjectDisposedException">One of the models was disposed.</exception>
    public void CopyFrom(Parameter source, double tau = 1)
    {
        ArgumentNullException.ThrowIfNull(source);
        ParameterCopy.Run(this, source, tau);
    }

    /// <summary>
    /// Starts the elements anew, by He's or Xavier's distribution say, as torch.nn.init does: https://pytorch.org/docs/stable/nn.init.html.
    /// Fans are those of the shape: of [out, in, window..] the fan-in is in times the window.
    /// </summary>
    /// <param name="initializer">The distribution.</param>
    /// <param name="seed">The same seed gives the same numbers.</param>
    /// <param name="first">The constant, the lower bound, or the mean, where the distribution has one.</param>
    /// <param name="second">The upper bound, or the standard deviation.</param>
    /// <exception cref="InvalidOperationException">Another thread is in a call.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void Initialize(Initializer initializer, long seed = 0, double first = 0, double second = 1)
    {
        var values = new double[Count];
        Initializers.Fill(values, 0, new(Name, _dims, _offset, new(initializer, first, second)), (ulong)seed, 0);
        CopyFrom(values);
    }

    /// <summary>A copy of the elements, row by row.</summary>
    public float[] ToArray()
    {
        var values = new float[Count];
        CopyTo(values);
        return values;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {ShapeText.Of(Shape)}";

    /// <summary>What its name selects.</summary>
    internal ParameterSelection Selection { get; }

    /// <summary>Where it lies.</summary>
    internal IModelMemory Memory => _memory;

    /// <summary>Gives a gradient its place for one call.</summary>
    internal void Move(long offset, ReadOnlySpan<long> dims)
    {
        (_offset, _call) = (offset, _memory.ArenaVersion);
        if (dims.Length == _dims.Length) dims.CopyTo(_dims);
        else _dims = dims.ToArray();
    }

    /// <summary>Refuses a gradient that is gone; the model must be held.</summary>
    /// <exception cref="InvalidOperationException">The model ran another call since.</exception>
    internal void MustBeThere()
    {
        if (!IsGradient || _call == _memory.ArenaVersion) return;
        throw new InvalidOperationException(
            $"The gradient of {Name} is gone: {_memory.Layout.Model} ran another call since, which used its memory again. Copy "
                + "gradients before the next call.");
    }

    /// <summary>Whether it lies in memory that the model's next call uses again.</summary>
    internal bool IsGradient => _block == MemoryBlock.Arena;

    /// <summary>Copies elements from a number on, in a memory of the model that is held.</summary>
    internal void Read(IModelMemory memory, long first, Span<double> destination)
        => memory.ReadNumbers(_block, _offset, _precision, first, destination);

    /// <summary>Replaces elements from a number on, in a memory of the model that is held.</summary>
    internal void Write(IModelMemory memory, long first, ReadOnlySpan<double> source)
        => memory.WriteNumbers(_block, _offset, _precision, first, source);

    private MemoryHold HoldToRead() => IsGradient ? Present(_memory.HoldArena()) : _memory.HoldBeside();

    private MemoryHold HoldToWrite() => IsGradient ? Present(_memory.HoldArena()) : _memory.Hold();

    /// <summary>The hold, in which the gradient's memory is the gradient's still.</summary>
    private MemoryHold Present(MemoryHold hold)
    {
        try
        {
            MustBeThere();
            return hold;
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    private void Room(int length)
    {
        if (length < Count)
            throw new ArgumentException($"{Name} {ShapeText.Of(Shape)} has {Count} elements; the destination has room for {length}.",
                "destination");
    }

    private void Exact(int length)
    {
        if (length != Count)
            throw new ArgumentException($"{Name} {ShapeText.Of(Shape)} has {Count} elements; the source has {length}.", "source");
    }
}
