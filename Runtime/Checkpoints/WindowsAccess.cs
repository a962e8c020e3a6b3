using System.Runtime.Versioning;
using System.Security.AccessControl;

namespace ModelGen.Runtime;

/// <summary>The access control lists of Windows.</summary>
internal static class WindowsAccess
{
    /// <summary>Gives a file the list of another: who may do what with it, and what of that its folder decides.</summary>
    [SupportedOSPlatform("windows")]
    public static void Copy(string from, string to)
    {
        var rules = new FileInfo(from).GetAccessControl(AccessControlSections.Access)
            .GetSecurityDescriptorSddlForm(AccessControlSections.Access);
        FileSecurity security = new();
        security.SetSecurityDescriptorSddlForm(rules, AccessControlSections.Access);
        new FileInfo(to).SetAccessControl(security);
    }
}
