import {
  colourByForm,
  looksLikePlate,
  looksLikeResidentId,
  plateColours,
  readPlate,
  readResidentId,
} from '@redvest/shared';
import { isSigned, type Reading } from '@redvest/shared/certificates/reading';
import type { PassKnown, ProposedOccupant, Recognition, Registered } from '../../device/protocol.ts';
import { canHold, type PassHere } from '../passes/pass.ts';
import { type Check, type HealthCode, inOrder, type Occupant, type Vehicle, type Way } from './check.ts';

/** What a scanned or typed text says. */
export type Said =
  | { readonly kind: 'plate'; readonly text: string; readonly unusual: boolean }
  | { readonly kind: 'document'; readonly number: string }
  | { readonly kind: 'temperature'; readonly tenths: number }
  | { readonly kind: 'health-code'; readonly colour: HealthCode }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'unclear' };

/** The body temperatures that a record may hold, tenths of a degree. */
export const temperatureRange = { lowest: 340, highest: 430, usual: 365 } as const;

const temperature = (text: string): number | null => {
  const found = /^([34]\d)[.,。．]?(\d)$/u.exec(text.normalize('NFKC').trim());
  const tenths = found ? Number(`${found[1]}${found[2]}`) : 0;
  return tenths >= temperatureRange.lowest && tenths <= temperatureRange.highest ? tenths : null;
};

const colours: Readonly<Record<string, HealthCode>> = {
  g: 'green', 绿: 'green', 绿码: 'green',
  y: 'yellow', 黄: 'yellow', 黄码: 'yellow',
  r: 'red', 红: 'red', 红码: 'red',
  e: 'grey', 灰: 'grey', 灰码: 'grey',
  n: 'none', 无: 'none', 无码: 'none',
}; // prettier-ignore

/** Without control characters and broken halves of letters: no database keeps them, and no code means them. */
const clean = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cs}]/gu, '');

/** Tells a plate, a resident's number, a temperature and a code apart. A code has at least eight characters. */
export const understand = (raw: string, today: Date): Said => {
  const text = clean(raw).trim();
  const tenths = temperature(text);
  if (tenths !== null) return { kind: 'temperature', tenths };
  const colour = Object.hasOwn(colours, text.toLowerCase()) ? colours[text.toLowerCase()] : undefined;
  if (colour) return { kind: 'health-code', colour };
  if (looksLikeResidentId(text)) {
    const id = readResidentId(text, today);
    return id.fault === null ? { kind: 'document', number: id.number } : { kind: 'unclear' };
  }
  if (looksLikePlate(text)) {
    const plate = readPlate(text);
    return { kind: 'plate', text: plate.text, unusual: plate.kind === 'unusual' };
  }
  return text.length >= 8 && text.length <= 4000 ? { kind: 'code', text } : { kind: 'unclear' };
};

/** A vehicle of which only the plate is known. */
export const vehicleOf = (plate: string, unusual: boolean): Vehicle => {
  const colour = colourByForm(readPlate(plate));
  return { plate, plateUnreadable: false, unusual, ...(colour ? { plateColour: colour } : {}) };
};

type Evidence = Pick<Occupant, 'document' | 'code' | 'certificate' | 'pass'> & { readonly way: Way };

const sameEvidence = (occupant: Occupant, evidence: Evidence): boolean =>
  (evidence.pass !== undefined && occupant.code !== undefined && occupant.pass?.id === evidence.pass.id) ||
  (evidence.code !== undefined && occupant.code === evidence.code) ||
  (evidence.document !== undefined && occupant.document?.number === evidence.document.number);

/** Whose pass it is: whom the centre named with it, or a known person with that end of the number. */
const holderOf = ({ occupants }: Check, pass: PassHere): number =>
  occupants.findIndex(
    (one) =>
      one.code === undefined &&
      (one.pass?.id === pass.id || (one.shown !== undefined && one.shown.tail === pass.holder?.tail)),
  );

/** Whether a certificate can be of the person whose document was shown: a birth date that differs says no. */
const canBeOf = ({ document }: Occupant, { birthDate }: Reading): boolean =>
  document?.kind !== 'resident-id' ||
  !/^\d{4}-\d\d-\d\d$/.test(birthDate) ||
  document.number.slice(6, 14) === birthDate.replaceAll('-', '');

/** Codes that say who somebody is, and not what was found, are a person each. */
const isCertificate = ({ outcome }: Reading): boolean => outcome !== 'not-a-code' && outcome !== 'other-prefix';

