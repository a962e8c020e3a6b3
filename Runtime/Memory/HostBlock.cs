using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>A block of host memory, zeros at first, of any size.</summary>
internal sealed unsafe class HostBlock : IDisposable
{
    // Spans count to 2^31.
    private const int Piece = 1 << 24;

    public HostBlock(long bytes)
    {
        Length = bytes;
        Address = (byte*)NativeMemory.AllocZeroed((nuint)Math.Max(bytes, 1));
    }

    ~HostBlock() => NativeMemory.Free(Address);

    public byte* Address { get; private set; }

    public long Length { get; }

    /// <summary>A part of it, of any length, as spans in order.</summary>
    public void ForEachPiece(long offset, long bytes, SpanAction action)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + bytes, Length);
        for (var done = 0L; done < bytes; done += Piece) action(new(Address + offset + done, (int)Math.Min(Piece, bytes - done)));
    }

    /// <summary>Writes a number as an element of a precision.</summary>
    public void Write(long offset, double number, Precision precision)
    {
        if (precision == Precision.Double) *(double*)(Address + offset) = number;
        else *(float*)(Address + offset) = (float)number;
    }

    public void Dispose()
    {
        NativeMemory.Free(Address);
        Address = null;
        GC.SuppressFinalize(this);
    }

    internal delegate void SpanAction(Span<byte> piece);
}
