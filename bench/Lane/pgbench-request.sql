-- One passage, one transaction: the reads and inserts of the full path, statement by statement, one and a third persons a car.
\set car random(0, 1999)
\set person random(0, 2999)
\set seq random(2, 1000000000)
select gen_random_uuid() as passage, gen_random_uuid() as event1, gen_random_uuid() as event2, gen_random_uuid() as write \gset
begin;
select ranges, contiguous, highest, last_seq, last_event_at, anchors from kernel_device_stream where owner = 141122 and device = md5('d' || :client_id::int)::uuid for update;
select epoch, revision from kernel_owner where owner = 141122;
select device, seq, digest from kernel_record where owner = 141122 and id in (:event1::uuid, :event2::uuid);
select id, digest from kernel_record where owner = 141122 and device = md5('d' || :client_id::int)::uuid and seq in (:seq::bigint, :seq::bigint + 1);
select * from checkpoints_passage where owner = 141122 and id = :passage::uuid for update;
select * from checkpoints_occupant where owner = 141122 and passage = :passage::uuid;
select p.id, p.name, s.facet, s.value from registry_person p left join registry_standing s on s.owner = p.owner and s.person = p.id where p.owner = 141122 and p.document_hash = sha256(('p' || :person::int)::bytea);
select id, plate from registry_vehicle where owner = 141122 and plate = 'G' || :car::int;
insert into checkpoints_event (owner, id, subject, kind, checkpoint, lane, device, seq, event_time, estimated, received_at, device_wall, body) values
 (141122, :event1::uuid, :passage::uuid, 'checkpoints.check-started', :passage::uuid, :passage::uuid, md5('d' || :client_id::int)::uuid, :seq::bigint, now(), false, now(), 0, decode(repeat('ab', 620), 'hex')),
 (141122, :event2::uuid, :passage::uuid, 'checkpoints.verdict', :passage::uuid, :passage::uuid, md5('d' || :client_id::int)::uuid, :seq::bigint + 1, now(), false, now(), 0, decode(repeat('ab', 330), 'hex'));
insert into checkpoints_passage (owner, id, checkpoint, lane, direction, category, report_date, hour, shift, has_vehicle, vehicle, plate, plate_unreadable, unusual, persons, referred, started_at, verdict_at, service_ms, proposed, verdict, must_look, emergency, differs, corrected, estimated, released_while_restricted, disagrees, pack_id, pack_version, device, check_at, check_seq, verdict_seq)
 values (141122, :passage::uuid, md5('d0')::uuid, md5('d1')::uuid, 'in', 'local', current_date, 1, 1, true, md5('v' || :car::int)::uuid, 'G' || :car::int, false, false, 1, 0, now(), now(), 0, 'release', 'release', false, false, false, false, false, false, false, 'TEST-MINIMAL', 1, md5('d' || :client_id::int)::uuid, now(), :seq::bigint, :seq::bigint + 1);
insert into checkpoints_occupant (owner, passage, n, person, role, way, name, tail, temperature_tenths, health_code, proposed, must_look, rules, facts, verdict)
 select 141122, :passage::uuid, n, md5('p' || :person::int)::uuid, 'driver', 'card', '张三丰', '0013', 365, 'green', 'release', false, 'resident-passes', repeat('x', 900), 'release' from generate_series(1, 1 + (:car::int % 3 = 0)::int) n;
insert into kernel_record (owner, id, device, seq, digest, event_time, estimated) values
 (141122, :event1::uuid, md5('d' || :client_id::int)::uuid, :seq::bigint, decode(repeat('ab', 32), 'hex'), now(), false),
 (141122, :event2::uuid, md5('d' || :client_id::int)::uuid, :seq::bigint + 1, decode(repeat('ab', 32), 'hex'), now(), false);
update kernel_device_stream set ranges = '1-2', contiguous = 2, highest = :seq::bigint, last_seq = :seq::bigint, last_event_at = now(), last_seen_at = now() where owner = 141122 and device = md5('d' || :client_id::int)::uuid;
insert into kernel_audit (owner, write, n, at, actor_kind, actor_id, act, subject, detail, salt, leaf)
 values (141122, :write::uuid, 0, now(), 'device', md5('d' || :client_id::int)::uuid, 'records-received', :passage::uuid, repeat('x', 100), decode(repeat('ab', 16), 'hex'), decode(repeat('ab', 32), 'hex'));
insert into kernel_feed (owner, number, write, at, tables, entries, digest) values (141122, nextval('bench_feed'), :write::uuid, now(), 'checkpoints_event checkpoints_passage', 1, decode(repeat('ab', 32), 'hex'));
commit;
