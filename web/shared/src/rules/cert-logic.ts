import type { TimeUnit } from './instants.ts';
import * as operations from './operations.ts';
import type { Evaluation, Frame } from './operations.ts';
import { isArray, isInteger, isMembers, type Members, type Value } from './values.ts';

/** An expression that is not CertLogic; `place` says where in it. */
export class CertLogicError extends Error {
  readonly place: string;
  constructor(message: string, place: string) {
    super(message);
    this.place = place;
  }
}

/** Where a path is found when it is not a walk through the data. */
export type Binding =
  | { readonly kind: 'constant'; readonly value: Value }
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'member-known'; readonly name: string };

/** A condition, compiled once. Conforms to the CertLogic specification 1.2.1; the twin of `src/engines/CertLogic`. */
export interface Expression {
  /** Its value, and whether it met a variable that is null on the way to it. Throws when an operation refuses a value. */
  readonly evaluate: (data: Value) => { readonly value: Value; readonly missing: boolean };
  /** The paths it names, each once; those of a reduction's own scope left out. */
  readonly reads: readonly string[];
  /** The places of literal numbers. */
  readonly numbers: readonly string[];
}

interface Compiling {
  readonly bind: (path: string) => Binding | undefined;
  readonly reads: string[];
  readonly numbers: string[];
  depth: number;
  inReduction: boolean;
}

const deepest = 64;

const variable = (json: Value, place: string, compiling: Compiling): Evaluation => {
  if (typeof json !== 'string') throw new CertLogicError('not of the form { "var": "<path>" }', place);
  const steps = json === '' ? [] : json.split('.');
  if (steps.includes('')) throw new CertLogicError(`data access path doesn't have a valid format: ${json}`, place);
  if (compiling.inReduction) return operations.variableInReduction(steps);
  if (!compiling.reads.includes(json)) compiling.reads.push(json);
  const binding = compiling.bind(json);
  switch (binding?.kind) {
    case 'constant':
      return () => binding.value;
    case 'member':
      return operations.variable([binding.name]);
    case 'member-known':
      return operations.known(binding.name);
    case undefined:
      return operations.variable(steps);
  }
};

const operands = (
  json: readonly Value[],
  place: string,
  least: number,
  most: number,
  compiling: Compiling,
): Evaluation[] => {
  if (json.length < least || json.length > most)
    throw new CertLogicError(`wrong number of operands: ${json.length}`, place);
  return json.map((operand, at) => compile(operand, `${place}/${at}`, compiling));
};

type Two = [Evaluation, Evaluation];

const reduction = (json: readonly Value[], place: string, compiling: Compiling): Evaluation => {
  const [array, lambda, start] = json;
  if (array === undefined || lambda === undefined || start === undefined || json.length !== 3)
    throw new CertLogicError('reduce takes an array, an expression and a start', place);
  const [items, initial] = [compile(array, `${place}/0`, compiling), compile(start, `${place}/2`, compiling)];
  const outside = compiling.inReduction;
  compiling.inReduction = true;
  const step = compile(lambda, `${place}/1`, compiling);
  compiling.inReduction = outside;
  return operations.reduction(items, step, initial);
};

const isTimeUnit = (value: Value | undefined): value is TimeUnit =>
  value === 'year' || value === 'month' || value === 'day' || value === 'hour';

const addition = (json: readonly Value[], place: string, compiling: Compiling): Evaluation => {
  const [date, amount, unit] = json;
  if (json.length !== 3 || date === undefined || !isInteger(amount) || !isTimeUnit(unit))
    throw new CertLogicError('plusTime takes a date, a whole number and year, month, day or hour', place);
  compiling.numbers.push(`${place}/1`);
  return operations.addition(compile(date, `${place}/0`, compiling), amount, unit);
};

const fragment = (json: readonly Value[], place: string, compiling: Compiling): Evaluation => {
  const [id, index] = json;
  if (json.length !== 2 || id === undefined || !isInteger(index))
    throw new CertLogicError('extractFromUVCI takes a text and a whole number', place);
  compiling.numbers.push(`${place}/1`);
  return operations.fragment(compile(id, `${place}/0`, compiling), index);
};

const operator = (name: string, json: readonly Value[], place: string, compiling: Compiling): Evaluation => {
  const exactly = (count: number): Evaluation[] => operands(json, place, count, count, compiling);
  const comparison = operations.comparisons.get(name);
  if (comparison) return operations.comparison(comparison, operands(json, place, 2, 3, compiling));
  switch (name) {
    case 'if':
      return operations.choice(exactly(3) as [...Two, Evaluation]);
    case 'and':
      return operations.conjunction(operands(json, place, 2, Infinity, compiling));
    case '!':
      return operations.negation(...(exactly(1) as [Evaluation]));
    case '===':
      return operations.equality(exactly(2) as Two);
    case 'in':
      return operations.membership(exactly(2) as Two);
    case '+':
      return operations.sum(exactly(2) as Two);
    case 'plusTime':
      return addition(json, place, compiling);
    case 'reduce':
      return reduction(json, place, compiling);
    case 'extractFromUVCI':
      return fragment(json, place, compiling);
    case 'dccDateOfBirth':
      return operations.birth(...(exactly(1) as [Evaluation]));
    default:
      throw new CertLogicError(`unrecognised operator: "${name}"`, place);
  }
};

const operation = (json: Members, place: string, compiling: Compiling): Evaluation => {
  const names = Object.keys(json);
  const [name] = names;
  if (name === undefined || names.length !== 1)
    throw new CertLogicError(`expression object must have exactly one key, but it has ${names.length}`, place);
  const argument = json[name] ?? null;
  const inside = `${place}/${name}`;
  if (name === 'var') return variable(argument, inside, compiling);
  if (!isArray(argument))
    throw new CertLogicError('operation not of the form { "<operator>": [ <values...> ] }', inside);
  return operator(name, argument, inside, compiling);
};

const literal = (json: Value, place: string, compiling: Compiling): Evaluation => {
  if (json === null) throw new CertLogicError('invalid CertLogic expression', place);
  if (typeof json === 'number') {
    if (!isInteger(json)) throw new CertLogicError(`${String(json)} is a non-integer number`, place);
    compiling.numbers.push(place);
  }
  return () => json;
};

const compile = (json: Value, place: string, compiling: Compiling): Evaluation => {
  if (++compiling.depth > deepest) throw new CertLogicError('nested too deeply', place);
  let evaluation: Evaluation;
  if (isArray(json)) {
    const items = json.map((item, at) => compile(item, `${place}/${at}`, compiling));
    evaluation = (frame) => items.map((item) => item(frame));
  } else {
    evaluation = isMembers(json) ? operation(json, place, compiling) : literal(json, place, compiling);
  }
  compiling.depth--;
  return evaluation;
};

/** Compiles an expression; throws a {@link CertLogicError} where it is not CertLogic. */
export const compileExpression = (json: Value, bind: Compiling['bind'] = () => undefined): Expression => {
  const compiling: Compiling = { bind, reads: [], numbers: [], depth: 0, inReduction: false };
  const root = compile(json, '', compiling);
  return {
    reads: compiling.reads,
    numbers: compiling.numbers,
    evaluate: (data) => {
      const frame: Frame = { data, accumulator: null, current: null, missing: false };
      const value = root(frame);
      return { value, missing: frame.missing };
    },
  };
};
