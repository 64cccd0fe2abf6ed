namespace RedVest.Unit.Tests;

/// <summary>Finds the public data sets, which lie beside the checkout or where REDVEST_TESTDATA says. Their rows never enter the repository.</summary>
internal static class TestData
{
    /// <summary>The full path of a file or folder of the data sets; skips the calling test when it is absent.</summary>
    internal static string Path(string relative)
    {
        var root = Environment.GetEnvironmentVariable("REDVEST_TESTDATA") ?? System.IO.Path.Combine(Checkout(), "..", "shared", "data");
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, relative));
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"Test data '{relative}' is absent: set REDVEST_TESTDATA.");
        return path;
    }

    /// <summary>The root of this checkout.</summary>
    internal static string Checkout()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "RedVest.slnx")))
        {
            folder = System.IO.Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run outside a checkout.");
    }
}
