import { describe, expect, it } from 'vitest';
import { texts } from '../../texts';
import { checkpointFault, countyFault, toSetUp, type SetUpDraft } from './set-up';

const draft: SetUpDraft = {
  ownerCode: '１４１１２２',
  ownerZh: '交城县',
  ownerEn: '',
  offsetMinutes: 480,
  nameZh: '夏家营卡口',
  nameEn: 'Xiajiaying',
  kind: 'motorway-exit',
  gate: '',
  division: '141122103',
  lanes: 4,
  pack: '',
};

describe('first set-up', () => {
  it('takes digits from a Chinese keyboard', () => expect(countyFault(draft)).toBeNull());
  it('wants six digits and a name', () => {
    expect(countyFault({ ...draft, ownerCode: '14112' })).toBe(texts.setUp.ownerCodeWrong);
    expect(countyFault({ ...draft, ownerZh: ' ' })).toBe(texts.setUp.nameWrong);
  });
  it('keeps a checkpoint inside its county', () => {
    expect(checkpointFault(draft)).toBeNull();
    expect(checkpointFault({ ...draft, division: '141181103' })).toBe(texts.setUp.divisionWrong);
    expect(checkpointFault({ ...draft, division: '1411221' })).toBe(texts.setUp.divisionWrong);
  });
  it('sends divisions of twelve digits, and the Chinese name where there is no English one', () =>
    expect(toSetUp(draft)).toMatchObject({
      ownerCode: 141122,
      ownerName: { zh: '交城县', en: '交城县' },
      checkpoint: { name: { en: 'Xiajiaying' }, divisionCode: 141122103000 },
    }));
  it('names a gate template only when one was chosen', () => {
    expect(toSetUp(draft).checkpoint).not.toHaveProperty('gate');
    expect(toSetUp({ ...draft, kind: 'village-road', gate: 'village' }).checkpoint).toMatchObject({
      kind: 'village-road',
      gate: 'village',
    });
  });
});
