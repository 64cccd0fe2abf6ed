import { useQuery } from '@tanstack/vue-query';
import { api, type SetUp, type ShippedPack } from '../../api';
import { texts } from '../../texts';

/** What the person has typed so far. */
export interface SetUpDraft {
  ownerCode: string;
  ownerZh: string;
  ownerEn: string;
  offsetMinutes: number;
  nameZh: string;
  nameEn: string;
  kind: string;
  /** The id of a shipped gate template; empty: none. */
  gate: string;
  division: string;
  lanes: number;
  /** The id of a shipped pack to propose; empty: none. */
  pack: string;
}

/** Is a set-up needed, and which gate templates are there to choose from? The router has asked before. */
export const useSetUpNeed = () => useQuery({ queryKey: ['set-up'], queryFn: api.setUpNeeded, staleTime: 60_000 });

/** Full-width digits become plain ones, as a Chinese keyboard writes them. */
const plain = (text: string): string => text.normalize('NFKC').trim();

/** Checkpoints lie inside the county: its code begins theirs. */
const isInside = (division: string, owner: string): boolean =>
  /^(\d{6}|\d{9}|\d{12})$/.test(division) && division.startsWith(owner);

export const countyFault = (draft: SetUpDraft): string | null => {
  if (!/^[1-9]\d{5}$/.test(plain(draft.ownerCode))) return texts.setUp.ownerCodeWrong;
  return draft.ownerZh.trim() === '' ? texts.setUp.nameWrong : null;
};

export const checkpointFault = (draft: SetUpDraft): string | null => {
  if (draft.nameZh.trim() === '') return texts.setUp.nameWrong;
  return isInside(plain(draft.division), plain(draft.ownerCode)) ? null : texts.setUp.divisionWrong;
};

/** The shipped packs that may be in force in a county. */
export const packsFor = (shipped: readonly ShippedPack[], ownerCode: string): readonly ShippedPack[] =>
  shipped.filter(({ area }) => area.some((code) => plain(ownerCode).startsWith(code)));

/** As the server wants it: division codes have 12 digits, names without an English form keep the Chinese one. */
export const toSetUp = (draft: SetUpDraft): SetUp => ({
  ownerCode: Number(plain(draft.ownerCode)),
  ownerName: { zh: draft.ownerZh.trim(), en: draft.ownerEn.trim() || draft.ownerZh.trim() },
  checkpoint: {
    name: { zh: draft.nameZh.trim(), en: draft.nameEn.trim() || draft.nameZh.trim() },
    kind: draft.kind,
    divisionCode: Number(plain(draft.division).padEnd(12, '0')),
    lanes: draft.lanes,
    ...(draft.gate && { gate: draft.gate }),
  },
  utcOffsetMinutes: draft.offsetMinutes,
  ...(draft.pack && { pack: draft.pack }),
});
