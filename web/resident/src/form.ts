import { type DocumentFault, readDocument, readPlate } from '@redvest/shared';

/** One person being filled in. */
export interface Person {
  readonly name: string;
  readonly kind: string;
  readonly number: string;
  readonly phone: string;
  /** Six digits, or empty when it was not said. */
  readonly origin: string;
  /** Filled in for somebody who cannot. */
  readonly proxy: boolean;
}

export interface Form {
  /** Empty while nothing was typed. */
  readonly plate: string;
  readonly onFoot: boolean;
  readonly people: readonly Person[];
  readonly consent: boolean;
}

export const nobody: Person = { name: '', kind: 'resident-id', number: '', phone: '', origin: '', proxy: false };
export const emptyForm: Form = { plate: '', onFoot: false, people: [nobody], consent: false };
export const mostPeople = 60;

/** What is wrong with a number that somebody is typing; a number that is still short says nothing yet. */
export const numberFault = ({ kind, number }: Person, today: Date): DocumentFault | null => {
  if (number.trim() === '') return null;
  const read = readDocument(kind, number, today);
  return read.fault === 'length' && read.number.length < 18 ? null : read.fault;
};

export type Lack = 'plate' | 'name' | 'number' | 'consent';

/** The first thing that is missing or wrong, and whose it is; null when it can be sent. */
export const lackOf = (form: Form, today: Date): { readonly what: Lack; readonly person: number } | null => {
  if (!form.onFoot && form.plate.trim() === '') return { what: 'plate', person: -1 };
  for (const [at, person] of form.people.entries()) {
    if (person.name.trim() === '') return { what: 'name', person: at };
    const { number, fault } = readDocument(person.kind, person.number, today);
    if (number.length < 4 || fault !== null) return { what: 'number', person: at };
  }
  return form.consent ? null : { what: 'consent', person: -1 };
};

/** As the server takes it. Whoever fills in for another is the first person who needed no help. */
export const toRequest = (form: Form, token: string): unknown => {
  const orNull = (text: string): string | null => text.trim() || null;
  const helper = form.people.some(({ proxy }) => proxy) ? form.people.find(({ proxy }) => !proxy)?.name : undefined;
  return {
    token,
    consent: form.consent,
    plate: form.onFoot ? null : readPlate(form.plate).text,
    by: helper ? helper.trim() : null,
    people: form.people.map(({ name, kind, number, phone, origin, proxy }) => ({
      name: name.trim(),
      kind,
      number,
      phone: orNull(phone),
      origin: orNull(origin),
      proxy,
    })),
  };
};
