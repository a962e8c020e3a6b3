using SkiaSharp;

namespace ModelGen.Tests.Plots;

/// <summary>What a PNG file shows.</summary>
internal static class Picture
{
    /// <summary>Checks the format and the size, and counts the pixels that are not paper.</summary>
    public static int Ink(string path, int width, int height) => Pixels(path, width, height).Count(color => color != SKColors.White);

    /// <summary>All pixels, of a PNG file of a size.</summary>
    public static SKColor[] Pixels(string path, int width, int height)
    {
        var bytes = File.ReadAllBytes(path);
        Assert.Equal<byte>([0x89, 0x50, 0x4e, 0x47], bytes[..4]);
        using var bitmap = SKBitmap.Decode(bytes);
        Assert.Equal((width, height), (bitmap.Width, bitmap.Height));
        return bitmap.Pixels;
    }
}
