namespace ModelGen;

/// <summary>
/// Draws a token by the scores that a language model gives each: by softmax(scores / temperature), of the best topK tokens, of those the
/// fewest that have topP of the probability together (Holtzman et al., The Curious Case of Neural Text Degeneration, 2020). The order of
/// the filters is that of the library transformers: https://huggingface.co/docs/transformers/internal/generation_utils. It allocates
/// nothing after its first token of a vocabulary.
/// </summary>
public sealed class TokenSampler
{
    private readonly double _temperature;
    private readonly int _topK;
    private readonly double _topP;
    private readonly Random _random;
    private float[] _scores = [];
    private int[] _tokens = [];

    /// <param name="temperature">What scores are divided by: 0 takes the best token each time, more than 1 evens the chances.</param>
    /// <param name="topK">How many of the best tokens to draw from; 0 does not limit them.</param>
    /// <param name="topP">The probability that the tokens to draw from have together, above 0; 1 does not limit them.</param>
    /// <param name="seed">The same seed draws the same tokens.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is negative or not finite, <paramref name="topK"/> is negative, or
    /// <paramref name="topP"/> is not above 0 and at most 1.</exception>
    public TokenSampler(double temperature = 1, int topK = 0, double topP = 1, int seed = 0)
    {
        if (!(double.IsFinite(temperature) && temperature >= 0))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature,
                "The temperature must be a finite number of 0 or more.");
        ArgumentOutOfRangeException.ThrowIfNegative(topK);
        if (topP is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(topP), topP,
                "The probability of the tokens to draw from must be above 0, at most 1.");
        (_temperature, _topK, _topP, _random) = (temperature, topK, topP, new(seed));
    }

    /// <summary>Draws a token.</summary>
    /// <param name="scores">The score of each token, [vocabulary]: logits, which need no scale. A token of negative infinity is never
    /// drawn.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="ArgumentException">There are no scores, one is NaN or positive infinity, or all are negative infinity.</exception>
    public int Next(ReadOnlySpan<float> scores)
    {
        var best = Best(scores);
        if (_temperature == 0 || _topK == 1) return best;
        var count = Sorted(scores);
        if (_topK > 0) count = Math.Min(count, _topK);
        return _tokens[Drawn(count)];
    }

    private static int Best(ReadOnlySpan<float> scores)
    {
        if (scores.IsEmpty) throw new ArgumentException("There are no scores to draw a token by.", nameof(scores));
        var best = 0;
        for (var token = 0; token < scores.Length; token++)
        {
            if (float.IsNaN(scores[token]) || float.IsPositiveInfinity(scores[token]))
                throw new ArgumentException($"The score of token {token} is {scores[token]}; finite scores are expected.", nameof(scores));
            if (scores[token] > scores[best]) best = token;
        }

        return float.IsNegativeInfinity(scores[best])
            ? throw new ArgumentException("All scores are negative infinity: there is no token to draw.", nameof(scores))
            : best;
    }

    /// <summary>Sorts the tokens, the best first, and of equal ones the first; gives how many can be drawn.</summary>
    private int Sorted(ReadOnlySpan<float> scores)
    {
        if (_tokens.Length != scores.Length) (_tokens, _scores) = (new int[scores.Length], new float[scores.Length]);
        for (var token = 0; token < scores.Length; token++) (_tokens[token], _scores[token]) = (token, -scores[token]);
        Array.Sort(_scores, _tokens);
        for (var first = 0; first < scores.Length;)
        {
            var end = first + 1;
            while (end < scores.Length && _scores[end] == _scores[first]) end++;
            _tokens.AsSpan(first, end - first).Sort();
            first = end;
        }

        var count = scores.Length;
        while (float.IsPositiveInfinity(_scores[count - 1])) count--;
        return count;
    }

    /// <summary>The index of one of the best tokens, by their probabilities.</summary>
    private int Drawn(int count)
    {
        double best = _scores[0], whole = 0, limit = 0;
        for (var index = 0; index < count; index++) whole += Weight(index);
        var kept = 0;
        do limit += Weight(kept++);
        while (kept < count && limit < _topP * whole);
        var at = _random.NextDouble() * limit;
        for (var index = 0; index < kept - 1; index++)
        {
            at -= Weight(index);
            if (at < 0) return index;
        }

        return kept - 1;

        double Weight(int index) => Math.Exp((best - _scores[index]) / _temperature);
    }
}
