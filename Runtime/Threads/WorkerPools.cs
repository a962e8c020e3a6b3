namespace ModelGen.Runtime;

/// <summary>
/// The worker pools of the process: models on equally many threads share one. A kernel that finds the pool at work is run by its own thread
/// alone, so that many models, and many calls of one, need no more threads than there are cores.
/// </summary>
internal static class WorkerPools
{
    private static readonly Dictionary<int, (WorkerPool Pool, int Users)> Pools = [];

    /// <summary>A pool of so many threads, the caller's included. It goes back by <see cref="Give"/>.</summary>
    public static WorkerPool Take(int threads)
    {
        lock (Pools)
        {
            var (pool, users) = Pools.TryGetValue(threads, out var entry) ? entry : (new(threads), 0);
            Pools[threads] = (pool, users + 1);
            return pool;
        }
    }

    /// <summary>Gives a pool back; the last to do so ends its threads.</summary>
    public static void Give(WorkerPool pool)
    {
        lock (Pools)
        {
            var (_, users) = Pools[pool.Threads];
            if (users > 1)
            {
                Pools[pool.Threads] = (pool, users - 1);
                return;
            }

            Pools.Remove(pool.Threads);
        }

        pool.Dispose();
    }
}