/** Without a certificate that holds: a better one may take its place. */
const isLacking = ({ code, certificate }: Occupant): boolean =>
  code === undefined || (certificate !== undefined && isCertificate(certificate) && !isSigned(certificate.outcome));

/**
 * Whose evidence it is: the first person's who showed nothing yet. A certificate is also the last person's who has none that holds, as when a
 * card was shown first or a damaged code is scanned again. Anything else is a new person's.
 */
const seatOf = (check: Check, { certificate, pass }: Evidence): number => {
  const { occupants } = check;
  const held = pass ? holderOf(check, pass) : -1;
  if (held >= 0) return held;
  const fits = (one: Occupant): boolean =>
    pass ? canHold(pass, one.document) : !certificate || canBeOf(one, certificate);
  const blank = occupants.findIndex((one) => one.way === 'none' && fits(one));
  if (blank >= 0 || !certificate || !isCertificate(certificate)) return blank;
  return occupants.findLastIndex((one) => isLacking(one) && fits(one));
};

/** Someone showed something: it goes to whose it can be, else a new one sits in the car. */
export const present = (check: Check, evidence: Evidence): Check => {
  if (check.occupants.some((occupant) => sameEvidence(occupant, evidence))) return check;
  const seat = seatOf(check, evidence);
  const before = check.occupants[seat];
  // Somebody whom the plate brought has now shown a pass: that is how we know who it is.
  const keeps = before && before.way !== 'none' && !(before.way === 'known' && evidence.pass);
  const way = keeps ? before.way : evidence.way;
  const next: Occupant = { ...(before ?? { n: 0, role: 'passenger' }), ...evidence, way };
  const occupants =
    before === undefined ? [...check.occupants, next] : check.occupants.map((one, at) => (at === seat ? next : one));
  return { ...check, occupants: inOrder(occupants, check.vehicle), revision: check.revision + 1 };
};

/** The code of one person is somebody else's: they become a person of their own. */
export const notTheirs = (check: Check, n: number): Check => {
  const found = check.occupants.find((one) => one.n === n);
  if (found?.code === undefined) return check;
  const { code, certificate, ...rest } = found;
  const other: Occupant = { n: 0, role: 'passenger', way: 'code', code, ...(certificate ? { certificate } : {}) };
  const stays: Occupant = { ...rest, way: rest.way === 'code' ? 'none' : rest.way };
  const occupants = check.occupants.map((one) => (one === found ? stays : one));
  return { ...check, occupants: inOrder([...occupants, other], check.vehicle), revision: check.revision + 1 };
};

/** The centre's word on a pass takes the place of the phone's; one shown by somebody else stays so. */
const passKnown = (known: PassKnown | null | undefined, found?: Occupant): PassHere | null => {
  if (!known) return found?.pass ?? null;
  if (found?.pass?.state === 'other-person') return found.pass;
  const { id, number, state, reason, validTo, conditions, employer } = known;
  const said = { id, number, state, validTo, conditions, employer: employer ?? null, by: 'centre' as const };
  return { ...said, ...(reason ? { reason } : {}) };
};

/** The centre writes what a pass does not ask as null, a code leaves it out. */
const asked = (pass: PassHere | undefined): string =>
  JSON.stringify(Object.entries(pass?.conditions ?? {}).filter(([, value]) => value !== null));
const isSamePass = (one: PassHere | undefined, other: PassHere | undefined): boolean =>
  one?.id === other?.id && one?.state === other?.state && asked(one) === asked(other);

/** The centre knows whom a document or code belongs to: the masked name joins it, and a doubled person becomes one. */
export const recognisePerson = (check: Check, evidence: Evidence, answer: Recognition): Check => {
  const known = answer.occupants[0];
  const at = check.occupants.findIndex((occupant) => sameEvidence(occupant, evidence));
  const found = check.occupants[at];
  if (!answer.recognised || !known || !found) return check;
  const twin = check.occupants.find((occupant, other) => other !== at && occupant.person === known.person);
  const pass = passKnown(known.pass, found);
  const merged: Occupant = {
    ...twin,
    ...found,
    person: known.person,
    shown: { name: known.name, tail: known.tail },
    ...(pass ? { pass } : {}),
  };
  const occupants = check.occupants.filter((one) => one !== twin).map((one) => (one === found ? merged : one));
  // Nothing that a rule reads is new: only the screen hears of it, and an answer that is on its way stays good.
  if (!twin && found.person === known.person && isSamePass(found.pass, merged.pass)) return { ...check, occupants };
  return { ...check, occupants: inOrder(occupants, check.vehicle), revision: check.revision + 1 };
};

