using System.Runtime.ExceptionServices;

namespace ModelGen.Runtime;

/// <summary>
/// Threads that read batches into places before they are wanted. Batch b lies in place b modulo the places, and a place is written again
/// when the batch in it was given back; so the batches come in their order whoever reads them.
/// </summary>
internal sealed class ReadAhead : IDisposable
{
    private const int None = -1;

    private readonly object _gate = new();
    private readonly Action<int, int> _read;
    private readonly int[] _ready;
    private readonly Exception?[] _faults;
    private readonly Thread[] _threads;
    private int _count;
    private int _next;
    private int _wanted;
    private int _reading;
    private bool _isDisposed;

    /// <param name="workers">How many threads, 1 or more.</param>
    /// <param name="places">How many batches have room.</param>
    /// <param name="read">Reads a batch into a place; called by several threads at once.</param>
    public ReadAhead(int workers, int places, Action<int, int> read)
    {
        (_read, _ready, _faults, _threads) = (read, new int[places], new Exception?[places], new Thread[workers]);
        for (var worker = 0; worker < workers; worker++)
        {
            _threads[worker] = new Thread(Work) { IsBackground = true, Name = $"ModelGen data {worker}" };
            _threads[worker].Start();
        }
    }

    /// <summary>Begins to read batches first to count - 1; the earlier ones must have ended.</summary>
    public void Begin(int first, int count)
    {
        lock (_gate)
        {
            Array.Fill(_ready, None);
            Array.Clear(_faults);
            (_count, _next, _wanted) = (count, first, first);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for a batch, and gives those before it back. Throws what its reading threw.</summary>
    /// <returns>Its place.</returns>
    public int Take(int batch)
    {
        var place = batch % _ready.Length;
        Exception? fault;
        lock (_gate)
        {
            _wanted = batch;
            Monitor.PulseAll(_gate);
            while (_ready[place] != batch)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                Monitor.Wait(_gate);
            }

            fault = _faults[place];
        }

        if (fault is not null) ExceptionDispatchInfo.Throw(fault);
        return place;
    }

    /// <summary>Reads no more, and waits for those that are being read.</summary>
    public void End()
    {
        lock (_gate)
        {
            _count = 0;
            while (_reading > 0) Monitor.Wait(_gate);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            (_count, _isDisposed) = (0, true);
            Monitor.PulseAll(_gate);
        }

        foreach (var thread in _threads) thread.Join();
    }

    private void Work()
    {
        while (Claim() is var batch && batch != None)
        {
            var place = batch % _ready.Length;
            Exception? fault = null;
            try
            {
                _read(batch, place);
            }
            catch (Exception exception)
            {
                fault = exception;
            }

            Done(batch, place, fault);
        }
    }

    private int Claim()
    {
        lock (_gate)
        {
            while (!_isDisposed && (_next >= _count || _next >= _wanted + _ready.Length)) Monitor.Wait(_gate);
            if (_isDisposed) return None;
            _reading++;
            return _next++;
        }
    }

    private void Done(int batch, int place, Exception? fault)
    {
        lock (_gate)
        {
            (_ready[place], _faults[place]) = (batch, fault);
            _reading--;
            Monitor.PulseAll(_gate);
        }
    }
}
