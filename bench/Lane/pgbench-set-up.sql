-- People and vehicles for the peer (a): the same county, met before.
insert into registry_person (owner, id, name, document_kind, document, document_hash, document_tail, unusual, created_at)
select 141122, md5('p' || i)::uuid, '张三丰', 'resident-id', decode(repeat('ab', 46), 'hex'), sha256(('p' || i)::bytea), '0013', false, now()
from generate_series(0, 2999) i;
insert into registry_vehicle (owner, id, plate, unusual, created_at)
select 141122, md5('v' || i)::uuid, 'G' || i, false, now() from generate_series(0, 1999) i;
insert into kernel_device_stream (owner, device, ranges, contiguous, highest, last_seq, last_seen_at, anchors)
select 141122, md5('d' || i)::uuid, '1-1', 1, 1, 1, now(), '[]' from generate_series(0, 511) i;
analyze;
