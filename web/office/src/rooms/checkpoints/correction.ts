import { strictness, verdictLook, words } from '@redvest/shared';
import type { Lane, PassageEvent } from '../../api';
import { texts } from '../../texts';
import { sayName } from '../../ui/speak';

export type FieldValue = string | boolean;

/** One thing in a record that may be put right. Personal parts are masked here and so cannot be: they would be lost. */
export interface Field {
  /** Where it is in the record's body. */
  readonly path: readonly (string | number)[];
  readonly label: string;
  readonly now: FieldValue;
  /** Absent: free text, or a flag when `now` is a boolean. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

type Body = PassageEvent['body'];
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const inside = (body: unknown, path: Field['path']): unknown =>
  path.reduce<unknown>((at, step) => (isRecord(at) ? at[step] : undefined), body);
const text = (body: Body, ...path: Field['path']): string => {
  const found = inside(body, path);
  return typeof found === 'string' ? found : '';
};
const flag = (body: Body, ...path: Field['path']): boolean => inside(body, path) === true;

const named = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));
const verdicts = () => [...strictness, 'emergency-release'].map((value) => ({ value, label: verdictLook(value).word }));

const laneField = (body: Body, lanes: readonly Lane[]): Field => ({
  path: ['lane'],
  label: texts.correction.lane,
  now: text(body, 'lane'),
  options: lanes.map((lane) => ({
    value: lane.id,
    label: sayName(lane.name) || texts.passages.laneNumber(String(lane.number)),
  })),
});

const checkFields = (body: Body, lanes: readonly Lane[]): Field[] => [
  ...(isRecord(body.vehicle)
    ? [
        { path: ['vehicle', 'plate'], label: texts.correction.plate, now: text(body, 'vehicle', 'plate') },
        {
          path: ['vehicle', 'plateUnreadable'],
          label: texts.correction.plateUnreadable,
          now: flag(body, 'vehicle', 'plateUnreadable'),
        },
      ]
    : []),
  {
    path: ['category'],
    label: texts.correction.category,
    now: text(body, 'category'),
    options: named(words.categories),
  },
  {
    path: ['direction'],
    label: texts.correction.direction,
    now: text(body, 'direction'),
    options: named(words.directions),
  },
  laneField(body, lanes),
];

const verdictFields = (body: Body): Field[] => [
  { path: ['given'], label: texts.correction.given, now: text(body, 'given'), options: verdicts() },
  ...(Array.isArray(body.occupants) ? body.occupants : []).map((occupant: unknown, index) => ({
    path: ['occupants', index, 'given'],
    label: texts.correction.givenTo(String(isRecord(occupant) ? occupant.n : index + 1)),
    now: text(body, 'occupants', index, 'given'),
    options: verdicts(),
  })),
  { path: ['mustLook'], label: texts.correction.mustLook, now: flag(body, 'mustLook') },
  { path: ['emergency'], label: texts.correction.emergency, now: flag(body, 'emergency') },
];

/** What may be corrected in this record; nothing for kinds that have nothing to put right. */
export const fieldsOf = (event: PassageEvent, lanes: readonly Lane[]): readonly Field[] => {
  switch (event.kind) {
    case 'checkpoints.check-started':
      return checkFields(event.body, lanes);
    case 'checkpoints.verdict':
      return verdictFields(event.body);
    case 'checkpoints.arrived':
      return [
        { path: ['plate'], label: texts.correction.plate, now: text(event.body, 'plate') },
        laneField(event.body, lanes),
      ];
    case 'checkpoints.left':
      return [laneField(event.body, lanes)];
    default:
      return [];
  }
};

/** Records that may still be corrected: each once, and only the one that counts. */
export const correctable = (events: readonly PassageEvent[], lanes: readonly Lane[]): PassageEvent[] =>
  events.filter((event) => event.supersededBy === null && fieldsOf(event, lanes).length > 0);

/** How people write a plate: no blanks, full-width and lower-case letters made plain. */
const tidy = (path: Field['path'], value: FieldValue): FieldValue | null => {
  if (path.at(-1) !== 'plate' || typeof value !== 'string') return value;
  return value.normalize('NFKC').replace(/\s+/g, '').toUpperCase() || null;
};

const placed = (whole: unknown, [step, ...rest]: Field['path'], value: unknown): unknown => {
  if (step === undefined) return value;
  if (Array.isArray(whole))
    return whole.map((item: unknown, index) => (index === step ? placed(item, rest, value) : item));
  return { ...(isRecord(whole) ? whole : {}), [step]: placed(isRecord(whole) ? whole[step] : undefined, rest, value) };
};

/** The changed members of the body with their new values, and no others. */
export const changesOf = (
  body: Body,
  fields: readonly Field[],
  edited: ReadonlyMap<string, FieldValue>,
): Readonly<Record<string, unknown>> => {
  let changes: Record<string, unknown> = {};
  for (const field of fields) {
    const value = edited.get(field.path.join('.'));
    if (value === undefined || value === field.now) continue;
    const top = String(field.path[0]);
    changes = placed(
      { ...changes, [top]: changes[top] ?? body[top] },
      field.path,
      tidy(field.path, value),
    ) as typeof changes;
  }
  return changes;
};
