using System.ComponentModel;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>
/// Threads that share out the items of a kernel. The caller takes part; the others spin for some microseconds after a kernel, since the
/// next one follows soon, and then sleep. Who comes when all items are taken finds the gate closed, and nobody waits for him. A run
/// allocates nothing. Each thread begins with a share of its own, the same part of the items in every run, so that it finds in its cache
/// what it wrote in the run before; then it takes what is left of the others'.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class WorkerPool : IDisposable
{
    // About 50 microseconds: longer than the gap between two kernels of a step, shorter than anyone would notice on a meter.
    private const int Spins = 2000;

    // The bit of the gate that says it is open; below it, how many threads are within.
    private const int Open = 1 << 30;

    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _signals;
    private readonly int[] _isAsleep;
    private readonly Share[] _shares;

    private delegate*<void*, int, void> _task;
    private void* _context;
    private int _gate;
    private int _round;
    private int _isRunning;
    private bool _isEnding;
    private Exception? _failure;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">How many compute, the caller's included; 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _threads = new Thread[threads - 1];
        _signals = new SemaphoreSlim[threads - 1];
        _isAsleep = new int[threads - 1];
        _shares = new Share[threads];
        for (var number = 0; number < _threads.Length; number++)
        {
            var own = number;
            _signals[own] = new SemaphoreSlim(0);
            _threads[own] = new Thread(() => Work(own)) { IsBackground = true, Name = $"ModelGen worker {own + 1}" };
            _threads[own].Start();
        }
    }

    /// <summary>How many threads compute, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>Calls the task once for each item in [0, items), on any thread and in any order, and waits for all of them.</summary>
    /// <param name="task">Must give the same result for an item on whichever thread it runs.</param>
    /// <param name="context">Passed to each call.</param>
    /// <param name="items">How many.</param>
    /// <remarks>A run from within a task, or while another thread's run is under way, is done by its own thread alone.</remarks>
    public void Run(delegate*<void*, int, void> task, void* context, int items)
    {
        if (_threads.Length == 0 || items <= 1 || Interlocked.CompareExchange(ref _isRunning, 1, 0) != 0)
        {
            for (var item = 0; item < items; item++) task(context, item);
            return;
        }

        _task = task;
        _context = context;
        _failure = null;
        for (var own = 0; own < Threads; own++)
            _shares[own] = new() { Next = (int)((long)items * own / Threads), End = (int)((long)items * (own + 1) / Threads) };
        Volatile.Write(ref _gate, Open);
        Interlocked.Increment(ref _round);
        for (var number = 0; number < _threads.Length; number++)
        {
            if (Interlocked.Exchange(ref _isAsleep[number], 0) == 1) _signals[number].Release();
        }

        TakeItems(0);
        var spinner = default(SpinWait);
        Interlocked.Add(ref _gate, -Open);
        while (Volatile.Read(ref _gate) > 0) spinner.SpinOnce(sleep1Threshold: -1);
        var failure = _failure;
        Volatile.Write(ref _isRunning, 0);
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        if (_isEnding) return;
        Volatile.Write(ref _isEnding, true);
        Interlocked.Increment(ref _round);
        foreach (var signal in _signals) signal.Release();
        foreach (var thread in _threads)
        {
            if (thread != Thread.CurrentThread) thread.Join();
        }

        foreach (var signal in _signals) signal.Dispose();
    }

    private void Work(int own)
    {
        var seen = 0;
        while (true)
        {
            seen = Await(own, seen);
            if (Volatile.Read(ref _isEnding)) return;
            if (!Enter()) continue;
            TakeItems(own + 1);
            Interlocked.Decrement(ref _gate);
        }
    }

    /// <summary>Joins the run that is under way, if there is one that still has items.</summary>
    private bool Enter()
    {
        for (var gate = Volatile.Read(ref _gate); (gate & Open) != 0;)
        {
            var seen = Interlocked.CompareExchange(ref _gate, gate + 1, gate);
            if (seen == gate) return true;
            gate = seen;
        }

        return false;
    }

    /// <summary>Waits for a round after the one that was seen; the number of the latest.</summary>
    private int Await(int own, int seen)
    {
        for (var spin = 0; spin < Spins; spin++)
        {
            if (Volatile.Read(ref _round) != seen) return Volatile.Read(ref _round);
            Thread.SpinWait(8);
        }

        while (Volatile.Read(ref _round) == seen)
        {
            Interlocked.Exchange(ref _isAsleep[own], 1);

            // A round that began before the flag was up does not signal; look once more, then sleep.
            if (Volatile.Read(ref _round) != seen)
            {
                if (Interlocked.Exchange(ref _isAsleep[own], 0) == 0) _signals[own].Wait();
                break;
            }

            _signals[own].Wait();
        }

        return Volatile.Read(ref _round);
    }

    private void TakeItems(int own)
    {
        try
        {
            for (var other = 0; other < Threads; other++)
            {
                ref var share = ref _shares[(own + other) % Threads];
                int item;
                while ((item = Interlocked.Increment(ref share.Next) - 1) < share.End) _task(_context, item);
            }
        }
        catch (Exception exception)
        {
            _failure = exception;
            for (var other = 0; other < Threads; other++) Volatile.Write(ref _shares[other].Next, _shares[other].End);
        }
    }

    /// <summary>
    /// The items that are a thread's first, of which the next is the first that nobody has taken; on a cache line of its own.
    /// </summary>
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct Share
    {
        public int Next;
        public int End;
    }
}
