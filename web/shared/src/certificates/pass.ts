import type { PassConditions } from '../passes/terms.ts';
import { Refusal } from './bytes.ts';
import { type Cbor, type CborMap, isList } from './cbor.ts';

/** What a signed commuter pass says (docs/passes.md); the server writes and reads the same in `PassClaims.cs`. */
export interface PassRead {
  readonly id: string;
  /** As printed under the code. */
  readonly number: string;
  readonly name: string;
  /** Last four characters of the holder's document. */
  readonly tail: string;
  readonly employer: string;
  readonly posts: readonly string[];
  readonly conditions: PassConditions;
  /** First and last local day. */
  readonly from: string;
  readonly to: string;
  readonly plate: string | null;
}

const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};
const id = (text: unknown): string | null =>
  typeof text === 'string' && /^[\da-f]{32}$/i.test(text)
    ? text.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    : null;
const texts = (list: Cbor | undefined): readonly string[] =>
  isList(list) ? list.filter((one) => typeof one === 'string') : [];

const conditionsOf = (map: CborMap): PassConditions => {
  const [hours, anchor, colour, days] = [map.get('th'), map.get('tf'), map.get('hc'), map.get('dw')];
  const [from, until] = texts(map.get('hr'));
  return {
    ...(typeof hours === 'number' && hours > 0 && hours < 10_000 ? { testHours: hours } : {}),
    ...(typeof anchor === 'string' ? { testFrom: anchor } : {}),
    ...(typeof colour === 'string' ? { healthCode: colour } : {}),
    ...(isList(days)
      ? { days: days.filter((day) => typeof day === 'number' && day >= 1 && day <= 7) as number[] }
      : {}),
    ...(from !== undefined && until !== undefined ? { between: { from, until } } : {}),
  };
};

/** A member that is missing or of another kind makes it damaged. */
export const readPass = (map: CborMap): PassRead => {
  const text = (key: string): string => {
    const value = map.get(key);
    if (typeof value !== 'string') throw new Refusal('schema-pass');
    return value;
  };
  const day = (key: string): string => {
    const value = text(key);
    if (!isDay(value)) throw new Refusal('schema-pass');
    return value;
  };
  const own = id(text('id'));
  const posts = map.get('po');
  if (own === null || !isList(posts)) throw new Refusal('schema-pass');
  const plate = map.get('pl');
  return {
    id: own,
    number: text('no'),
    name: text('nm'),
    tail: text('tl'),
    employer: text('em'),
    posts: posts.map(id).filter((post) => post !== null),
    conditions: conditionsOf(map),
    from: day('vf'),
    to: day('vt'),
    plate: typeof plate === 'string' ? plate : null,
  };
};
