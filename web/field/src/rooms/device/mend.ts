import type { SyncRecord } from '../../device/outbox.ts';

/** One thing in a refused record that a person can put right. */
export interface Field {
  readonly path: string;
  readonly what: 'lane' | 'plate' | 'temperature' | 'number' | 'length' | 'reason';
  /** Which occupant, for what belongs to one. */
  readonly n?: number;
  readonly value: string;
}

type Json = Record<string, unknown>;

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

/** What of a record can be mended by hand; everything else stays as it was recorded. */
export const fieldsOf = (record: SyncRecord): readonly Field[] => {
  const body = object(record.body);
  const text = (value: unknown): string =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const fields: Field[] = [{ path: 'lane', what: 'lane', value: text(body.lane) }];
  if (record.kind === 'checkpoints.check-started' && body.vehicle !== null) {
    fields.push({ path: 'vehicle.plate', what: 'plate', value: text(object(body.vehicle).plate) });
  }
  if (record.kind === 'checkpoints.check-started' && Array.isArray(body.occupants)) {
    body.occupants.map(object).forEach((one, at) => {
      const n = at + 1;
      const tenths = one.temperatureTenths;
      if (typeof tenths === 'number') {
        fields.push({
          path: `occupants.${at}.temperatureTenths`,
          what: 'temperature',
          n,
          value: (tenths / 10).toFixed(1),
        });
      }
      const { number } = object(one.document);
      if (number !== undefined)
        fields.push({ path: `occupants.${at}.document.number`, what: 'number', n, value: text(number) });
    });
  }
  if (record.kind === 'checkpoints.queue') fields.push({ path: 'length', what: 'length', value: text(body.length) });
  if (['checkpoints.verdict', 'checkpoints.correction'].includes(record.kind)) {
    fields.push({ path: 'reason', what: 'reason', value: text(body.reason) });
  }
  return fields;
};

const parse = (field: Field): unknown => {
  const value = field.value.normalize('NFKC').trim();
  if (field.what === 'temperature') return Math.round(Number(value) * 10);
  if (field.what === 'length') return Math.round(Number(value));
  return value === '' ? null : value;
};

const withValue = (target: unknown, path: readonly string[], value: unknown): unknown => {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (Array.isArray(target))
    return target.map((one: unknown, at) => (String(at) === head ? withValue(one, rest, value) : one));
  return { ...object(target), [head]: withValue(object(target)[head], rest, value) };
};

/** The body with the changed fields; what nobody touched keeps its exact value. */
export const mended = (record: SyncRecord, fields: readonly Field[]): unknown => {
  const before = new Map(fieldsOf(record).map((field) => [field.path, field.value]));
  return fields
    .filter((field) => before.get(field.path) !== field.value)
    .reduce<unknown>((body, field) => withValue(body, field.path.split('.'), parse(field)), record.body);
};
