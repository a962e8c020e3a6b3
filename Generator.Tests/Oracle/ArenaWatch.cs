using ModelGen.Generator.Kernels;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Oracle;

/// <summary>
/// Watches who writes and reads which bytes of the arena while a call runs, and finds what shares memory while both are needed: a launch
/// that writes what it also reads, and a read of bytes that another buffer has overwritten since. Knows nothing of how the memory was
/// planned.
/// </summary>
internal sealed class ArenaWatch
{
    /// <summary>The bytes of the smallest element.</summary>
    private const int Unit = 2;

    private readonly List<string> _faults = [];
    private readonly Stack<Dictionary<(string, int, long), int>> _frames = new();
    private Write?[] _last = [];
    private int _time;
    private IReadOnlyDictionary<string, long> _symbols = new Dictionary<string, long>();

    public IReadOnlyList<string> Faults => _faults;

    public void Start(long bytes, IReadOnlyDictionary<string, long> symbols)
    {
        (_last, _symbols) = (new Write?[bytes / Unit], symbols);
        _frames.Clear();
        Enter();
    }

    public void Enter() => _frames.Push([]);

    /// <summary>Ends a block: whoever reads what it made knows it by another name, unless it is the call's own.</summary>
    public void Leave()
    {
        var left = _frames.Pop();
        if (_frames.Count == 1) _frames.Push(left);
    }

    public void Launch(Kernel kernel, IReadOnlyList<MemoryBuffer> buffers)
    {
        var touched = buffers.Select((buffer, number) => (buffer, argument: kernel.Arguments[number], range: RangeOf(buffer)))
            .Where(item => item.buffer.Kind == BufferKind.Arena).ToList();
        foreach (var (buffer, argument, range) in touched)
        {
            if (argument.IsRead && !argument.IsWritten) Read(buffer);
            foreach (var other in touched.Where(other =>
                argument.IsWritten && other.argument != argument && range.Start < other.range.End && other.range.Start < range.End))
                _faults.Add($"{kernel.Name} writes {Text(buffer)} over its operand {Text(other.buffer)}");
        }

        foreach (var (buffer, _, range) in touched.Where(item => item.argument.IsWritten)) Written(buffer, range);
    }

    public void Read(MemoryBuffer buffer)
    {
        if (buffer.Kind != BufferKind.Arena) return;
        var (start, end) = RangeOf(buffer);
        var key = (buffer.Name, buffer.Node, start);
        var frame = _frames.FirstOrDefault(frame => frame.ContainsKey(key));
        for (var place = start; place < end; place += Unit)
        {
            if (_last[place / Unit] is not { } write) continue;
            if (frame is not null ? write.Time != frame[key] : write.Start < start || write.End > end)
            {
                _faults.Add($"{Text(buffer)} is read after {write.Name} was written at {write.Start}..{write.End}");
                return;
            }
        }
    }

    public void End(ModelProgram program)
    {
        foreach (var output in program.Outputs) Read(program.Main.Buffers[output.Buffer]);
    }

    private void Written(MemoryBuffer buffer, (long Start, long End) range)
    {
        var write = new Write(buffer.Name, range.Start, range.End, ++_time);
        if (range.End > (long)_last.Length * Unit) _faults.Add($"{Text(buffer)} lies past the arena's end, {(long)_last.Length * Unit}");
        else for (var place = range.Start; place < range.End; place += Unit) _last[place / Unit] = write;
        _frames.Peek()[(buffer.Name, buffer.Node, range.Start)] = write.Time;
    }

    private (long Start, long End) RangeOf(MemoryBuffer buffer)
    {
        var start = buffer.Offset.Evaluate(_symbols);
        return (start, start + (buffer.Type.Shape.Size.Evaluate(_symbols) * Generator.IR.ElementTypes.Size(buffer.Type.Element)));
    }

    private string Text(MemoryBuffer buffer) => $"{buffer.Name} at {RangeOf(buffer).Start}..{RangeOf(buffer).End}";

    private sealed record Write(string Name, long Start, long End, int Time);
}
