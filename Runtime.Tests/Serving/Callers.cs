namespace ModelGen.Tests.Serving;

/// <summary>Threads that begin together and call a model again and again.</summary>
internal static class Callers
{
    /// <summary>Runs an action on each thread so many times; gives what was thrown.</summary>
    /// <param name="threads">How many threads.</param>
    /// <param name="times">How often each runs the action.</param>
    /// <param name="action">Gets the thread's number and the time's.</param>
    public static IReadOnlyList<Exception> Run(int threads, int times, Action<int, int> action)
    {
        var failures = new List<Exception>();
        using var start = new Barrier(threads);
        var all = Enumerable.Range(0, threads).Select(number => new Thread(() => Call(number))).ToList();
        all.ForEach(thread => thread.Start());
        all.ForEach(thread => thread.Join());
        return failures;

        void Call(int number)
        {
            start.SignalAndWait();
            for (var time = 0; time < times; time++)
            {
                try
                {
                    action(number, time);
                }
                catch (Exception failure)
                {
                    lock (failures) failures.Add(failure);
                }
            }
        }
    }
}
