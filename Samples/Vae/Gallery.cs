using MnistDigits;
using Spectre.Console;

namespace Vae;

/// <summary>Draws digits, what the model makes of them, and digits that it makes of noise.</summary>
internal static class Gallery
{
    private const int Count = DigitDrawing.RowLength;

    /// <summary>Draws three rows.</summary>
    /// <param name="model">Has learnt.</param>
    /// <param name="test">[N, 784]: digits that it has not seen.</param>
    /// <param name="seed">Of the noise.</param>
    public static void Show(DigitVae model, ReadOnlySpan<float> test, int seed)
    {
        var (latent, logVariance) = (new float[Count * DigitVae.LatentSize], new float[Count * DigitVae.LatentSize]);
        var originals = test[..(Count * DigitSet.Pixels)];
        model.Encode(originals, latent, logVariance);
        Draw("digits", originals);
        Draw("reconstructions", Decode(model, latent));
        new Noise(seed).Fill(latent);
        Draw("decoded from noise", Decode(model, latent));
    }

    private static float[] Decode(DigitVae model, float[] latent)
    {
        var pixels = new float[Count * DigitSet.Pixels];
        model.Decode(latent, pixels);
        return pixels;
    }

    private static void Draw(string title, ReadOnlySpan<float> pixels)
    {
        DigitDrawing.Show(pixels);
        AnsiConsole.WriteLine(title);
    }
}
