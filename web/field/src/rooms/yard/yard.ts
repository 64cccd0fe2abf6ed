import { maskName, tail, type Verdict } from '@redvest/shared';
import { recordOf } from '../../device/outbox.ts';
import type { Entry } from '../../device/store.ts';

export interface Need {
  readonly id: string;
  readonly need: string;
  readonly note: string | null;
  readonly at: string;
}

/** A person the post answers for, as the bundle brings them (docs/custody.md). */
export interface Held {
  readonly passage: string;
  readonly n: number;
  readonly name: string;
  readonly tail: string | null;
  readonly plate: string | null;
  readonly given: Verdict | null;
  readonly rules: readonly string[];
  readonly stage: string | null;
  readonly custodian: { readonly kind: string; readonly name: string | null } | null;
  readonly openedAt: string;
  readonly takenAt: string | null;
  readonly next: string | null;
  readonly dueAt: string | null;
  readonly station?: string | null;
  readonly sample: { readonly kind: string; readonly tube: string | null; readonly result: string | null } | null;
  readonly needs: readonly Need[];
}

const forYard: readonly string[] = ['sample-and-go', 'sample-and-wait', 'hold', 'refer'];

/** How long a step may take, minutes; the centre counts by the same (docs/custody.md). */
const minutes = { sample: 30, antigen: 20, nucleic: 480, decide: 30, transfer: 120 };

interface Body {
  readonly n?: number;
  readonly sample?: string;
  readonly tube?: string;
  readonly go?: boolean;
  readonly result?: string;
  readonly need?: string;
  readonly note?: string;
  readonly served?: string;
  readonly station?: string;
  readonly next?: string;
  readonly dueAt?: string;
  readonly vehicle?: { readonly plate?: string | null } | null;
  readonly given?: Verdict;
  readonly occupants?: readonly {
    readonly n: number;
    readonly name?: string;
    readonly document?: { readonly number: string };
    readonly given?: Verdict;
  }[];
  readonly deviceProposal?: Proposed | null;
  readonly serverProposal?: Proposed | null;
}
interface Proposed {
  readonly occupants: readonly { readonly n: number; readonly rules: readonly string[] }[];
}

const keyOf = (passage: string, n: number): string => `${passage}/${n}`;
const later = (at: number, more: number): string => new Date(at + more * 60_000).toISOString();

const afterVerdict = (given: Verdict, at: number): Pick<Held, 'stage' | 'next' | 'dueAt'> => {
  if (given === 'hold') return { stage: 'held', next: 'transfer', dueAt: later(at, minutes.transfer) };
  if (given === 'refer') return { stage: 'to-clinic', next: 'clinic', dueAt: later(at, minutes.transfer) };
  return { stage: 'to-sample', next: 'sample', dueAt: later(at, minutes.sample) };
};

const afterResult = (result: string, at: number): Pick<Held, 'stage' | 'next' | 'dueAt'> => {
  if (result === 'negative') return { stage: 'negative', next: 'decide', dueAt: later(at, minutes.decide) };
  if (result === 'positive') return { stage: 'positive', next: 'transfer', dueAt: later(at, minutes.transfer) };
  return { stage: 'to-sample', next: 'sample', dueAt: later(at, minutes.sample) };
};

const opened = (passage: string, n: number, at: number): Held => ({
  passage,
  n,
  name: '',
  tail: null,
  plate: null,
  given: null,
  rules: [],
  stage: null,
  custodian: null,
  openedAt: new Date(at).toISOString(),
  takenAt: null,
  next: null,
  dueAt: null,
  sample: null,
  needs: [],
});

