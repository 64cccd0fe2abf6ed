namespace RedVest.Kernel.Tables;

/// <summary>A file that cannot be read, with a sentence for the one who brought it (text <c>problem.&lt;code&gt;</c>).</summary>
/// <param name="code"><c>table-empty</c>, <c>table-encrypted</c>, <c>table-too-large</c>, <c>table-too-wide</c>, <c>table-damaged</c>,
/// <c>table-kind-unknown</c>, <c>table-web-page</c>, <c>table-binary-workbook</c>.</param>
public sealed class TableRefusedException(string code, Exception? cause = null) : Exception("The file was refused: " + code, cause)
{
    public string Code { get; } = code;
}
