import { dotnet } from './_framework/dotnet.js'

// The page hands its report back by a request, for only a running page has a true clock.
const report = text => fetch('/report', { method: 'POST', body: text });
try {
    const { getAssemblyExports, getConfig } = await dotnet.create();
    const exports = await getAssemblyExports(getConfig().mainAssemblyName);
    await report(exports.Browser.Checks.Run());
} catch (fault) {
    await report(`failed: ${fault}\n`);
}
