namespace ModelGen;

/// <summary>Makes planes of numbers of an image's bytes, which are pixel by pixel.</summary>
internal static class PixelPlanes
{
    private const float Most = byte.MaxValue;

    /// <summary>Of an image that has the shape.</summary>
    public static void Copy(ReadOnlySpan<byte> pixels, ImageShape shape, Span<float> planes)
    {
        var plane = shape.Height * shape.Width;
        for (var index = 0; index < planes.Length; index++)
            planes[index] = pixels[(index % plane * shape.Channels) + (index / plane)] / Most;
    }

    /// <summary>
    /// Of an image of another size, by bilinear interpolation between the centres of pixels, as PyTorch's interpolate with
    /// align_corners=False.
    /// </summary>
    public static void Resize(ReadOnlySpan<byte> pixels, int height, int width, ImageShape shape, Span<float> planes)
    {
        for (var index = 0; index < planes.Length; index++)
        {
            var channel = index / (shape.Width * shape.Height);
            var y = Place(index / shape.Width % shape.Height, shape.Height, height);
            var x = Place(index % shape.Width, shape.Width, width);
            var top = Between(Pixel(pixels, y.First, x.First), Pixel(pixels, y.First, x.Second), x.Share);
            var bottom = Between(Pixel(pixels, y.Second, x.First), Pixel(pixels, y.Second, x.Second), x.Share);
            planes[index] = Between(top, bottom, y.Share) / Most;

            float Pixel(ReadOnlySpan<byte> bytes, int line, int place) => bytes[(((line * width) + place) * shape.Channels) + channel];
        }
    }

    private static (int First, int Second, float Share) Place(int index, int count, int source)
    {
        var place = Math.Clamp(((index + 0.5f) * source / count) - 0.5f, 0, source - 1);
        var first = (int)place;
        return (first, Math.Min(first + 1, source - 1), place - first);
    }

    private static float Between(float first, float second, float share) => first + ((second - first) * share);
}
