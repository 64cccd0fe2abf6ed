import { Instant } from './instants.ts';

/** What CertLogic computes with. A number that is not whole can be carried, but no operation takes it. */
export type Value = null | boolean | number | string | Instant | readonly Value[] | Members;
export interface Members {
  readonly [member: string]: Value;
}

export const isArray = (value: Value): value is readonly Value[] => Array.isArray(value);
export const isMembers = (value: Value): value is Members =>
  typeof value === 'object' && value !== null && !isArray(value) && !(value instanceof Instant);
export const isInteger = (value: Value | undefined): value is number => Number.isSafeInteger(value);

/** Null, false, 0 and whatever is empty. An instant is neither truthy nor falsy. */
export const isFalsy = (value: Value): boolean =>
  isArray(value) ? value.length === 0 : isMembers(value) ? Object.keys(value).length === 0 : !value;
export const isTruthy = (value: Value): boolean => !(value instanceof Instant) && !isFalsy(value);

/** Equality without coercion: arrays and objects are equal only to themselves. */
export const same = (a: Value, b: Value): boolean =>
  a instanceof Instant && b instanceof Instant ? a.milliseconds === b.milliseconds : a === b;
