import { describe, expect, it } from 'vitest';
import type { Lane, PassageEvent } from '../../api';
import { changesOf, correctable, fieldsOf, type FieldValue } from './correction';

const lanes: Lane[] = [
  { id: 'l1', number: 1, name: { zh: '进 1 道', en: 'In 1' }, direction: 'in', category: 'any', open: true },
];
const event = (kind: string, body: PassageEvent['body'], more: Partial<PassageEvent> = {}): PassageEvent => ({
  id: 'e1',
  kind,
  seq: 1,
  deviceId: 'd1',
  byUser: null,
  officer: null,
  eventTime: '2022-04-14T02:00:00Z',
  estimated: false,
  receivedAt: '2022-04-14T02:00:00Z',
  deviceWall: null,
  body,
  supersededBy: null,
  ...more,
});
const check = event('checkpoints.check-started', {
  lane: 'l1',
  direction: 'in',
  category: 'local',
  vehicle: { plate: '晋G12345', plateUnreadable: false, kind: 'car' },
  occupants: [{ n: 1, name: '王**', document: { number: '**************0019' } }],
});
const verdict = event('checkpoints.verdict', {
  given: 'release',
  mustLook: false,
  emergency: false,
  occupants: [
    { n: 1, given: 'release' },
    { n: 2, given: 'release', reason: '复测' },
  ],
});
const changes = (of: PassageEvent, edited: Record<string, FieldValue>) =>
  changesOf(of.body, fieldsOf(of, lanes), new Map(Object.entries(edited)));

describe('a correction', () => {
  it('holds the changed members with their new values, and no others', () =>
    expect(changes(check, { category: 'freight', direction: 'in' })).toEqual({ category: 'freight' }));

  it('keeps the rest of a member of which one part changed', () =>
    expect(changes(check, { 'vehicle.plate': '晋G54321' })).toEqual({
      vehicle: { plate: '晋G54321', plateUnreadable: false, kind: 'car' },
    }));

  it('writes a plate as it stands on the vehicle', () =>
    expect(changes(check, { 'vehicle.plate': ' 晋ｇ 54321 ' })).toMatchObject({ vehicle: { plate: '晋G54321' } }));

  it('takes an emptied plate for none', () =>
    expect(changes(check, { 'vehicle.plate': '', 'vehicle.plateUnreadable': true })).toEqual({
      vehicle: { plate: null, plateUnreadable: true, kind: 'car' },
    }));

  it('changes one person’s verdict and leaves the others', () =>
    expect(changes(verdict, { 'occupants.1.given': 'hold' })).toEqual({
      occupants: [
        { n: 1, given: 'release' },
        { n: 2, given: 'hold', reason: '复测' },
      ],
    }));

  it('never sends masked personal parts back', () => {
    const paths = fieldsOf(check, lanes).map((field) => field.path[0]);
    expect(paths).not.toContain('occupants');
  });

  it('is empty when everything was put back as it was', () =>
    expect(changes(check, { category: 'local' })).toEqual({}));
});

describe('what may be corrected', () => {
  it('is each record once, and none that another replaced', () => {
    const replaced = event('checkpoints.check-started', {}, { id: 'e0', supersededBy: 'e1' });
    const correction = event('checkpoints.correction', { corrects: 'e1' }, { id: 'e2' });
    expect(correctable([replaced, check, correction], lanes).map(({ id }) => id)).toEqual(['e1']);
  });

  it('has no plate where there was no vehicle', () => {
    const onFoot = event('checkpoints.check-started', { vehicle: null, category: 'local' });
    expect(fieldsOf(onFoot, lanes).map(({ path }) => path.join('.'))).toEqual(['category', 'direction', 'lane']);
  });
});
