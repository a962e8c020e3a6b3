using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// What runs one model on one device. A subclass for each backend holds its memory, and an emitted subclass of that launches its kernels.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract unsafe partial class ModelExecutor : IDisposable
{
    // Parameters are initialized so many numbers at a time.
    private const int Passage = 1 << 16;

    // Those of states, on the stack.
    private const int ResetPassage = 512;

    // A quarter of what a whole number holds, for estimates are rounded; no machine has as much.
    private const double MostBytes = 1L << 61;

    private long _seed;
    private long _stepCount;
    private KernelProfile? _profile;
    private KernelProfile? _timing;
    private long _launchStart;

    /// <summary>Makes an executor; <see cref="Initialize"/> must follow.</summary>
    protected ModelExecutor(ExecutorOptions options)
    {
        (_options, _main, _isPooled) = (options, options.Main ?? this, options.IsPooled);
        (Layout, Device) = (options.Layout, options.Device);
        (FixedSymbols, ConstructorNumbers) = (options.FixedSymbols, options.ConstructorNumbers ?? []);
        if (options.Main is { } main)
        {
            (_gate, Parameters, Gradients, Optimizers) = (main._gate, main.Parameters, main.Gradients, main.Optimizers);
            return;
        }

        (_gate, Seed) = (new(Layout.Model), options.Seed);
        CheckSizes();
        Parameters = new(Layout.Model, Layout.Parameters.Select(parameter
            => new Parameter(this, MemoryBlock.Persistent, parameter.Name, parameter.Precision, parameter.Dims, parameter.Offset,
                parameter.IsTrainable, parameter.IsFrozen)));
        Gradients = new(this);
        Optimizers = new(Layout.Model,
            (Layout.Optimizers ?? []).Select(optimizer => new ModelOptimizer(Layout, optimizer, Parameters)));
    }

    /// <summary>The model's parameters and where they lie.</summary>
    public ModelLayout Layout { get; }

    /// <summary>Where it computes.</summary>
    public Device Device { get; }

    /// <summary>The dimensions that the constructor gave.</summary>
    public IReadOnlyList<long> FixedSymbols { get; }

    /// <summary>The constructor's numbers that are no dimensions; a bool is 0 or 1.</summary>
    protected double[] ConstructorNumbers { get; }

    /// <summary>The seed of the model's random numbers.</summary>
    public long Seed
    {
        get => _main._seed;
        private set => _main._seed = value;
    }

    /// <summary>How many training steps were begun, by all optimizers: 1 in the first.</summary>
    public long StepCount
    {
        get => _main._stepCount;
        protected set => _main._stepCount = value;
    }

    /// <summary>The parameters.</summary>
    public ParameterCollection Parameters { get; }

    /// <summary>The set that each call of Gradients fills.</summary>
    public GradientSet Gradients { get; }

    /// <summary>Sums the time of each kernel; null, which costs nothing, while none is asked for.</summary>
    public KernelProfile? Profile
    {
        get => _main._profile;
        set => _main._profile = value;
    }

    /// <summary>Runs one call: emitted.</summary>
    /// <param name="call">The call's number.</param>
    /// <param name="inputs">A pointer for each input, in the call's order.</param>
    /// <param name="symbols">The value of each symbol: the constructor's, then those of the call.</param>
    public abstract void Run(int call, void** inputs, long* symbols);

    /// <summary>The loss of the call that just ran, which lies at an offset of the arena.</summary>
    public virtual StepResult Loss(long arenaOffset) => new(ReadNumber(arenaOffset));

    /// <summary>The same with the norm of the step's gradients, which lies at another offset.</summary>
    public virtual StepResult Loss(long arenaOffset, long normOffset) => new(ReadNumber(arenaOffset), ReadNumber(normOffset));

    /// <summary>The loss that a backend keeps under a ticket.</summary>
    protected virtual double ReadLoss(long ticket) => throw new NotSupportedException();

    /// <summary>The norm of the gradients that it keeps beside the loss.</summary>
    protected virtual double ReadNorm(long ticket) => throw new NotSupportedException();

    /// <summary>Copies a result from the arena.</summary>
    public void Read<T>(long arenaOffset, Span<T> destination)
        where T : unmanaged
    {
        fixed (T* pointer = destination) ReadBlock(MemoryBlock.Arena, arenaOffset, pointer, (long)destination.Length * sizeof(T));
    }

    /// <summary>
    /// The number of the call that this executor runs, counted over all calls of the model and, where it was loaded from a file, of the one
    /// that was saved.
    /// </summary>
    protected long CallCount { get; private set; }

    /// <summary>The executor that holds the weights.</summary>
    protected ModelExecutor Main => _main;

    /// <summary>Whether this executor holds the weights, rather than sharing those of <see cref="Main"/>.</summary>
    protected bool IsMain => _main == this;

    /// <summary>The loss under a ticket, read while no call is under way.</summary>
    internal double ReadQueued(long ticket)
    {
        using var hold = HoldArena();
        return ReadLoss(ticket);
    }

    /// <summary>The norm of the gradients under a ticket, read while no call is under way.</summary>
    internal double ReadQueuedNorm(long ticket)
    {
        using var hold = HoldArena();
        return ReadNorm(ticket);
    }

    /// <summary>Writes the parameters' first values; the optimizer's states are zeros as the memory comes.</summary>
    internal void Initialize()
    {
        var values = new double[Math.Min(Passage, Layout.Parameters.Select(parameter => parameter.Count).DefaultIfEmpty().Max())];
        for (var number = 0; number < Layout.Parameters.Length; number++)
        {
            var parameter = Layout.Parameters[number];
            for (var first = 0L; first < parameter.Count; first += values.Length)
            {
                var part = values.AsSpan(0, (int)Math.Min(values.Length, parameter.Count - first));
                Initializers.Fill(part, first, parameter, (ulong)Seed, number);
                this.WriteNumbers<double>(MemoryBlock.Persistent, parameter.Offset, parameter.Precision, first, part);
            }
        }
    }

    /// <summary>Starts what calls keep beside the weights anew: each <c>[State]</c> has the value that it began with.</summary>
    /// <exception cref="InvalidOperationException">Another thread is in a call of the model.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void Reset()
    {
        using var call = Hold();
        Span<double> values = stackalloc double[ResetPassage];
        foreach (var state in Layout.Parameters)
        {
            if (!state.IsState) continue;
            values.Fill(state.Start.First);
            for (var first = 0L; first < state.Count; first += ResetPassage)
            {
                var part = values[..(int)Math.Min(ResetPassage, state.Count - first)];
                _main.WriteNumbers<double>(MemoryBlock.Persistent, state.Offset, state.Precision, first, part);
            }
        }
    }

    /// <summary>Waits until everything queued has run.</summary>
    protected virtual void WaitForKernels()
    {
    }

    /// <summary>Begins the launches of a call, for the profile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Launching()
    {
        _timing = Profile;
        if (_timing is not null) Start();
    }

    /// <summary>Ends a launch, for the profile.</summary>
    /// <param name="kernel">Its name.</param>
    /// <param name="operations">What is fused in it.</param>
    /// <param name="source">The file, line and text of each expression that it is for; empty where there is none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Launched(string kernel, string operations, string source)
    {
        if (_timing is { } profile) End(profile, kernel, operations, source);
    }

    /// <summary>
    /// A loss that is read by its ticket when it is wanted; at once by an executor that shares weights, for they may change before.
    /// </summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="hasNorm">Whether the norm of the gradients is kept beside it.</param>
    protected StepResult Queued(long ticket, bool hasNorm = false) => IsMain ? new(this, ticket, hasNorm) : new(ReadLoss(ticket));

    /// <summary>Copies bytes from a block to the host.</summary>
    protected abstract void ReadBlock(MemoryBlock block, long offset, void* destination, long bytes);

    /// <summary>Copies bytes from the host to a block.</summary>
    protected abstract void WriteBlock(MemoryBlock block, long offset, void* source, long bytes);

    /// <summary>Makes the block for what is kept aside at least this large; what is in it is lost.</summary>
    protected abstract void EnsureAside(long bytes);

    /// <summary>Copies bytes from one block of the device to another.</summary>
    protected abstract void CopyBlock(MemoryBlock from, long fromOffset, MemoryBlock to, long toOffset, long bytes);

    /// <summary>Makes the arena at least this large; what is in it is lost.</summary>
    protected abstract void EnsureArena(long bytes);

    /// <summary>How large the arena is.</summary>
    protected internal abstract long ArenaBytes { get; }

    /// <summary>Makes the arena at least as large as a product of sizes tells, which may be more than a whole number holds.</summary>
    /// <param name="bytes">The size, if it is no more.</param>
    /// <param name="estimate">About as many, in double precision.</param>
    /// <exception cref="OutOfMemoryException">It is more than can be addressed.</exception>
    protected void EnsureArena(long bytes, double estimate)
    {
        if (estimate > MostBytes || bytes < 0) throw TooLarge("a call on smaller inputs needs less", estimate);
        EnsureArena(bytes);
    }

    /// <summary>Frees the arena, and the main executor all other memory too.</summary>
    protected abstract void FreeMemory();

    /// <summary>Counts what a call copied to the device.</summary>
    protected void Copied(long bytes) => Profile?.Copied(bytes);

    /// <summary>Checks that the places of parameters and states were not computed from sizes beyond whole numbers.</summary>
    private void CheckSizes()
    {
        var parameters = Layout.Parameters.Select(parameter => (parameter.Dims, parameter.Offset, parameter.Precision));
        var states = (Layout.States ?? []).Select(state => (state.Dims, state.Offset, state.Precision));
        foreach (var (dims, offset, precision) in parameters.Concat(states))
        {
            var bytes = dims.Aggregate((double)precision.Size(), (product, dim) => product * dim);
            if (bytes > MostBytes || offset < 0 || offset + bytes > Layout.PersistentBytes || Array.Exists(dims, dim => dim < 0))
                throw TooLarge("a model of smaller dimensions needs less", bytes);
        }
    }

    private double ReadNumber(long arenaOffset)
    {
        double number;
        if (Layout.Precision == Precision.Double)
        {
            ReadBlock(MemoryBlock.Arena, arenaOffset, &number, sizeof(double));
            return number;
        }

        float single;
        ReadBlock(MemoryBlock.Arena, arenaOffset, &single, sizeof(float));
        return single;
    }

    private OutOfMemoryException TooLarge(string fix, double bytes)
    {
        var size = bytes.ToString("E2", CultureInfo.InvariantCulture);
        return new($"{Layout.Model} needs a block of about {size} bytes, which is more than can be addressed; {fix}.");
    }

    private void Start()
    {
        WaitForKernels();
        _timing!.Watch?.Begin(this);
        _launchStart = Stopwatch.GetTimestamp();
    }

    private void End(KernelProfile profile, string kernel, string operations, string source)
    {
        WaitForKernels();
        profile.Add(kernel, operations, Stopwatch.GetElapsedTime(_launchStart));
        profile.Watch?.Look(this, kernel, operations, source);
        _launchStart = Stopwatch.GetTimestamp();
    }
}
