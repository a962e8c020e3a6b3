namespace Dqn;

/// <summary>Episodes in which an agent does what it takes for the best, and learns nothing.</summary>
internal static class Match
{
    /// <summary>Plays.</summary>
    /// <param name="agent">Who plays.</param>
    /// <param name="episodes">How many.</param>
    /// <param name="seed">Of the states in which they begin.</param>
    /// <returns>The return of each: the sum of rewards.</returns>
    public static int[] Returns(Agent agent, int episodes, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, episodes).Select(_ => Return(agent, random))];
    }

    private static int Return(Agent agent, Random random)
    {
        var game = new CartPole();
        var state = new float[CartPole.StateSize];
        game.Reset(random);
        while (!game.HasEnded)
        {
            game.Observe(state);
            game.Step(agent.Best(state));
        }

        return game.Steps;
    }
}
