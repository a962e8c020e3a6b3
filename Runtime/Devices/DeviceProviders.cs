using System.ComponentModel;

namespace ModelGen;

/// <summary>Where assemblies for other hardware tell what they find, so that the runtime itself needs none of them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DeviceProviders
{
    private static readonly List<Func<IReadOnlyList<Device>>> Providers = [];

    private static IReadOnlyList<Device>? _found;

    /// <summary>The devices of all providers; each is asked once.</summary>
    public static IReadOnlyList<Device> All
    {
        get
        {
            lock (Providers) return _found ??= [.. Providers.SelectMany(provider => provider())];
        }
    }

    /// <summary>Adds a provider, once.</summary>
    /// <param name="provider">Lists its devices; must not throw when a driver is absent.</param>
    public static void Register(Func<IReadOnlyList<Device>> provider)
    {
        lock (Providers)
        {
            if (Providers.Contains(provider)) return;
            Providers.Add(provider);
            _found = null;
        }
    }
}
