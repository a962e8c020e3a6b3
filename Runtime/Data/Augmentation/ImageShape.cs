namespace ModelGen;

/// <summary>The shape of an image as layers take it, channel by channel and row by row: [channels, height, width].</summary>
/// <param name="Channels">Numbers of a pixel, such as 1 or 3.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Elements of an image.</summary>
    public int Size => checked(Channels * Height * Width);

    /// <summary>The shape, such as <c>[3, 32, 32]</c>.</summary>
    public override string ToString() => $"[{Channels}, {Height}, {Width}]";

    internal void Check(string who)
    {
        if (Channels < 1 || Height < 1 || Width < 1)
            throw new ArgumentOutOfRangeException("shape", this, $"{who} needs an image with 1 or more channels, rows and columns.");
    }

    internal void Check(string who, int elements)
    {
        if (elements != Size) throw new ArgumentException($"{who} is for images of {this}, {Size} elements, but the input has {elements}.",
            "input");
    }
}
