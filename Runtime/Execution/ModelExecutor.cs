using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>
/// What runs one model on one device. A subclass for each backend holds its memory, and an emitted subclass of that launches its kernels.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract unsafe class ModelExecutor : IDisposable
{
    private int _isBusy;
    private bool _isDisposed;

    /// <summary>Makes an executor; <see cref="Initialize"/> must follow.</summary>
    protected ModelExecutor(ExecutorOptions options)
    {
        (Layout, Device, LearningRate, FixedSymbols) = (options.Layout, options.Device, options.LearningRate, options.FixedSymbols);
        Parameters = new(Layout.Model, Layout.Parameters.Select(parameter => new Parameter(this, MemoryBlock.Persistent, parameter.Name, parameter.Dims, parameter.Offset)));
        Gradients = new(this);
    }

    /// <summary>The model's parameters and where they lie.</summary>
    public ModelLayout Layout { get; }

    /// <summary>Where it computes.</summary>
    public Device Device { get; }

    /// <summary>The dimensions that the constructor gave.</summary>
    public IReadOnlyList<long> FixedSymbols { get; }

    /// <summary>The optimizer's step size.</summary>
    public double LearningRate { get; set; }

    /// <summary>How many training steps were begun: 1 in the first.</summary>
    public long StepCount { get; protected set; }

    /// <summary>The parameters.</summary>
    public ParameterCollection Parameters { get; }

    /// <summary>The set that each call of Gradients fills.</summary>
    public GradientSet Gradients { get; }

    /// <summary>Runs one call: emitted.</summary>
    /// <param name="call">Which.</param>
    /// <param name="inputs">A pointer for each input, in the call's order.</param>
    /// <param name="symbols">The value of each symbol: the constructor's, then those of the call.</param>
    public abstract void Run(ModelCall call, void** inputs, long* symbols);

    /// <summary>Holds the model for one call.</summary>
    /// <exception cref="InvalidOperationException">A call is under way.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public CallScope Enter()
    {
        if (Interlocked.CompareExchange(ref _isBusy, 1, 0) != 0)
            throw new InvalidOperationException($"{Layout.Model} is in a call on another thread; a model serves one call at a time. Make a model for each thread, or lock around its calls.");
        if (!_isDisposed) return new(this);
        Leave();
        throw new ObjectDisposedException(Layout.Model, $"This {Layout.Model} was disposed and has no memory any more; make another by {Layout.Model}.Create.");
    }

    /// <summary>The loss of the call that just ran, which lies at an offset of the arena.</summary>
    public virtual StepResult Loss(long arenaOffset)
    {
        double number;
        if (Layout.ElementSize == sizeof(double))
        {
            ReadBlock(MemoryBlock.Arena, arenaOffset, &number, sizeof(double));
            return new(number);
        }

        float single;
        ReadBlock(MemoryBlock.Arena, arenaOffset, &single, sizeof(float));
        return new(single);
    }

    /// <summary>The loss that a backend keeps under a ticket.</summary>
    internal protected virtual double ReadLoss(long ticket) => throw new NotSupportedException();

    /// <summary>Copies a result from the arena.</summary>
    public void Read<T>(long arenaOffset, Span<T> destination)
        where T : unmanaged
    {
        fixed (T* pointer = destination) ReadBlock(MemoryBlock.Arena, arenaOffset, pointer, (long)destination.Length * sizeof(T));
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (Interlocked.CompareExchange(ref _isBusy, 1, 0) != 0)
            throw new InvalidOperationException($"{Layout.Model} is in a call on another thread; dispose it when the call has ended.");
        if (!_isDisposed) Free();
        _isDisposed = true;
        Leave();
        GC.SuppressFinalize(this);
    }

    internal void Leave() => Volatile.Write(ref _isBusy, 0);

    /// <summary>Writes the parameters' first values and zeros for the optimizer's states.</summary>
    internal void Initialize(ulong seed)
    {
        for (var number = 0; number < Layout.Parameters.Length; number++)
        {
            var parameter = Layout.Parameters[number];
            var values = new double[parameter.Count];
            Initializers.Fill(values, parameter, seed, number);
            WriteNumbers(MemoryBlock.Persistent, parameter.Offset, values);
        }
    }

    /// <summary>Copies floating-point numbers, whatever the model's precision.</summary>
    internal void ReadNumbers<T>(MemoryBlock block, long offset, Span<T> destination)
        where T : unmanaged
    {
        if (sizeof(T) == Layout.ElementSize)
        {
            fixed (T* pointer = destination) ReadBlock(block, offset, pointer, (long)destination.Length * sizeof(T));
        }
        else if (typeof(T) == typeof(double))
        {
            var numbers = new float[destination.Length];
            fixed (float* pointer = numbers) ReadBlock(block, offset, pointer, (long)numbers.Length * sizeof(float));
            var doubles = MemoryMarshal.Cast<T, double>(destination);
            for (var index = 0; index < numbers.Length; index++) doubles[index] = numbers[index];
        }
        else
        {
            var numbers = new double[destination.Length];
            fixed (double* pointer = numbers) ReadBlock(block, offset, pointer, (long)numbers.Length * sizeof(double));
            var floats = MemoryMarshal.Cast<T, float>(destination);
            for (var index = 0; index < numbers.Length; index++) floats[index] = (float)numbers[index];
        }
    }

    /// <summary>Copies floating-point numbers, whatever the model's precision.</summary>
    internal void WriteNumbers<T>(MemoryBlock block, long offset, ReadOnlySpan<T> source)
        where T : unmanaged
    {
        if (sizeof(T) == Layout.ElementSize)
        {
            fixed (T* pointer = source) WriteBlock(block, offset, pointer, (long)source.Length * sizeof(T));
        }
        else if (typeof(T) == typeof(double))
        {
            var numbers = new float[source.Length];
            var doubles = MemoryMarshal.Cast<T, double>(source);
            for (var index = 0; index < numbers.Length; index++) numbers[index] = (float)doubles[index];
            fixed (float* pointer = numbers) WriteBlock(block, offset, pointer, (long)numbers.Length * sizeof(float));
        }
        else
        {
            var numbers = new double[source.Length];
            var floats = MemoryMarshal.Cast<T, float>(source);
            for (var index = 0; index < numbers.Length; index++) numbers[index] = floats[index];
            fixed (double* pointer = numbers) WriteBlock(block, offset, pointer, (long)numbers.Length * sizeof(double));
        }
    }

    /// <summary>A loss that is read by its ticket when it is wanted.</summary>
    protected StepResult Queued(long ticket) => new(this, ticket);

    /// <summary>Copies bytes from a block to the host.</summary>
    protected abstract void ReadBlock(MemoryBlock block, long offset, void* destination, long bytes);

    /// <summary>Copies bytes from the host to a block.</summary>
    protected abstract void WriteBlock(MemoryBlock block, long offset, void* source, long bytes);

    /// <summary>Makes the arena at least this large; what is in it is lost.</summary>
    protected abstract void EnsureArena(long bytes);

    /// <summary>Frees both blocks.</summary>
    protected abstract void Free();
}
