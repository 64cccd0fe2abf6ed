using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace RedVest.Kernel.Storage;

/// <summary>What a table's configuration can say of SQLite alone.</summary>
public static class SqliteSchema
{
    internal const string Clustered = "redvest:clustered";

    /// <summary>
    /// On SQLite the rows lie in the primary key itself (WITHOUT ROWID): one tree less to write for each row. For rows that stay well under
    /// 1,000 bytes; longer ones would spill into pages of their own.
    /// </summary>
    public static void ClusterByKey(this EntityTypeBuilder table) => table.HasAnnotation(Clustered, true);
}

[SuppressMessage("Usage", "EF1001:Internal EF Core API usage.", Justification = "The constructor's second parameter is the generator's own.")]
internal sealed class SqliteSchemaSql(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        base.Generate(operation, model, builder, terminate: false);
        if (model?.GetEntityTypes().Any(e => e.GetTableName() == operation.Name && e.FindAnnotation(SqliteSchema.Clustered) is not null) == true)
            builder.Append(" WITHOUT ROWID");
        if (terminate)
        {
            builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
            EndStatement(builder);
        }
    }
}