/** What this phone's own record does to a person. The list ends without whoever is gone. */
const lay = (held: Held, entry: Entry, body: Body): Held | null => {
  const taken = { takenAt: held.takenAt ?? new Date(entry.at).toISOString() };
  switch (entry.kind) {
    case 'yard.sampled': {
      if (body.go) return null;
      const within = body.sample === 'antigen' ? minutes.antigen : minutes.nucleic;
      const sample = { kind: body.sample ?? '', tube: body.tube ?? null, result: null };
      return { ...held, ...taken, sample, stage: 'sampled', next: 'result', dueAt: later(entry.at, within) };
    }
    case 'yard.result': {
      const sample = held.sample && { ...held.sample, result: body.result ?? null };
      return { ...held, ...taken, sample, ...afterResult(body.result ?? '', entry.at) };
    }
    case 'yard.need': {
      const need = {
        id: entry.id,
        need: body.need ?? '',
        note: body.note ?? null,
        at: new Date(entry.at).toISOString(),
      };
      return { ...held, ...taken, needs: [...held.needs.filter(({ id }) => id !== entry.id), need] };
    }
    case 'yard.served':
      return { ...held, ...taken, needs: held.needs.filter(({ id }) => id !== body.served) };
    case 'yard.moved':
      return { ...held, ...taken, station: body.station ?? null };
    case 'yard.next':
      return { ...held, ...taken, next: body.next ?? held.next, dueAt: body.dueAt ?? held.dueAt };
    case 'yard.ended':
      return null;
    default:
      return { ...held, ...taken };
  }
};

/** Whom this phone's lane has handed over, or let go, by its own verdicts. */
const layVerdict = (here: Map<string, Held>, entry: Entry, body: Body, check: Body | undefined): void => {
  for (const { n, given } of body.occupants ?? []) {
    const key = keyOf(entry.subject, n);
    const known = here.get(key);
    if (!given || !forYard.includes(given)) {
      here.delete(key);
      continue;
    }
    const who = check?.occupants?.find((one) => one.n === n);
    const proposed = (body.serverProposal ?? body.deviceProposal)?.occupants.find((one) => one.n === n);
    here.set(key, {
      ...(known ?? opened(entry.subject, n, entry.at)),
      name: known?.name || maskName(who?.name ?? ''),
      tail: known?.tail ?? (who?.document ? tail(who.document.number) : null),
      plate: known?.plate ?? check?.vehicle?.plate ?? null,
      rules: known?.rules.length ? known.rules : (proposed?.rules ?? []),
      given,
      ...(known?.given === given ? {} : afterVerdict(given, entry.at)),
    });
  }
};

/**
 * Who is here, as far as this phone knows: the centre's last list, and over it what this phone recorded and the list
 * cannot hold yet.
 * @param asOf when the centre made the list, milliseconds
 */
export const yardNow = (list: readonly Held[], entries: readonly Entry[], asOf: number): readonly Held[] => {
  const here = new Map(list.map((held) => [keyOf(held.passage, held.n), held]));
  const checks = new Map<string, Body>();
  for (const entry of [...entries].sort((one, other) => one.seq - other.seq)) {
    if (entry.kind === 'checkpoints.check-started') checks.set(entry.subject, recordOf(entry).body as Body);
    const isNews = entry.state === 'waiting' || (entry.state === 'sent' && (entry.sentAt ?? 0) > asOf);
    if (!isNews) continue;
    const body = recordOf(entry).body as Body;
    if (entry.kind === 'checkpoints.verdict') layVerdict(here, entry, body, checks.get(entry.subject));
    if (!entry.kind.startsWith('yard.')) continue;
    const key = keyOf(entry.subject, body.n ?? 0);
    const after = lay(here.get(key) ?? opened(entry.subject, body.n ?? 0, entry.at), entry, body);
    if (after) here.set(key, after);
    else here.delete(key);
  }
  return [...here.values()];
};

export const isOverdue = (held: Pick<Held, 'dueAt'>, now: number): boolean =>
  held.dueAt !== null && Date.parse(held.dueAt) < now;

/** Overdue first, then by what is due next; nobody is at the end because they came early. */
export const inOrder = (people: readonly Held[], now: number): readonly Held[] =>
  [...people].sort(
    (one, other) =>
      Number(isOverdue(other, now)) - Number(isOverdue(one, now)) ||
      Date.parse(one.dueAt ?? one.openedAt) - Date.parse(other.dueAt ?? other.openedAt),
  );

/** The one next act for a person. */
export type Act = 'take' | 'sample' | 'result' | 'release' | 'end';

export const nextAct = (held: Held): Act => {
  if (held.takenAt === null) return 'take';
  if (held.stage === 'to-sample') return 'sample';
  if (held.stage === 'sampled') return 'result';
  return held.stage === 'negative' ? 'release' : 'end';
};
