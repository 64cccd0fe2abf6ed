using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RedVest.Migrations.Postgres
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
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    name_zh = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    division_code = table.Column<long>(type: "bigint", nullable: false),
                    shift_starts = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    place_id = table.Column<Guid>(type: "uuid", nullable: true),
                    hours = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    neighbour = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    latitude = table.Column<double>(type: "double precision", nullable: true),
                    longitude = table.Column<double>(type: "double precision", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_checkpoint", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_count",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    checkpoint = table.Column<Guid>(type: "uuid", nullable: false),
                    lane = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    source = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    import = table.Column<Guid>(type: "uuid", nullable: false),
                    imported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_count", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_doubt",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    passage = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    other = table.Column<Guid>(type: "uuid", nullable: false),
                    other_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    other_post = table.Column<Guid>(type: "uuid", nullable: false),
                    between_seconds = table.Column<int>(type: "integer", nullable: false),
                    needed_seconds = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_doubt", x => new { x.owner, x.passage, x.kind, x.n, x.other });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_event",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    checkpoint = table.Column<Guid>(type: "uuid", nullable: false),
                    lane = table.Column<Guid>(type: "uuid", nullable: false),
                    device = table.Column<Guid>(type: "uuid", nullable: true),
                    by_user = table.Column<Guid>(type: "uuid", nullable: true),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    officer = table.Column<Guid>(type: "uuid", nullable: true),
                    event_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    estimated = table.Column<bool>(type: "boolean", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    device_wall = table.Column<long>(type: "bigint", nullable: false),
                    corrects = table.Column<Guid>(type: "uuid", nullable: true),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_event", x => new { x.owner, x.subject, x.id });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_gate",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by_user = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_gate", x => new { x.owner, x.id, x.version });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_handover",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    checkpoint = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    offered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    offered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    taken_by = table.Column<Guid>(type: "uuid", nullable: true),
                    taken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    taken = table.Column<int>(type: "integer", nullable: false),
                    differences = table.Column<int>(type: "integer", nullable: false),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_handover", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_incident_clock",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_incident_clock", x => new { x.owner, x.level });
                    table.CheckConstraint("ck_checkpoints_incident_clock_minutes", "minutes between 1 and 1440");
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_log_entry",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    checkpoint = table.Column<Guid>(type: "uuid", nullable: false),
                    what = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: true),
                    level_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_log_entry", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_occupant",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    passage = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    role = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    way = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    tail = table.Column<string>(type: "text", nullable: true),
                    temperature_tenths = table.Column<int>(type: "integer", nullable: true),
                    health_code = table.Column<string>(type: "text", nullable: true),
                    failed = table.Column<string>(type: "text", nullable: true),
                    @unchecked = table.Column<string>(name: "unchecked", type: "text", nullable: true),
                    visitor = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    proposed = table.Column<string>(type: "text", nullable: true),
                    must_look = table.Column<bool>(type: "boolean", nullable: false),
                    rules = table.Column<string>(type: "text", nullable: true),
                    facts = table.Column<string>(type: "text", nullable: true),
                    verdict = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    pass = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_occupant", x => new { x.owner, x.passage, x.n });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_pass",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    employer = table.Column<Guid>(type: "uuid", nullable: false),
                    residence = table.Column<byte[]>(type: "bytea", nullable: true),
                    plate = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    posts = table.Column<string>(type: "text", nullable: false),
                    conditions = table.Column<string>(type: "text", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    employer_proof = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    community_proof = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    outbreak = table.Column<Guid>(type: "uuid", nullable: true),
                    issued_by = table.Column<Guid>(type: "uuid", nullable: true),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_pass", x => new { x.owner, x.id });
                    table.CheckConstraint("ck_checkpoints_pass_period", "valid_to >= valid_from");
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_passage",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    checkpoint = table.Column<Guid>(type: "uuid", nullable: false),
                    lane = table.Column<Guid>(type: "uuid", nullable: false),
                    direction = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    category = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    report_date = table.Column<DateOnly>(type: "date", nullable: false),
                    hour = table.Column<int>(type: "integer", nullable: false),
                    shift = table.Column<int>(type: "integer", nullable: false),
                    has_vehicle = table.Column<bool>(type: "boolean", nullable: false),
                    vehicle = table.Column<Guid>(type: "uuid", nullable: true),
                    plate = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    plate_unreadable = table.Column<bool>(type: "boolean", nullable: false),
                    unusual = table.Column<bool>(type: "boolean", nullable: false),
                    persons = table.Column<int>(type: "integer", nullable: false),
                    referred = table.Column<int>(type: "integer", nullable: false),
                    arrived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    verdict_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    left_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    service_ms = table.Column<int>(type: "integer", nullable: true),
                    proposed = table.Column<string>(type: "text", nullable: true),
                    verdict = table.Column<string>(type: "text", nullable: true),
                    must_look = table.Column<bool>(type: "boolean", nullable: false),
                    emergency = table.Column<bool>(type: "boolean", nullable: false),
                    differs = table.Column<bool>(type: "boolean", nullable: false),
                    corrected = table.Column<bool>(type: "boolean", nullable: false),
                    estimated = table.Column<bool>(type: "boolean", nullable: false),
                    released_while_restricted = table.Column<bool>(type: "boolean", nullable: false),
                    disagrees = table.Column<bool>(type: "boolean", nullable: false),
                    pack_id = table.Column<string>(type: "text", nullable: true),
                    pack_version = table.Column<int>(type: "integer", nullable: true),
                    officer = table.Column<Guid>(type: "uuid", nullable: true),
                    device = table.Column<Guid>(type: "uuid", nullable: true),
                    check_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    check_seq = table.Column<long>(type: "bigint", nullable: false),
                    verdict_seq = table.Column<long>(type: "bigint", nullable: false),
                    gate_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    gate_version = table.Column<int>(type: "integer", nullable: true),
                    failed = table.Column<string>(type: "text", nullable: true),
                    flags = table.Column<string>(type: "text", nullable: true),
                    doubts = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_passage", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_queue",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    checkpoint = table.Column<Guid>(type: "uuid", nullable: false),
                    lane = table.Column<Guid>(type: "uuid", nullable: false),
                    report_date = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    length = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_queue", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_queue_settings",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    checkpoint = table.Column<Guid>(type: "uuid", nullable: false),
                    relief_above = table.Column<int>(type: "integer", nullable: false),
                    target_seconds = table.Column<int>(type: "integer", nullable: false),
                    one_line = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_queue_settings", x => new { x.owner, x.checkpoint });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_read",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    checkpoint = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    officer = table.Column<Guid>(type: "uuid", nullable: true),
                    device = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    what = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    version = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_read", x => new { x.owner, x.id, x.n });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_registration",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    checkpoint = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false),
                    plate_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    taken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_registration", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_registration_board",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    checkpoint = table.Column<Guid>(type: "uuid", nullable: false),
                    token = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    made_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_registration_board", x => new { x.owner, x.checkpoint });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_released_while_restricted",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    @event = table.Column<Guid>(name: "event", type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    passage = table.Column<Guid>(type: "uuid", nullable: false),
                    checkpoint = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    report_date = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    given = table.Column<string>(type: "text", nullable: false),
                    known = table.Column<string>(type: "text", nullable: false),
                    rules = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_released_while_restricted", x => new { x.owner, x.@event, x.n });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_shift",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    checkpoint = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    out_by = table.Column<Guid>(type: "uuid", nullable: true),
                    out_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    out_digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    in_by = table.Column<Guid>(type: "uuid", nullable: true),
                    in_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    in_digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_shift", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_shift_event",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    checkpoint = table.Column<Guid>(type: "uuid", nullable: false),
                    device = table.Column<Guid>(type: "uuid", nullable: true),
                    by_user = table.Column<Guid>(type: "uuid", nullable: true),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    officer = table.Column<Guid>(type: "uuid", nullable: true),
                    event_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    estimated = table.Column<bool>(type: "boolean", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_shift_event", x => new { x.owner, x.subject, x.id });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_tally",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    checkpoint = table.Column<Guid>(type: "uuid", nullable: false),
                    lane = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    report_date = table.Column<DateOnly>(type: "date", nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    device = table.Column<Guid>(type: "uuid", nullable: true),
                    undone_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_tally", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_trip",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    checkpoint = table.Column<Guid>(type: "uuid", nullable: false),
                    announced_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    consignor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    consignee = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    goods = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    plate = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    trailer = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    permit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    from_region = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: true),
                    to_region = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: true),
                    route = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    expected_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    hours = table.Column<int>(type: "integer", nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    entry_passage = table.Column<Guid>(type: "uuid", nullable: true),
                    exit_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    exit_passage = table.Column<Guid>(type: "uuid", nullable: true),
                    seal = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    sealed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    seal_photo = table.Column<Guid>(type: "uuid", nullable: true),
                    seal_checked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    seal_found = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    breached = table.Column<bool>(type: "boolean", nullable: false),
                    escort = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    escort_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    unusual = table.Column<bool>(type: "boolean", nullable: false),
                    said_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_trip", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_trip_crew",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    trip = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    role = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    tail = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_trip_crew", x => new { x.owner, x.trip, x.n });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_trip_event",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    trip = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    checkpoint = table.Column<Guid>(type: "uuid", nullable: false),
                    device = table.Column<Guid>(type: "uuid", nullable: true),
                    by_user = table.Column<Guid>(type: "uuid", nullable: true),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    officer = table.Column<Guid>(type: "uuid", nullable: true),
                    event_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    estimated = table.Column<bool>(type: "boolean", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_trip_event", x => new { x.owner, x.trip, x.id });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_yard_event",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    loop = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    checkpoint = table.Column<Guid>(type: "uuid", nullable: false),
                    word = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    about = table.Column<Guid>(type: "uuid", nullable: true),
                    device = table.Column<Guid>(type: "uuid", nullable: true),
                    by_user = table.Column<Guid>(type: "uuid", nullable: true),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    officer = table.Column<Guid>(type: "uuid", nullable: true),
                    event_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    estimated = table.Column<bool>(type: "boolean", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_yard_event", x => new { x.owner, x.loop, x.id });
                });

            migrationBuilder.CreateTable(
                name: "duty_secondment",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    home_unit = table.Column<Guid>(type: "uuid", nullable: false),
                    post = table.Column<Guid>(type: "uuid", nullable: false),
                    function = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    crew = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true),
                    political_status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    end_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    contact = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_duty_secondment", x => new { x.owner, x.id });
                    table.CheckConstraint("ck_duty_secondment_period", "until is null or until >= \"from\"");
                });

            migrationBuilder.CreateTable(
                name: "kernel_audit",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    write = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    act = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    subject = table.Column<Guid>(type: "uuid", nullable: true),
                    detail = table.Column<string>(type: "text", nullable: true),
                    salt = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    leaf = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_audit", x => new { x.owner, x.write, x.n });
                });

            migrationBuilder.CreateTable(
                name: "kernel_device_state",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    device = table.Column<Guid>(type: "uuid", nullable: false),
                    highest = table.Column<long>(type: "bigint", nullable: false),
                    waiting = table.Column<int>(type: "integer", nullable: false),
                    battery = table.Column<int>(type: "integer", nullable: true),
                    charging = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_device_state", x => new { x.owner, x.device });
                });

            migrationBuilder.CreateTable(
                name: "kernel_device_stream",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    device = table.Column<Guid>(type: "uuid", nullable: false),
                    ranges = table.Column<string>(type: "text", nullable: false),
                    contiguous = table.Column<long>(type: "bigint", nullable: false),
                    highest = table.Column<long>(type: "bigint", nullable: false),
                    last_seq = table.Column<long>(type: "bigint", nullable: false),
                    last_event_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    anchors = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_device_stream", x => new { x.owner, x.device });
                });

            migrationBuilder.CreateTable(
                name: "kernel_enrolment_code",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    checkpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    division_code = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    stated_day = table.Column<DateOnly>(type: "date", nullable: true),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_enrolment_code", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "kernel_feed",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    write = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    tables = table.Column<string>(type: "text", nullable: false),
                    entries = table.Column<int>(type: "integer", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_feed", x => new { x.owner, x.number });
                });

            migrationBuilder.CreateTable(
                name: "kernel_file",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    place = table.Column<Guid>(type: "uuid", nullable: false),
                    division_code = table.Column<long>(type: "bigint", nullable: false),
                    media_type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    size = table.Column<int>(type: "integer", nullable: false),
                    sha256 = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    device = table.Column<Guid>(type: "uuid", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_file", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "kernel_installation",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    key_fingerprint = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_installation", x => x.owner);
                    table.CheckConstraint("ck_kernel_installation_owner", "owner = 0");
                });

            migrationBuilder.CreateTable(
                name: "kernel_kept_record",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    record = table.Column<Guid>(type: "uuid", nullable: false),
                    device = table.Column<Guid>(type: "uuid", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    raw = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_kept_record", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "kernel_loop",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    place = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<Guid>(type: "uuid", nullable: true),
                    part = table.Column<int>(type: "integer", nullable: true),
                    about = table.Column<Guid>(type: "uuid", nullable: true),
                    custodian = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    taken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    given = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    stage = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    next = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    station = table.Column<Guid>(type: "uuid", nullable: true),
                    rides_in = table.Column<Guid>(type: "uuid", nullable: true),
                    carries = table.Column<bool>(type: "boolean", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    end_reason = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_loop", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "kernel_loop_balance",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    place = table.Column<Guid>(type: "uuid", nullable: false),
                    entered = table.Column<int>(type: "integer", nullable: false),
                    ended = table.Column<int>(type: "integer", nullable: false),
                    inside = table.Column<int>(type: "integer", nullable: false),
                    differing = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_loop_balance", x => new { x.owner, x.at, x.kind, x.place });
                });

            migrationBuilder.CreateTable(
                name: "kernel_loop_escalation",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    loop = table.Column<Guid>(type: "uuid", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    told = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_loop_escalation", x => new { x.owner, x.loop, x.due_at, x.level });
                });

            migrationBuilder.CreateTable(
                name: "kernel_loop_link",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    loop = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    place = table.Column<Guid>(type: "uuid", nullable: false),
                    giver = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    taker = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    reason = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    stage = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    next = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    station = table.Column<Guid>(type: "uuid", nullable: true),
                    carrier = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    estimated = table.Column<bool>(type: "boolean", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    device = table.Column<Guid>(type: "uuid", nullable: true),
                    officer = table.Column<Guid>(type: "uuid", nullable: true),
                    by_user = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_loop_link", x => new { x.owner, x.loop, x.id, x.step });
                });

            migrationBuilder.CreateTable(
                name: "kernel_owner",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    name_zh = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    utc_offset_minutes = table.Column<int>(type: "integer", nullable: false),
                    is_demo = table.Column<bool>(type: "boolean", nullable: false),
                    epoch = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    feed_number = table.Column<long>(type: "bigint", nullable: false)
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
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    effective_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_pack", x => new { x.owner, x.id, x.version });
                });

            migrationBuilder.CreateTable(
                name: "kernel_pack_signature",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    pack_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    pack_version = table.Column<int>(type: "integer", nullable: false),
                    role = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    signature = table.Column<byte[]>(type: "bytea", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_pack_signature", x => new { x.owner, x.pack_id, x.pack_version, x.role });
                });

            migrationBuilder.CreateTable(
                name: "kernel_proposal",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    subject = table.Column<Guid>(type: "uuid", nullable: true),
                    wanted = table.Column<byte[]>(type: "bytea", nullable: false),
                    effect = table.Column<byte[]>(type: "bytea", nullable: false),
                    proposed_by = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    outcome = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_proposal", x => new { x.owner, x.id });
                    table.CheckConstraint("ck_kernel_proposal_answer", "(outcome is null) = (answered_by is null) and (outcome is null) = (answered_at is null)");
                    table.CheckConstraint("ck_kernel_proposal_second_person", "outcome is null or outcome <> 'approved' or answered_by <> proposed_by");
                });

            migrationBuilder.CreateTable(
                name: "kernel_record",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    device = table.Column<Guid>(type: "uuid", nullable: true),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    event_time = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    estimated = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_record", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "kernel_seal",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    first = table.Column<long>(type: "bigint", nullable: false),
                    last = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    root = table.Column<byte[]>(type: "bytea", nullable: false),
                    previous = table.Column<byte[]>(type: "bytea", nullable: false),
                    key_id = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    signature = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_seal", x => new { x.owner, x.number });
                });

            migrationBuilder.CreateTable(
                name: "kernel_sign_in_guard",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    wrong = table.Column<int>(type: "integer", nullable: false),
                    locks = table.Column<int>(type: "integer", nullable: false),
                    locked_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_sign_in_guard", x => new { x.owner, x.name });
                });

            migrationBuilder.CreateTable(
                name: "kernel_signing_key",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    purpose = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kid = table.Column<byte[]>(type: "bytea", maxLength: 8, nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", maxLength: 128, nullable: false),
                    private_key = table.Column<byte[]>(type: "bytea", maxLength: 512, nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_signing_key", x => new { x.owner, x.purpose, x.version });
                });

            migrationBuilder.CreateTable(
                name: "kernel_trusted_key",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kid = table.Column<byte[]>(type: "bytea", maxLength: 64, nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", maxLength: 2048, nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    issuer = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    usages = table.Column<int>(type: "integer", nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    removed_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_trusted_key", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "kernel_user",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    home = table.Column<int>(type: "integer", nullable: false),
                    user_name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    normalized_user_name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    password_hash = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    must_change_password = table.Column<bool>(type: "boolean", nullable: false),
                    security_stamp = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    version = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_sign_in_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    disabled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    disabled_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_user", x => new { x.owner, x.id });
                    table.CheckConstraint("ck_kernel_user_owner", "owner = 0");
                });

            migrationBuilder.CreateTable(
                name: "registry_division",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<long>(type: "bigint", nullable: false),
                    name_zh = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_division", x => new { x.owner, x.code });
                    table.CheckConstraint("ck_registry_division_code", "code between 110000000000 and 999999999999");
                    table.CheckConstraint("ck_registry_division_level", "level between 1 and 5");
                });

            migrationBuilder.CreateTable(
                name: "registry_household",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    division_code = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    address = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    key = table.Column<Guid>(type: "uuid", nullable: false),
                    head_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    edits = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_household", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "registry_import",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    file_name = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    parts = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    refusal = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    sheet = table.Column<int>(type: "integer", nullable: false),
                    header_line = table.Column<int>(type: "integer", nullable: false),
                    mapping = table.Column<string>(type: "text", nullable: true),
                    total = table.Column<int>(type: "integer", nullable: false),
                    done = table.Column<int>(type: "integer", nullable: false),
                    new_rows = table.Column<int>(type: "integer", nullable: false),
                    same_rows = table.Column<int>(type: "integer", nullable: false),
                    changed_rows = table.Column<int>(type: "integer", nullable: false),
                    duplicate_rows = table.Column<int>(type: "integer", nullable: false),
                    wrong_rows = table.Column<int>(type: "integer", nullable: false),
                    faults = table.Column<string>(type: "text", nullable: false),
                    notes = table.Column<string>(type: "text", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    held_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    held_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_import", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "registry_import_part",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    import = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_import_part", x => new { x.owner, x.import, x.n });
                });

            migrationBuilder.CreateTable(
                name: "registry_likely_pair",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    first = table.Column<Guid>(type: "uuid", nullable: false),
                    second = table.Column<Guid>(type: "uuid", nullable: false),
                    reasons = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    parted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    parted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    parted_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_likely_pair", x => new { x.owner, x.first, x.second });
                });

            migrationBuilder.CreateTable(
                name: "registry_organisation",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    name_zh = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name_en = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    division_code = table.Column<long>(type: "bigint", nullable: false),
                    credit_code = table.Column<string>(type: "character varying(18)", maxLength: 18, nullable: true),
                    contact_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    phone = table.Column<byte[]>(type: "bytea", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    edits = table.Column<int>(type: "integer", nullable: false)
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
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    disease = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name_zh = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    legal_basis = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    renewed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    source_text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_outbreak", x => new { x.owner, x.id });
                    table.CheckConstraint("ck_registry_outbreak_period", "(ends_at > starts_at or closed_at is not null) and ends_at <= coalesce(renewed_at, starts_at) + interval '2160 hours'");
                });

            migrationBuilder.CreateTable(
                name: "registry_person",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    pinyin = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true, collation: "C"),
                    initials = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true, collation: "C"),
                    document_kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    document = table.Column<byte[]>(type: "bytea", nullable: false),
                    document_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    document_tail = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    unusual = table.Column<bool>(type: "boolean", nullable: false),
                    phone = table.Column<byte[]>(type: "bytea", nullable: true),
                    phone_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_person", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "registry_person_alias",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    into_person = table.Column<Guid>(type: "uuid", nullable: false),
                    root = table.Column<Guid>(type: "uuid", nullable: false),
                    merged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    merged_by = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_person_alias", x => new { x.owner, x.person });
                    table.CheckConstraint("ck_registry_person_alias_other", "into_person <> person and root <> person");
                });

            migrationBuilder.CreateTable(
                name: "registry_standing",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    facet = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    value = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    source = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_standing", x => new { x.owner, x.person, x.facet });
                });

            migrationBuilder.CreateTable(
                name: "registry_vehicle",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    plate = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    plate_colour = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    unusual = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_vehicle", x => new { x.owner, x.id });
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_lane",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    checkpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    name_zh = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    direction = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    category = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    positions = table.Column<int>(type: "integer", nullable: false, defaultValue: 1),
                    is_open = table.Column<bool>(type: "boolean", nullable: false),
                    state_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state_seq = table.Column<long>(type: "bigint", nullable: false),
                    state_officer = table.Column<Guid>(type: "uuid", nullable: true),
                    state_user = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_lane", x => new { x.owner, x.id });
                    table.CheckConstraint("ck_checkpoints_lane_direction", "direction in ('in', 'out')");
                    table.CheckConstraint("ck_checkpoints_lane_number", "number between 1 and 99");
                    table.CheckConstraint("ck_checkpoints_lane_positions", "positions between 1 and 9");
                    table.ForeignKey(
                        name: "FK_checkpoints_lane_checkpoints_checkpoint_owner_checkpoint_id",
                        columns: x => new { x.owner, x.checkpoint_id },
                        principalTable: "checkpoints_checkpoint",
                        principalColumns: new[] { "owner", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_post_gate",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    checkpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    gate_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    gate_version = table.Column<int>(type: "integer", nullable: true),
                    by_user = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_post_gate", x => new { x.owner, x.checkpoint_id, x.from });
                    table.ForeignKey(
                        name: "FK_checkpoints_post_gate_checkpoints_checkpoint_owner_checkpoi~",
                        columns: x => new { x.owner, x.checkpoint_id },
                        principalTable: "checkpoints_checkpoint",
                        principalColumns: new[] { "owner", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_station",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    checkpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    name_zh = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    zone = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    capacity = table.Column<int>(type: "integer", nullable: true),
                    invented = table.Column<bool>(type: "boolean", nullable: false),
                    is_closed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_station", x => new { x.owner, x.id });
                    table.CheckConstraint("ck_checkpoints_station_number", "number between 1 and 99");
                    table.CheckConstraint("ck_checkpoints_station_zone", "zone in ('clean', 'buffer', 'contaminated')");
                    table.ForeignKey(
                        name: "FK_checkpoints_station_checkpoints_checkpoint_owner_checkpoint~",
                        columns: x => new { x.owner, x.checkpoint_id },
                        principalTable: "checkpoints_checkpoint",
                        principalColumns: new[] { "owner", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "checkpoints_registration_document",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    registration = table.Column<Guid>(type: "uuid", nullable: false),
                    n = table.Column<int>(type: "integer", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_checkpoints_registration_document", x => new { x.owner, x.registration, x.n });
                    table.ForeignKey(
                        name: "FK_checkpoints_registration_document_checkpoints_registration_~",
                        columns: x => new { x.owner, x.registration },
                        principalTable: "checkpoints_registration",
                        principalColumns: new[] { "owner", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "kernel_device",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    checkpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    division_code = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", maxLength: 91, nullable: false),
                    enrolled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    stated_day = table.Column<DateOnly>(type: "date", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_device", x => new { x.owner, x.id });
                    table.ForeignKey(
                        name: "FK_kernel_device_kernel_enrolment_code_owner_code",
                        columns: x => new { x.owner, x.code },
                        principalTable: "kernel_enrolment_code",
                        principalColumns: new[] { "owner", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "kernel_grant",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    scope_kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    scope = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    holds_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    holds_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_grant", x => new { x.owner, x.id });
                    table.ForeignKey(
                        name: "FK_kernel_grant_kernel_user_owner_user_id",
                        columns: x => new { x.owner, x.user_id },
                        principalTable: "kernel_user",
                        principalColumns: new[] { "owner", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "kernel_session",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    secret_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    stamp = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_session", x => new { x.owner, x.id });
                    table.ForeignKey(
                        name: "FK_kernel_session_kernel_user_owner_user_id",
                        columns: x => new { x.owner, x.user_id },
                        principalTable: "kernel_user",
                        principalColumns: new[] { "owner", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "registry_household_member",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    household = table.Column<Guid>(type: "uuid", nullable: false),
                    relation = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_household_member", x => new { x.owner, x.person, x.since });
                    table.CheckConstraint("ck_registry_household_member_period", "until is null or until >= since");
                    table.ForeignKey(
                        name: "FK_registry_household_member_registry_household_owner_household",
                        columns: x => new { x.owner, x.household },
                        principalTable: "registry_household",
                        principalColumns: new[] { "owner", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "registry_place",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    name_zh = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name_en = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    division_code = table.Column<long>(type: "bigint", nullable: false),
                    address = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    latitude_e6 = table.Column<int>(type: "integer", nullable: true),
                    longitude_e6 = table.Column<int>(type: "integer", nullable: true),
                    contact_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    phone = table.Column<byte[]>(type: "bytea", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    edits = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_place", x => new { x.owner, x.id });
                    table.ForeignKey(
                        name: "FK_registry_place_registry_organisation_owner_organisation_id",
                        columns: x => new { x.owner, x.organisation_id },
                        principalTable: "registry_organisation",
                        principalColumns: new[] { "owner", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "registry_outbreak_renewal",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    outbreak = table.Column<Guid>(type: "uuid", nullable: false),
                    before = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    after = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: false),
                    approved_by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_outbreak_renewal", x => new { x.owner, x.id });
                    table.CheckConstraint("ck_registry_outbreak_renewal_two_persons", "approved_by <> decided_by");
                    table.ForeignKey(
                        name: "FK_registry_outbreak_renewal_registry_outbreak_owner_outbreak",
                        columns: x => new { x.owner, x.outbreak },
                        principalTable: "registry_outbreak",
                        principalColumns: new[] { "owner", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "registry_health_document",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    number = table.Column<string>(type: "character varying(90)", maxLength: 90, nullable: false),
                    issuer = table.Column<string>(type: "character varying(90)", maxLength: 90, nullable: false),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    entered_by = table.Column<Guid>(type: "uuid", nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_health_document", x => new { x.owner, x.id });
                    table.ForeignKey(
                        name: "FK_registry_health_document_registry_person_owner_person",
                        columns: x => new { x.owner, x.person },
                        principalTable: "registry_person",
                        principalColumns: new[] { "owner", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "registry_health_trigger",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    source = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    evidence = table.Column<Guid>(type: "uuid", nullable: false),
                    document = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    live_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_by = table.Column<Guid>(type: "uuid", nullable: true),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_health_trigger", x => new { x.owner, x.id });
                    table.UniqueConstraint("AK_registry_health_trigger_owner_id_person", x => new { x.owner, x.id, x.person });
                    table.CheckConstraint("ck_registry_health_trigger_kind", "kind in ('positive-test', 'case', 'close-contact', 'secondary-contact', 'symptoms', 'risk-area-stay', 'missed-test')");
                    table.CheckConstraint("ck_registry_health_trigger_life", "live_until > seen_at and live_until <= seen_at + interval '672 hours'");
                    table.ForeignKey(
                        name: "FK_registry_health_trigger_registry_person_owner_person",
                        columns: x => new { x.owner, x.person },
                        principalTable: "registry_person",
                        principalColumns: new[] { "owner", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "registry_staff",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    place_id = table.Column<Guid>(type: "uuid", nullable: true),
                    post = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    active = table.Column<bool>(type: "boolean", nullable: false)
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

            migrationBuilder.CreateTable(
                name: "registry_restriction",
                columns: table => new
                {
                    owner = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    trigger = table.Column<Guid>(type: "uuid", nullable: false),
                    outbreak = table.Column<Guid>(type: "uuid", nullable: false),
                    measure = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    approved_by = table.Column<Guid>(type: "uuid", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    end_reason = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    ended_by = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_registry_restriction", x => new { x.owner, x.id });
                    table.CheckConstraint("ck_registry_restriction_measure", "measure in ('stay-at-home', 'stay-at-site', 'health-watch')");
                    table.CheckConstraint("ck_registry_restriction_period", "ends_at > starts_at and ends_at <= starts_at + interval '672 hours'");
                    table.CheckConstraint("ck_registry_restriction_two_persons", "approved_by <> decided_by");
                    table.ForeignKey(
                        name: "FK_registry_restriction_registry_health_trigger_owner_trigger_~",
                        columns: x => new { x.owner, x.trigger, x.person },
                        principalTable: "registry_health_trigger",
                        principalColumns: new[] { "owner", "id", "person" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_registry_restriction_registry_outbreak_owner_outbreak",
                        columns: x => new { x.owner, x.outbreak },
                        principalTable: "registry_outbreak",
                        principalColumns: new[] { "owner", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_registry_restriction_registry_person_owner_person",
                        columns: x => new { x.owner, x.person },
                        principalTable: "registry_person",
                        principalColumns: new[] { "owner", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_count_owner_checkpoint_at",
                table: "checkpoints_count",
                columns: new[] { "owner", "checkpoint", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_count_owner_checkpoint_lane_source_at",
                table: "checkpoints_count",
                columns: new[] { "owner", "checkpoint", "lane", "source", "at" },
                unique: true,
                filter: "withdrawn_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_count_owner_import",
                table: "checkpoints_count",
                columns: new[] { "owner", "import" });

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_doubt_owner_other",
                table: "checkpoints_doubt",
                columns: new[] { "owner", "other" });

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_event_owner_corrects",
                table: "checkpoints_event",
                columns: new[] { "owner", "corrects" },
                unique: true,
                filter: "corrects is not null");

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_handover_owner_checkpoint_day",
                table: "checkpoints_handover",
                columns: new[] { "owner", "checkpoint", "day" });

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_lane_owner_checkpoint_id_number",
                table: "checkpoints_lane",
                columns: new[] { "owner", "checkpoint_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_log_entry_owner_checkpoint_at",
                table: "checkpoints_log_entry",
                columns: new[] { "owner", "checkpoint", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_occupant_owner_pass",
                table: "checkpoints_occupant",
                columns: new[] { "owner", "pass" },
                filter: "pass is not null");

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_occupant_owner_person_passage",
                table: "checkpoints_occupant",
                columns: new[] { "owner", "person", "passage" },
                filter: "person is not null");

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_pass_owner_number",
                table: "checkpoints_pass",
                columns: new[] { "owner", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_pass_owner_person",
                table: "checkpoints_pass",
                columns: new[] { "owner", "person" },
                unique: true,
                filter: "state <> 'ended'");

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_pass_owner_plate",
                table: "checkpoints_pass",
                columns: new[] { "owner", "plate" },
                filter: "plate is not null");

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_passage_owner_checkpoint_report_date_verdict_at",
                table: "checkpoints_passage",
                columns: new[] { "owner", "checkpoint", "report_date", "verdict_at" });

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_passage_owner_vehicle_verdict_at",
                table: "checkpoints_passage",
                columns: new[] { "owner", "vehicle", "verdict_at" },
                filter: "vehicle is not null");

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_queue_owner_checkpoint_report_date_lane_at",
                table: "checkpoints_queue",
                columns: new[] { "owner", "checkpoint", "report_date", "lane", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_read_owner_checkpoint_day_number",
                table: "checkpoints_read",
                columns: new[] { "owner", "checkpoint", "day", "number" });

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_registration_owner_checkpoint_number",
                table: "checkpoints_registration",
                columns: new[] { "owner", "checkpoint", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_registration_owner_expires_at",
                table: "checkpoints_registration",
                columns: new[] { "owner", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_registration_owner_plate_hash",
                table: "checkpoints_registration",
                columns: new[] { "owner", "plate_hash" },
                filter: "plate_hash is not null");

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_registration_board_owner_token",
                table: "checkpoints_registration_board",
                columns: new[] { "owner", "token" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_registration_document_owner_hash",
                table: "checkpoints_registration_document",
                columns: new[] { "owner", "hash" });

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_released_while_restricted_owner_checkpoint_repo~",
                table: "checkpoints_released_while_restricted",
                columns: new[] { "owner", "checkpoint", "report_date" });

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_shift_owner_checkpoint_day",
                table: "checkpoints_shift",
                columns: new[] { "owner", "checkpoint", "day" });

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_station_owner_checkpoint_id_number",
                table: "checkpoints_station",
                columns: new[] { "owner", "checkpoint_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_tally_owner_checkpoint_at",
                table: "checkpoints_tally",
                columns: new[] { "owner", "checkpoint", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_trip_owner_checkpoint_expected_at",
                table: "checkpoints_trip",
                columns: new[] { "owner", "checkpoint", "expected_at" });

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_trip_owner_entry_passage",
                table: "checkpoints_trip",
                columns: new[] { "owner", "entry_passage" },
                filter: "entry_passage is not null");

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_trip_owner_permit",
                table: "checkpoints_trip",
                columns: new[] { "owner", "permit" },
                filter: "permit is not null");

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_trip_owner_plate",
                table: "checkpoints_trip",
                columns: new[] { "owner", "plate" },
                filter: "plate is not null");

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_trip_event_owner_checkpoint_kind_event_time",
                table: "checkpoints_trip_event",
                columns: new[] { "owner", "checkpoint", "kind", "event_time" });

            migrationBuilder.CreateIndex(
                name: "IX_checkpoints_yard_event_owner_checkpoint_kind_event_time",
                table: "checkpoints_yard_event",
                columns: new[] { "owner", "checkpoint", "kind", "event_time" });

            migrationBuilder.CreateIndex(
                name: "IX_duty_secondment_owner_person",
                table: "duty_secondment",
                columns: new[] { "owner", "person" });

            migrationBuilder.CreateIndex(
                name: "IX_duty_secondment_owner_post_from",
                table: "duty_secondment",
                columns: new[] { "owner", "post", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_kernel_audit_act",
                table: "kernel_audit",
                columns: new[] { "owner", "act", "write", "n" },
                filter: "actor_kind <> 'device'");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_audit_actor",
                table: "kernel_audit",
                columns: new[] { "owner", "actor_id", "write", "n" },
                filter: "actor_kind <> 'device'");

            migrationBuilder.CreateIndex(
                name: "IX_kernel_audit_owner_subject",
                table: "kernel_audit",
                columns: new[] { "owner", "subject" },
                filter: "subject is not null");

            migrationBuilder.CreateIndex(
                name: "ix_kernel_audit_people",
                table: "kernel_audit",
                columns: new[] { "owner", "write", "n" },
                filter: "actor_kind <> 'device'");

            migrationBuilder.CreateIndex(
                name: "IX_kernel_device_owner_code",
                table: "kernel_device",
                columns: new[] { "owner", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_kernel_enrolment_code_owner_hash",
                table: "kernel_enrolment_code",
                columns: new[] { "owner", "hash" });

            migrationBuilder.CreateIndex(
                name: "IX_kernel_feed_owner_write",
                table: "kernel_feed",
                columns: new[] { "owner", "write" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_kernel_grant_owner_user_id",
                table: "kernel_grant",
                columns: new[] { "owner", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_kernel_kept_record_owner_record_digest",
                table: "kernel_kept_record",
                columns: new[] { "owner", "record", "digest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_kernel_loop_owner_about",
                table: "kernel_loop",
                columns: new[] { "owner", "about" },
                filter: "about is not null");

            migrationBuilder.CreateIndex(
                name: "IX_kernel_loop_owner_due_at",
                table: "kernel_loop",
                columns: new[] { "owner", "due_at" },
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_kernel_loop_owner_place_kind_ended_at",
                table: "kernel_loop",
                columns: new[] { "owner", "place", "kind", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "IX_kernel_loop_owner_subject",
                table: "kernel_loop",
                columns: new[] { "owner", "subject" },
                filter: "subject is not null");

            migrationBuilder.CreateIndex(
                name: "IX_kernel_loop_link_owner_carrier",
                table: "kernel_loop_link",
                columns: new[] { "owner", "carrier" },
                filter: "carrier is not null");

            migrationBuilder.CreateIndex(
                name: "IX_kernel_proposal_owner_expires_at",
                table: "kernel_proposal",
                columns: new[] { "owner", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "IX_kernel_record_owner_device_seq",
                table: "kernel_record",
                columns: new[] { "owner", "device", "seq" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_kernel_session_owner_user_id",
                table: "kernel_session",
                columns: new[] { "owner", "user_id" });

            migrationBuilder.CreateIndex(
                name: "IX_kernel_sign_in_guard_owner_at",
                table: "kernel_sign_in_guard",
                columns: new[] { "owner", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_kernel_trusted_key_owner_digest",
                table: "kernel_trusted_key",
                columns: new[] { "owner", "digest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_kernel_user_owner_home_normalized_user_name",
                table: "kernel_user",
                columns: new[] { "owner", "home", "normalized_user_name" });

            migrationBuilder.CreateIndex(
                name: "IX_kernel_user_owner_normalized_user_name",
                table: "kernel_user",
                columns: new[] { "owner", "normalized_user_name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_registry_health_document_owner_person_issuer_number",
                table: "registry_health_document",
                columns: new[] { "owner", "person", "issuer", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_registry_health_trigger_owner_person",
                table: "registry_health_trigger",
                columns: new[] { "owner", "person" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_health_trigger_owner_source_evidence_kind_person",
                table: "registry_health_trigger",
                columns: new[] { "owner", "source", "evidence", "kind", "person" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_registry_household_owner_division_code",
                table: "registry_household",
                columns: new[] { "owner", "division_code" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_household_owner_key",
                table: "registry_household",
                columns: new[] { "owner", "key" },
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "IX_registry_household_member_owner_household",
                table: "registry_household_member",
                columns: new[] { "owner", "household" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_household_member_owner_person",
                table: "registry_household_member",
                columns: new[] { "owner", "person" },
                unique: true,
                filter: "until is null");

            migrationBuilder.CreateIndex(
                name: "IX_registry_import_owner_kind",
                table: "registry_import",
                columns: new[] { "owner", "kind" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_likely_pair_owner_second",
                table: "registry_likely_pair",
                columns: new[] { "owner", "second" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_organisation_owner_division_code",
                table: "registry_organisation",
                columns: new[] { "owner", "division_code" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_organisation_owner_parent_id",
                table: "registry_organisation",
                columns: new[] { "owner", "parent_id" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_outbreak_renewal_owner_outbreak",
                table: "registry_outbreak_renewal",
                columns: new[] { "owner", "outbreak" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_person_owner_document_hash",
                table: "registry_person",
                columns: new[] { "owner", "document_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_registry_person_owner_document_kind_id",
                table: "registry_person",
                columns: new[] { "owner", "document_kind", "id" },
                filter: "document_kind <> 'resident-id'");

            migrationBuilder.CreateIndex(
                name: "IX_registry_person_owner_initials",
                table: "registry_person",
                columns: new[] { "owner", "initials" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_person_owner_phone_hash",
                table: "registry_person",
                columns: new[] { "owner", "phone_hash" },
                filter: "phone_hash is not null");

            migrationBuilder.CreateIndex(
                name: "IX_registry_person_owner_pinyin",
                table: "registry_person",
                columns: new[] { "owner", "pinyin" });

            migrationBuilder.CreateIndex(
                name: "ix_registry_person_unusual",
                table: "registry_person",
                columns: new[] { "owner", "id" },
                filter: "unusual");

            migrationBuilder.CreateIndex(
                name: "IX_registry_person_alias_owner_root",
                table: "registry_person_alias",
                columns: new[] { "owner", "root" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_place_owner_division_code",
                table: "registry_place",
                columns: new[] { "owner", "division_code" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_place_owner_organisation_id",
                table: "registry_place",
                columns: new[] { "owner", "organisation_id" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_restriction_owner_ends_at",
                table: "registry_restriction",
                columns: new[] { "owner", "ends_at" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_restriction_owner_outbreak",
                table: "registry_restriction",
                columns: new[] { "owner", "outbreak" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_restriction_owner_person",
                table: "registry_restriction",
                columns: new[] { "owner", "person" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_restriction_owner_trigger_person",
                table: "registry_restriction",
                columns: new[] { "owner", "trigger", "person" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_staff_owner_organisation_id",
                table: "registry_staff",
                columns: new[] { "owner", "organisation_id" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_staff_owner_place_id",
                table: "registry_staff",
                columns: new[] { "owner", "place_id" });

            migrationBuilder.CreateIndex(
                name: "IX_registry_vehicle_owner_plate",
                table: "registry_vehicle",
                columns: new[] { "owner", "plate" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "checkpoints_count");

            migrationBuilder.DropTable(
                name: "checkpoints_doubt");

            migrationBuilder.DropTable(
                name: "checkpoints_event");

            migrationBuilder.DropTable(
                name: "checkpoints_gate");

            migrationBuilder.DropTable(
                name: "checkpoints_handover");

            migrationBuilder.DropTable(
                name: "checkpoints_incident_clock");

            migrationBuilder.DropTable(
                name: "checkpoints_lane");

            migrationBuilder.DropTable(
                name: "checkpoints_log_entry");

            migrationBuilder.DropTable(
                name: "checkpoints_occupant");

            migrationBuilder.DropTable(
                name: "checkpoints_pass");

            migrationBuilder.DropTable(
                name: "checkpoints_passage");

            migrationBuilder.DropTable(
                name: "checkpoints_post_gate");

            migrationBuilder.DropTable(
                name: "checkpoints_queue");

            migrationBuilder.DropTable(
                name: "checkpoints_queue_settings");

            migrationBuilder.DropTable(
                name: "checkpoints_read");

            migrationBuilder.DropTable(
                name: "checkpoints_registration_board");

            migrationBuilder.DropTable(
                name: "checkpoints_registration_document");

            migrationBuilder.DropTable(
                name: "checkpoints_released_while_restricted");

            migrationBuilder.DropTable(
                name: "checkpoints_shift");

            migrationBuilder.DropTable(
                name: "checkpoints_shift_event");

            migrationBuilder.DropTable(
                name: "checkpoints_station");

            migrationBuilder.DropTable(
                name: "checkpoints_tally");

            migrationBuilder.DropTable(
                name: "checkpoints_trip");

            migrationBuilder.DropTable(
                name: "checkpoints_trip_crew");

            migrationBuilder.DropTable(
                name: "checkpoints_trip_event");

            migrationBuilder.DropTable(
                name: "checkpoints_yard_event");

            migrationBuilder.DropTable(
                name: "duty_secondment");

            migrationBuilder.DropTable(
                name: "kernel_audit");

            migrationBuilder.DropTable(
                name: "kernel_device");

            migrationBuilder.DropTable(
                name: "kernel_device_state");

            migrationBuilder.DropTable(
                name: "kernel_device_stream");

            migrationBuilder.DropTable(
                name: "kernel_feed");

            migrationBuilder.DropTable(
                name: "kernel_file");

            migrationBuilder.DropTable(
                name: "kernel_grant");

            migrationBuilder.DropTable(
                name: "kernel_installation");

            migrationBuilder.DropTable(
                name: "kernel_kept_record");

            migrationBuilder.DropTable(
                name: "kernel_loop");

            migrationBuilder.DropTable(
                name: "kernel_loop_balance");

            migrationBuilder.DropTable(
                name: "kernel_loop_escalation");

            migrationBuilder.DropTable(
                name: "kernel_loop_link");

            migrationBuilder.DropTable(
                name: "kernel_owner");

            migrationBuilder.DropTable(
                name: "kernel_pack");

            migrationBuilder.DropTable(
                name: "kernel_pack_signature");

            migrationBuilder.DropTable(
                name: "kernel_proposal");

            migrationBuilder.DropTable(
                name: "kernel_record");

            migrationBuilder.DropTable(
                name: "kernel_seal");

            migrationBuilder.DropTable(
                name: "kernel_session");

            migrationBuilder.DropTable(
                name: "kernel_sign_in_guard");

            migrationBuilder.DropTable(
                name: "kernel_signing_key");

            migrationBuilder.DropTable(
                name: "kernel_trusted_key");

            migrationBuilder.DropTable(
                name: "registry_division");

            migrationBuilder.DropTable(
                name: "registry_health_document");

            migrationBuilder.DropTable(
                name: "registry_household_member");

            migrationBuilder.DropTable(
                name: "registry_import");

            migrationBuilder.DropTable(
                name: "registry_import_part");

            migrationBuilder.DropTable(
                name: "registry_likely_pair");

            migrationBuilder.DropTable(
                name: "registry_outbreak_renewal");

            migrationBuilder.DropTable(
                name: "registry_person_alias");

            migrationBuilder.DropTable(
                name: "registry_restriction");

            migrationBuilder.DropTable(
                name: "registry_staff");

            migrationBuilder.DropTable(
                name: "registry_standing");

            migrationBuilder.DropTable(
                name: "registry_vehicle");

            migrationBuilder.DropTable(
                name: "checkpoints_registration");

            migrationBuilder.DropTable(
                name: "checkpoints_checkpoint");

            migrationBuilder.DropTable(
                name: "kernel_enrolment_code");

            migrationBuilder.DropTable(
                name: "kernel_user");

            migrationBuilder.DropTable(
                name: "registry_household");

            migrationBuilder.DropTable(
                name: "registry_health_trigger");

            migrationBuilder.DropTable(
                name: "registry_outbreak");

            migrationBuilder.DropTable(
                name: "registry_place");

            migrationBuilder.DropTable(
                name: "registry_person");

            migrationBuilder.DropTable(
                name: "registry_organisation");
        }
    }
}
