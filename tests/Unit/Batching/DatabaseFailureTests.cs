using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using RedVest.Kernel.Batching;

namespace RedVest.Unit.Tests.Batching;

public sealed class DatabaseFailureTests
{
    [Theory]
    [InlineData("23505", BatchFailure.Race)] // unique violation
    [InlineData("40001", BatchFailure.Race)] // serialization failure
    [InlineData("40P01", BatchFailure.Race)] // deadlock
    [InlineData("22021", BatchFailure.Poison)] // U+0000 in a text
    [InlineData("23514", BatchFailure.Poison)] // check violation
    [InlineData("54000", BatchFailure.Poison)] // index row too large
    [InlineData("57P01", BatchFailure.Broken)] // the server is shut down
    [InlineData("53100", BatchFailure.Broken)] // disk full
    [InlineData("25006", BatchFailure.Broken)] // read only: this server became the standby
    [InlineData("42P01", BatchFailure.Broken)] // table missing: no item's fault
    public void PostgreSQL_states_are_read(string state, BatchFailure expected) =>
        Assert.Equal(expected, DatabaseFailure.Judge(new PostgresException("", "ERROR", "ERROR", state)));

    [Theory]
    [InlineData(19, 2067, BatchFailure.Race)] // unique
    [InlineData(19, 1555, BatchFailure.Race)] // primary key
    [InlineData(19, 275, BatchFailure.Poison)] // check
    [InlineData(18, 18, BatchFailure.Poison)] // too big
    [InlineData(5, 5, BatchFailure.Broken)] // busy
    [InlineData(13, 13, BatchFailure.Broken)] // full
    [InlineData(1, 1, BatchFailure.Broken)] // no such table
    public void SQLite_codes_are_read(int code, int extended, BatchFailure expected) =>
        Assert.Equal(expected, DatabaseFailure.Judge(new DbUpdateException("", new SqliteException("", code, extended))));

    [Fact]
    public void A_lost_line_is_the_machine_and_a_stumble_of_ours_is_the_item()
    {
        Assert.Equal(BatchFailure.Broken, DatabaseFailure.Judge(new NpgsqlException("", new TimeoutException())));
        Assert.Equal(BatchFailure.Poison, DatabaseFailure.Judge(new KeyNotFoundException()));
    }
}
