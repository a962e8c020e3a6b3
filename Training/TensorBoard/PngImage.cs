using System.Buffers.Binary;

namespace ModelGen;

/// <summary>A PNG file as an image of TensorBoard, whose size and colours its first chunk tells: https://www.w3.org/TR/png-3.</summary>
internal static class PngImage
{
    // Fields of Summary.Image: tensorflow/core/framework/summary.proto.
    private const int Height = 1;
    private const int Width = 2;
    private const int Colours = 3;
    private const int Encoded = 4;

    private const int WidthAt = 16;
    private const int HeightAt = 20;
    private const int ColourAt = 25;

    // How many numbers a pixel has, by the colour type of the file; a palette's colours have three.
    private static readonly Dictionary<byte, int> Channels = new() { [0] = 1, [2] = 3, [3] = 3, [4] = 2, [6] = 4 };

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    /// <exception cref="ArgumentException">The bytes are no PNG file.</exception>
    public static ProtoMessage ToProto(ReadOnlySpan<byte> png)
    {
        if (png.Length <= ColourAt || !png.StartsWith(Signature) || !Channels.TryGetValue(png[ColourAt], out var channels))
            throw new ArgumentException($"The {png.Length} bytes are no PNG file, which begins with its signature and its size.",
                nameof(png));
        return new ProtoMessage().Int64(Height, BinaryPrimitives.ReadInt32BigEndian(png[HeightAt..]))
            .Int64(Width, BinaryPrimitives.ReadInt32BigEndian(png[WidthAt..])).Int64(Colours, channels).Block(Encoded, png);
    }
}
