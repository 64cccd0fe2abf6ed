import { dateOfBirth, Instant, plusTime, type TimeUnit } from './instants.ts';
import { isArray, isFalsy, isInteger, isMembers, isTruthy, same, type Value } from './values.ts';

/** What an evaluation can see, and what it noticed. */
export interface Frame {
  readonly data: Value;
  accumulator: Value;
  current: Value;
  missing: boolean;
}

export type Evaluation = (frame: Frame) => Value;

const text = (value: Value): string => {
  if (typeof value !== 'string') throw new Error('a text is needed');
  return value;
};

/** Notes a null, so that a rule can say it met an unknown. */
const noted = (value: Value, frame: Frame): Value => {
  frame.missing ||= value === null;
  return value;
};

const walk = (start: Value, steps: readonly string[]): Value =>
  steps.reduce<Value>((value, step) => {
    if (isArray(value)) return /^\d+$/.test(step) ? (value[Number(step)] ?? null) : null;
    return isMembers(value) && Object.hasOwn(value, step) ? (value[step] ?? null) : null;
  }, start);

export const variable =
  (steps: readonly string[]): Evaluation =>
  (frame) =>
    noted(walk(frame.data, steps), frame);

export const known = (name: string): Evaluation => {
  const read = variable([name]);
  return (frame) => read(frame) !== null;
};

/** Inside a reduction the data are the accumulator and the current item, nothing else. */
export const variableInReduction = ([scope, ...steps]: readonly string[]): Evaluation => {
  if (scope === undefined) return ({ accumulator, current }) => ({ accumulator, current });
  if (scope === 'accumulator') return (frame) => noted(walk(frame.accumulator, steps), frame);
  if (scope === 'current') return (frame) => noted(walk(frame.current, steps), frame);
  return (frame) => noted(null, frame);
};

export const choice =
  ([guard, then, otherwise]: readonly [Evaluation, Evaluation, Evaluation]): Evaluation =>
  (frame) =>
    isTruthy(guard(frame)) ? then(frame) : otherwise(frame);

/** The first operand that is falsy, or the last; what lies behind a falsy one is not evaluated. */
export const conjunction =
  (operands: readonly Evaluation[]): Evaluation =>
  (frame) => {
    let value: Value = true;
    for (const operand of operands) {
      if (value instanceof Instant) throw new Error('an operand of and is neither truthy nor falsy');
      if (isFalsy(value)) return value;
      value = operand(frame);
    }
    return value;
  };

export const negation =
  (operand: Evaluation): Evaluation =>
  (frame) => {
    const value = operand(frame);
    if (value instanceof Instant) throw new Error('the operand of ! is neither truthy nor falsy');
    return isFalsy(value);
  };

export const equality =
  ([a, b]: readonly [Evaluation, Evaluation]): Evaluation =>
  (frame) =>
    same(a(frame), b(frame));

export const membership =
  ([item, list]: readonly [Evaluation, Evaluation]): Evaluation =>
  (frame) => {
    const [wanted, all] = [item(frame), list(frame)];
    if (!isArray(all)) throw new Error('the right-hand side of in must be an array');
    return all.some((one) => same(one, wanted));
  };

export const sum =
  ([left, right]: readonly [Evaluation, Evaluation]): Evaluation =>
  (frame) => {
    const [a, b] = [left(frame), right(frame)];
    if (!isInteger(a) || !isInteger(b)) throw new Error('the operands of + must be integers');
    if (!isInteger(a + b)) throw new Error('the sum is too large');
    return a + b;
  };

const integer = (value: Value): number => {
  if (!isInteger(value)) throw new Error('only integers can be compared');
  return value;
};

const instant = (value: Value): number => {
  if (!(value instanceof Instant)) throw new Error('only dates made by plusTime can be compared');
  return value.milliseconds;
};

type Holds = (a: number, b: number) => boolean;
const before: Holds = (a, b) => a < b;
const after: Holds = (a, b) => a > b;
const notAfter: Holds = (a, b) => a <= b;
const notBefore: Holds = (a, b) => a >= b;

/** The comparison operators: what must hold, and of what. */
export const comparisons: ReadonlyMap<string, readonly [Holds, (value: Value) => number]> = new Map([
  ['<', [before, integer]],
  ['>', [after, integer]],
  ['<=', [notAfter, integer]],
  ['>=', [notBefore, integer]],
  ['before', [before, instant]],
  ['after', [after, instant]],
  ['not-after', [notAfter, instant]],
  ['not-before', [notBefore, instant]],
]);

/** Two operands, or three for "between". */
export const comparison =
  ([holds, as]: readonly [Holds, (value: Value) => number], operands: readonly Evaluation[]): Evaluation =>
  (frame) => {
    const numbers = operands.map((operand) => as(operand(frame)));
    return numbers.every((number, at) => at === 0 || holds(numbers[at - 1] ?? 0, number));
  };

export const reduction =
  (array: Evaluation, step: Evaluation, start: Evaluation): Evaluation =>
  (frame) => {
    const items = array(frame) ?? [];
    if (!isArray(items)) throw new Error('reduce needs an array');
    const inner: Frame = { data: null, accumulator: start(frame), current: null, missing: false };
    for (const item of items) {
      inner.current = item;
      inner.accumulator = step(inner);
    }
    frame.missing ||= inner.missing;
    return inner.accumulator;
  };

export const addition =
  (date: Evaluation, amount: number, unit: TimeUnit): Evaluation =>
  (frame) =>
    plusTime(text(date(frame)), amount, unit);

export const birth =
  (date: Evaluation): Evaluation =>
  (frame) =>
    dateOfBirth(text(date(frame)));

/** The part of a certificate id at an index; `URN:UVCI:` in front does not count. */
export const fragment =
  (id: Evaluation, index: number): Evaluation =>
  (frame) => {
    const value = id(frame);
    return value === null
      ? null
      : (text(value)
          .replace(/^URN:UVCI:/, '')
          .split(/[/#:]/)[index] ?? null);
  };
