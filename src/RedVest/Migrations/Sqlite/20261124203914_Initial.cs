using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RedVest.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "kernel_audit",
                columns: table => new
                {
                    owner = table.Column<int>(type: "INTEGER", nullable: false),
                    write = table.Column<byte[]>(type: "BLOB", nullable: false),
                    n = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor_kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    actor_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    act = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    subject = table.Column<byte[]>(type: "BLOB", nullable: true),
                    detail = table.Column<string>(type: "TEXT", nullable: true),
                    salt = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    leaf = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_audit", x => new { x.owner, x.write, x.n });
                });

            migrationBuilder.CreateTable(
                name: "kernel_feed",
                columns: table => new
                {
                    owner = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    write = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    tables = table.Column<string>(type: "TEXT", nullable: false),
                    entries = table.Column<int>(type: "INTEGER", nullable: false),
                    digest = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_feed", x => new { x.owner, x.number });
                });

            migrationBuilder.CreateTable(
                name: "kernel_owner",
                columns: table => new
                {
                    owner = table.Column<int>(type: "INTEGER", nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    utc_offset_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    epoch = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    feed_number = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_owner", x => x.owner);
                    table.CheckConstraint("ck_kernel_owner_code", "owner = 0 or owner between 110000 and 999999");
                });

            migrationBuilder.CreateTable(
                name: "kernel_seal",
                columns: table => new
                {
                    owner = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    first = table.Column<long>(type: "INTEGER", nullable: false),
                    last = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    root = table.Column<byte[]>(type: "BLOB", nullable: false),
                    previous = table.Column<byte[]>(type: "BLOB", nullable: false),
                    key_id = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    signature = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_seal", x => new { x.owner, x.number });
                });

            migrationBuilder.CreateIndex(
                name: "IX_kernel_audit_owner_subject",
                table: "kernel_audit",
                columns: new[] { "owner", "subject" });

            migrationBuilder.CreateIndex(
                name: "IX_kernel_feed_owner_write",
                table: "kernel_feed",
                columns: new[] { "owner", "write" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "kernel_audit");

            migrationBuilder.DropTable(
                name: "kernel_feed");

            migrationBuilder.DropTable(
                name: "kernel_owner");

            migrationBuilder.DropTable(
                name: "kernel_seal");
        }
    }
}