const passMember = (pass: PassHere | null): Pick<Occupant, 'pass'> => (pass ? { pass } : {});

/** The centre's proposal says what a pass is now; it may have been suspended since it was recognised. */
export const passesSaid = (check: Check, said: readonly ProposedOccupant[]): Check => {
  const occupants = check.occupants.map((one) => {
    const now = said.find(({ n }) => n === one.n)?.pass;
    if (!now || !one.pass || (one.pass.state === now.state && one.pass.by === 'centre')) return one;
    return { ...one, pass: { ...one.pass, state: now.state, validTo: now.until, by: 'centre' as const } };
  });
  return occupants.every((one, at) => one === check.occupants[at]) ? check : { ...check, occupants };
};

/** Names that come in go to the people counted so far, who keep what was seen of them; whom no name is left for stays counted. */
const nameCounted = (counted: readonly Occupant[], named: readonly Occupant[]): readonly Occupant[] => {
  const left = [...counted];
  const showedNothing = ({ way }: Occupant): boolean => way === 'known' || way === 'self' || way === 'proxy';
  return [...named.map((one) => (showedNothing(one) ? { ...left.shift(), ...one } : one)), ...left];
};

/** The centre knows the car: its usual occupants come along; who already showed something stays. */
export const recogniseVehicle = (check: Check, answer: Recognition): Check => {
  if (!answer.recognised) return check;
  const here = new Set(check.occupants.map((occupant) => occupant.person));
  const usual = answer.occupants
    .filter((known) => !here.has(known.person))
    .map<Occupant>((known) => ({
      n: 0,
      role: known.role === 'driver' ? 'driver' : 'passenger',
      way: 'known',
      person: known.person,
      shown: { name: known.name, tail: known.tail },
      ...passMember(passKnown(known.pass)),
    }));
  const knownColour = plateColours.find((one) => one === answer.vehicle?.plateColour);
  const vehicle = check.vehicle && {
    ...check.vehicle,
    unusual: answer.vehicle?.unusual ?? check.vehicle.unusual,
    ...(answer.vehicle?.kind ? { kind: answer.vehicle.kind } : {}),
    ...(knownColour ? { knownColour } : {}),
  };
  const shown = check.occupants.filter(({ way }) => way !== 'none');
  const counted = check.occupants.filter(({ way }) => way === 'none');
  const occupants = inOrder([...shown, ...nameCounted(counted, usual)], vehicle);
  return { ...check, vehicle, occupants, revision: check.revision + 1 };
};

/**
 * Who registered themselves in the queue sits in the car now: they take the places of its usual occupants and of people only counted so far, with
 * what was seen of them. Who already showed something stays, and shows up once.
 */
export const seatRegistered = (check: Check, registered: Registered): Check => {
  const stays = check.occupants.filter(({ way }) => way !== 'known' && way !== 'none');
  const written = registered.occupants.map<Occupant>(({ person, name, tail, way, origin, pass }) => ({
    n: 0,
    role: 'passenger',
    way: way === 'proxy' ? 'proxy' : 'self',
    person,
    shown: { name, tail },
    ...(origin ? { originRegion: origin } : {}),
    ...passMember(passKnown(pass)),
  }));
  const seen = (one: Occupant): Occupant | undefined =>
    stays.find(
      (shown) =>
        shown.person === one.person || (shown.document && shown.document.number.endsWith(one.shown?.tail ?? ' ')),
    );
  // Who showed something is known by that; whom only the plate brought is known better now.
  const known = check.occupants.filter(({ way }) => way === 'known');
  const seated = written.map((one) => ({ ...known.find(({ person }) => person === one.person), ...one, ...seen(one) }));
  const counted = check.occupants.filter(({ way }) => way === 'none');
  const others = stays.filter(
    (one) => !seated.some((sits) => sits.person === one.person || sits.document === one.document),
  );
  const plate = registered.plate ?? null;
  const empty = check.vehicle?.plate === null && !check.vehicle.plateUnreadable;
  const vehicle = !empty
    ? check.vehicle
    : plate === null
      ? null
      : vehicleOf(plate, readPlate(plate).kind === 'unusual');
  return {
    ...check,
    vehicle,
    occupants: inOrder([...nameCounted(counted, seated), ...others], vehicle),
    revision: check.revision + 1,
  };
};
