using System.ComponentModel;

namespace ModelGen;

/// <summary>Where assemblies for other hardware tell what they find, so that the runtime itself needs none of them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DeviceProviders
{
    private static readonly List<Func<IReadOnlyList<Device>>> Providers = [];

    private static IReadOnlyList<Device> _found = [];
    private static int _asked;

    /// <summary>The devices of all providers; each is asked once, when this is first read after it was added.</summary>
    public static IReadOnlyList<Device> All
    {
        get
        {
            lock (Providers)
            {
                for (; _asked < Providers.Count; _asked++) _found = [.. _found, .. Providers[_asked]()];
                return _found;
            }
        }
    }

    internal static bool HasProviders
    {
        get
        {
            lock (Providers) return Providers.Count > 0;
        }
    }

    /// <summary>Adds a provider, once.</summary>
    /// <param name="provider">Lists its devices; must not throw when a driver is absent.</param>
    public static void Register(Func<IReadOnlyList<Device>> provider)
    {
        lock (Providers)
        {
            if (!Providers.Contains(provider)) Providers.Add(provider);
        }
    }
}
