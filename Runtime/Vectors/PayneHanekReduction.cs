using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>
/// Arguments of sine and cosine that are too large to take multiples of pi/2 away in floats: the digits of 2/pi that matter are multiplied
/// exactly (Payne and Hanek, ACM SIGNUM Newsletter 18, 1983). Kernels of all backends share it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PayneHanekReduction
{
    /// <summary>Beyond it floats no longer do.</summary>
    public const float Limit = 1e5f;

    // (pi/2) / 2^62.
    private const double Unit = 1.5707963267948966 / 4611686018427387904.0;

    /// <summary>x 2/pi modulo 4, as a fraction of 4 in 64 bits.</summary>
    /// <param name="x">Finite, 2^17 or more in size; its sign is not looked at.</param>
    public static ulong Reduce(float x)
    {
        // |x| is m 2^e. Of 2/pi, digits before the window give multiples of 4; 96 from there on are more than enough.
        int bits = BitConverter.SingleToInt32Bits(x);
        uint m = (uint)(bits & 0x007fffff) | 0x00800000;
        int start = ((bits >> 23) & 255) - 120;
        int word = start >> 5, shift = start & 31;
        uint first = Digits(word, shift), second = Digits(word + 1, shift), third = Digits(word + 2, shift);
        ulong low = ((ulong)m * second) + (((ulong)m * third) >> 32);
        return (((ulong)m * first) << 32) + low;
    }

    /// <summary>The nearest quarter turn, modulo 4.</summary>
    /// <param name="turns">What <see cref="Reduce"/> gives.</param>
    public static int Nearest(ulong turns) => (int)((turns + (1UL << 61)) >> 62);

    /// <summary>The angle from the nearest quarter turn, in [-pi/4, pi/4].</summary>
    /// <param name="turns">What <see cref="Reduce"/> gives.</param>
    public static float Rest(ulong turns) => (float)((long)(turns - ((ulong)Nearest(turns) << 62)) * Unit);

    // 32 digits that begin within a word.
    private static uint Digits(int word, int shift)
    {
        ulong both = ((ulong)Word(word) << 32) | Word(word + 1);
        return (uint)(both >> (32 - shift));
    }

    // 2/pi in binary, 32 digits a word, after a word of zeros.
    private static uint Word(int number)
    {
        uint low = number == 0 ? 0 : number == 1 ? 0xA2F9836Eu : number == 2 ? 0x4E441529u : 0xFC2757D1u;
        uint high = number == 4 ? 0xF534DDC0u : number == 5 ? 0xDB629599u : number == 6 ? 0x3C439041u : 0xFE5163ABu;
        return number < 4 ? low : high;
    }
}
