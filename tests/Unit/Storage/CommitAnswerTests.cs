using Microsoft.Data.Sqlite;
using Npgsql;
using RedVest.Kernel.Storage;
namespace RedVest.Unit.Tests.Storage;

public sealed class CommitAnswerTests
{
    [Theory]
    [InlineData("23503", true)] // a foreign key kept to the end
    [InlineData("40001", true)] // serialization
    [InlineData("40P01", true)] // deadlock
    [InlineData("40003", false)] // PostgreSQL itself does not know
    [InlineData("57P01", false)] // shut down meanwhile
    [InlineData("08006", false)] // the line broke
    public void PostgreSQL_says_no_to_a_commit_or_it_is_not_known(string state, bool no) =>
        Assert.Equal(no, WriteTransaction.SaysNo(new PostgresException("said", "ERROR", "ERROR", state)));

    [Theory]
    [InlineData(19, true)] // constraint
    [InlineData(5, true)] // busy
    [InlineData(6, true)] // locked
    [InlineData(10, false)] // the disk failed: what reached it is not known
    [InlineData(13, false)] // full
    public void SQLite_says_no_to_a_commit_or_it_is_not_known(int code, bool no) =>
        Assert.Equal(no, WriteTransaction.SaysNo(new SqliteException("said", code)));

    [Fact]
    public void A_broken_line_is_no_answer() =>
        Assert.False(WriteTransaction.SaysNo(new NpgsqlException("broken", new IOException("broken"))));
}
