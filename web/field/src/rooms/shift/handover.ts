import { maskName } from '@redvest/shared';
import { recordOf } from '../../device/outbox.ts';
import type { Entry } from '../../device/store.ts';
import type { HandoverSheet, KnownHandover, SheetLine, SheetPerson, ShiftSection } from './section.ts';
import type { ShiftTime } from './shifts.ts';

const Yard = ['sample-and-wait', 'hold', 'refer'];

/** The id of what the post answers for: the passage's with the number laid over its last byte, as the server makes it. */
export const loopOf = (passage: string, n: number): string => {
  const last = Number.parseInt(passage.slice(-2), 16) ^ n;
  return passage.slice(0, -2) + last.toString(16).padStart(2, '0');
};

interface Check {
  readonly vehicle?: { readonly plate?: string | null } | null;
  readonly occupants?: readonly {
    readonly n: number;
    readonly name?: string;
    readonly document?: { readonly number?: string };
  }[];
}
interface Verdict {
  readonly given: string;
  readonly emergency?: boolean;
  readonly occupants?: readonly { readonly n: number; readonly given: string }[];
}

const stageOf = (given: string): string => (given === 'hold' ? 'held' : given === 'refer' ? 'to-clinic' : 'to-sample');

/** Persons this phone held whom the centre does not know yet, and those it let go meanwhile. */
export const ownPersons = (
  entries: readonly Entry[],
): { readonly held: readonly SheetPerson[]; readonly gone: ReadonlySet<string> } => {
  const checks = new Map<string, Check>();
  const held = new Map<string, SheetPerson>();
  const gone = new Set<string>();
  for (const entry of [...entries].sort((one, other) => one.seq - other.seq)) {
    const { body, subject } = { body: recordOf(entry).body as object, subject: entry.subject };
    if (entry.kind === 'checkpoints.check-started') checks.set(subject, body);
    if (entry.kind === 'checkpoints.verdict') {
      const verdict = body as Verdict;
      const check = checks.get(subject);
      for (const { n, given } of verdict.occupants?.length ? verdict.occupants : [{ n: 0, given: verdict.given }]) {
        const id = loopOf(subject, n);
        const who = check?.occupants?.find((one) => one.n === n);
        if (!verdict.emergency && Yard.includes(given)) {
          const number = who?.document?.number ?? '';
          held.set(id, {
            id,
            name: who?.name ? maskName(who.name) : '',
            tail: number === '' ? null : number.slice(-4),
            plate: check?.vehicle?.plate ?? null,
            given,
            stage: stageOf(given),
            since: new Date(entry.at).toISOString(),
            needs: [],
          });
          gone.delete(id);
        } else if (held.delete(id)) gone.add(id);
      }
    }
    if (entry.kind === 'yard.ended') {
      const id = loopOf(subject, (body as { n?: number }).n ?? 0);
      held.delete(id);
      gone.add(id);
    }
  }
  return { held: [...held.values()], gone };
};

const Counted = ['checkpoints.verdict'];

/** The sheet of a shift: the centre's draft, with what this phone knows on top of it. */
export const sheetOf = (
  draft: HandoverSheet | null,
  before: ShiftSection['before'] | null,
  shift: ShiftTime,
  entries: readonly Entry[],
  lines: readonly SheetLine[],
  notes: string,
  now: number,
): HandoverSheet => {
  const own = ownPersons(entries);
  const known = (draft?.persons ?? []).filter(({ id }) => !own.gone.has(id));
  const unsent = entries.filter((entry) => entry.state === 'waiting' && Counted.includes(entry.kind));
  const counted = [draft, before].find((one) => one?.day === shift.day && one.shift === shift.number);
  const figures = { ...counted?.figures };
  const inShift = new Map(
    unsent.filter(({ at }) => at >= shift.from && at < shift.until).map((entry) => [entry.subject, entry]),
  );
  if (inShift.size > 0) {
    const people = [...inShift.values()].map(
      (entry) => (recordOf(entry).body as Partial<Verdict>).occupants?.length ?? 0,
    );
    figures['vehicles'] = (figures['vehicles'] ?? 0) + inShift.size;
    figures['persons'] = (figures['persons'] ?? 0) + people.reduce((sum, count) => sum + count, 0);
  }
  return {
    day: shift.day,
    shift: shift.number,
    at: new Date(now).toISOString(),
    persons: [...known, ...own.held.filter(({ id }) => !known.some((one) => one.id === id))],
    trips: draft?.trips ?? [],
    devices: draft?.devices ?? [],
    incidents: draft?.incidents ?? [],
    rules: draft?.rules ?? [],
    figures,
    unsigned: draft?.unsigned ?? [],
    lines,
    notes: notes === '' ? null : notes,
  };
};

/** A handover as this phone sees it: the centre's word, with its own records on top. */
export interface HandoverSeen {
  readonly id: string;
  readonly state: 'offered' | 'taken' | 'withdrawn';
  readonly digest: string;
  readonly sheet: HandoverSheet | null;
  readonly offeredBy: string | null;
  readonly offeredAt: number;
  readonly takenBy: string | null;
  readonly takenAt: number | null;
}

const parse = (snapshot: string | null | undefined): HandoverSheet | null => {
  try {
    return snapshot ? (JSON.parse(snapshot) as HandoverSheet) : null;
  } catch {
    return null;
  }
};

/** The handovers of one shift that stand, the first signed first. */
export const handoversOf = (
  shift: ShiftTime,
  known: readonly KnownHandover[],
  entries: readonly Entry[],
): readonly HandoverSeen[] => {
  const seen = new Map<string, HandoverSeen>();
  for (const { row, offeredBy, digest, snapshot } of known) {
    if (row.day !== shift.day || row.shift !== shift.number) continue;
    seen.set(row.id, {
      id: row.id,
      state: row.state as HandoverSeen['state'],
      digest,
      sheet: parse(snapshot),
      offeredBy: offeredBy ?? null,
      offeredAt: Date.parse(row.offeredAt),
      takenBy: null,
      takenAt: row.takenAt ? Date.parse(row.takenAt) : null,
    });
  }
  for (const entry of [...entries].sort((one, other) => one.seq - other.seq)) {
    const record = recordOf(entry);
    const body = record.body as { day?: string; shift?: number; digest?: string; snapshot?: string };
    const before = seen.get(entry.subject);
    if (
      entry.kind === 'shifts.handover-offered' &&
      body.day === shift.day &&
      body.shift === shift.number &&
      entry.state !== 'settled'
    )
      seen.set(entry.subject, {
        id: entry.subject,
        state: 'offered',
        digest: body.digest ?? '',
        sheet: parse(body.snapshot),
        offeredBy: record.officer,
        offeredAt: entry.at,
        takenBy: null,
        takenAt: null,
        ...(before?.state === 'taken' ? { state: before.state, takenAt: before.takenAt } : {}),
      });
    if (entry.kind === 'shifts.handover-taken' && before)
      seen.set(entry.subject, { ...before, state: 'taken', takenBy: record.officer, takenAt: entry.at });
    if (entry.kind === 'shifts.handover-withdrawn' && before)
      seen.set(entry.subject, { ...before, state: 'withdrawn' });
  }
  return [...seen.values()]
    .filter(({ state }) => state !== 'withdrawn')
    .sort((one, other) => one.offeredAt - other.offeredAt);
};
