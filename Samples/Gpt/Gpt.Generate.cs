using ModelGen;

namespace CharacterGpt;

/// <content>Writing.</content>
public partial class Gpt
{
    /// <summary>How many different characters there are.</summary>
    public int Vocabulary => vocabulary;

    /// <summary>
    /// Writes on: each character is drawn by the scores that the model gives it behind those before. When the context is full, the model
    /// reads its second half anew and goes on from there.
    /// </summary>
    /// <param name="prompt">How the text begins: one character or more, by their numbers.</param>
    /// <param name="count">How many characters to write.</param>
    /// <param name="sampler">Draws a character.</param>
    /// <returns>The characters, one by one.</returns>
    public IEnumerable<int> Generate(int[] prompt, int count, TokenSampler sampler)
    {
        var scores = new float[vocabulary];
        var text = new List<int>(prompt.TakeLast(Transformer.Context));
        Begin(text.ToArray(), scores);
        for (var written = 0; written < count; written++)
        {
            var next = sampler.Next(scores);
            yield return next;
            text.Add(next);
            if (text.Count <= Transformer.Context)
            {
                Continue([next], text.Count - 1, scores);
                continue;
            }

            text.RemoveRange(0, text.Count - (Transformer.Context / 2));
            Begin(text.ToArray(), scores);
        }
    }
}
