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
                name: "checkpoints_checkpoint",
                columns: table => new
                {
                    owner = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    division_code = table.Column<long>(type: "INTEGER", nullable: false),
                    shift_starts = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    place_id = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_checkpoint", x => new { x.owner, x.id });
                });

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
                name: "kernel_pack",
                columns: table => new
                {
                    owner = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    area = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    effective_from = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    sha256 = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_pack", x => new { x.owner, x.id, x.version });
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

            migrationBuilder.CreateTable(
                name: "registry_division",
                columns: table => new
                {
                    owner = table.Column<int>(type: "INTEGER", nullable: false),
                    code = table.Column<long>(type: "INTEGER", nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    level = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_division", x => new { x.owner, x.code });
                    table.CheckConstraint("ck_registry_division_code", "code between 110000000000 and 999999999999");
                    table.CheckConstraint("ck_registry_division_level", "level between 1 and 5");
                });

            migrationBuilder.CreateTable(
                name: "registry_organisation",
                columns: table => new
                {
                    owner = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    parent_id = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_organisation", x => new { x.owner, x.id });
                    table.ForeignKey(
                        name: "FK_registry_organisation_registry_organisation_owner_parent_id",
                        columns: x => new { x.owner, x.parent_id },
                        principalTable: "registry_organisation",
                        principalColumns: new[] { "owner", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "registry_outbreak",
                columns: table => new
                {
                    owner = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    disease = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    legal_basis = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: false),
                    source_text = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_outbreak", x => new { x.owner, x.id });
                    table.CheckConstraint("ck_registry_outbreak_period", "ends_at > starts_at and ends_at <= starts_at + 7776000000000");
                });

            migrationBuilder.CreateTable(
                name: "registry_place",
                columns: table => new
                {
                    owner = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    division_code = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_place", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_lane",
                columns: table => new
                {
                    owner = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    checkpoint_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    direction = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    category = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    is_open = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_lane", x => new { x.owner, x.id });
                    table.CheckConstraint("ck_checkpoints_lane_direction", "direction in ('in', 'out')");
                    table.CheckConstraint("ck_checkpoints_lane_number", "number between 1 and 99");
                    table.ForeignKey(
                        name: "FK_checkpoints_lane_checkpoints_checkpoint_owner_checkpoint_id",
                        columns: x => new { x.owner, x.checkpoint_id },
                        principalTable: "checkpoints_checkpoint",
                        principalColumns: new[] { "owner", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "registry_staff",
                columns: table => new
                {
                    owner = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    organisation_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    place_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    post = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    active = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_staff", x => new { x.owner, x.id });
                    table.ForeignKey(
                        name: "FK_registry_staff_registry_organisation_owner_organisation_id",
                        columns: x => new { x.owner, x.organisation_id },
                        principalTable: "registry_organisation",
                        principalColumns: new[] { "owner", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_registry_staff_registry_place_owner_place_id",
                        columns: x => new { x.owner, x.place_id },
                        principalTable: "registry_place",
                        principalColumns: new[] { "owner", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_lane_owner_checkpoint_id_number",
                table: "checkpoints_lane",
                columns: new[] { "owner", "checkpoint_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_kernel_audit_owner_subject",
                table: "kernel_audit",
                columns: new[] { "owner", "subject" });

            migrationBuilder.CreateIndex(
                name: "IX_kernel_feed_owner_write",
                table: "kernel_feed",
                columns: new[] { "owner", "write" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_registry_organisation_owner_parent_id",
                table: "registry_organisation",
                columns: new[] { "owner", "parent_id" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_place_owner_division_code",
                table: "registry_place",
                columns: new[] { "owner", "division_code" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_staff_owner_organisation_id",
                table: "registry_staff",
                columns: new[] { "owner", "organisation_id" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_staff_owner_place_id",
                table: "registry_staff",
                columns: new[] { "owner", "place_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "checkpoints_lane");

            migrationBuilder.DropTable(
                name: "kernel_audit");

            migrationBuilder.DropTable(
                name: "kernel_feed");

            migrationBuilder.DropTable(
                name: "kernel_owner");

            migrationBuilder.DropTable(
                name: "kernel_pack");

            migrationBuilder.DropTable(
                name: "kernel_seal");

            migrationBuilder.DropTable(
                name: "registry_division");

            migrationBuilder.DropTable(
                name: "registry_outbreak");

            migrationBuilder.DropTable(
                name: "registry_staff");

            migrationBuilder.DropTable(
                name: "checkpoints_checkpoint");

            migrationBuilder.DropTable(
                name: "registry_organisation");

            migrationBuilder.DropTable(
                name: "registry_place");
        }
    }
}
