import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CertLogicError, compileExpression } from './cert-logic.ts';
import { isTruthy, type Value } from './values.ts';

const evaluate = (json: Value, data: Value = null): Value => compileExpression(json).evaluate(data).value;
const date = (text: string, amount = 0, unit = 'day'): Value => ({ plusTime: [text, amount, unit] });

describe('CertLogic', () => {
  it.each<[string, Value, string]>([
    ['unrecognised operator: "or"', { or: [true, false] }, '/or'],
    ['wrong number of operands: 1', { and: [true, { in: ['a'] }] }, '/and/1/in'],
    ['2.5 is a non-integer number', { '<': [1, 2.5] }, '/</1'],
  ])('says %s, and where', (message, json, place) => {
    expect(() => compileExpression(json)).toThrow(new CertLogicError(message, place));
    try {
      compileExpression(json);
    } catch (refusal) {
      expect((refusal as CertLogicError).place).toBe(place);
    }
  });

  it.each<[Value]>([
    [{ '<': [{ var: 'a' }, 1] }],
    [{ in: ['x', { var: 'a' }] }],
    [{ after: ['2022-01-01', '2022-01-02'] }],
    [{ '!': [date('2022-01-01')] }],
    [date('2022-02-30')],
    [date('9999-12-31', 1_000_000_000, 'month')],
    [{ '+': [Number.MAX_SAFE_INTEGER, 1] }],
  ])('throws on %j and never guesses', (json) => expect(() => evaluate(json)).toThrow());

  it.each([
    ['2022-01-31T10:00:00+8', '2022-01-31T02:00:00Z'],
    ['2022-01-31T10:00:00-0330', '2022-01-31T13:30:00Z'],
    ['2022-01-31T10:00:00.1239+08:00', '2022-01-31T02:00:00.123Z'],
    ['2022-01-31T10:00:00.5', '2022-01-31T10:00:00.500Z'],
  ])('reads %s', (text, same) => expect(evaluate({ '===': [date(text), date(same)] })).toBe(true));

  it('runs a day that the month does not have over into the next', () =>
    expect(evaluate({ '===': [date('2022-01-31', 1, 'month'), date('2022-03-03')] })).toBe(true));

  it('tells whether it met a null only on the way it took', () => {
    const rule = compileExpression({ and: [{ '===': [{ var: 'category' }, 'freight'] }, { var: 'test' }] });
    expect(rule.evaluate({ category: 'local' }).missing).toBe(false);
    expect(rule.evaluate({ category: 'freight' }).missing).toBe(true);
  });

  it('does not take what an object inherits for a member', () =>
    expect(isTruthy(evaluate({ var: 'constructor' }, {}))).toBe(false));
});

const suites = join(
  process.env.REDVEST_TESTDATA ?? join(import.meta.dirname, '../../../../../shared/data'),
  'certificates',
);
interface Assertion {
  certLogicExpression?: Value;
  data: Value;
  expected: Value;
  directive?: string;
}
interface Suite {
  name: string;
  directive?: string;
  cases: {
    name?: string;
    certLogicExpression: Value;
    directive?: string;
    assertions: Assertion[];
    issues: { message: string }[];
  }[];
}
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const files = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];

describe.skipIf(!existsSync(suites))('CertLogic, by the public suites', () => {
  const tests = (files(join(suites, 'certlogic/testSuite')).map(read) as Suite[])
    .filter(({ directive }) => directive !== 'skip')
    .flatMap(({ cases }) => cases.filter(({ directive }) => directive !== 'skip'))
    .flatMap(({ certLogicExpression, assertions }) =>
      assertions
        .filter(({ directive }) => directive !== 'skip')
        .map((one) => ({ expression: one.certLogicExpression ?? certLogicExpression, ...one })),
    );

  it('gives the expected value in every case of the specification', () => {
    expect(tests.length).toBeGreaterThan(150);
    for (const { expression, data, expected } of tests)
      expect(compileExpression(expression).evaluate(data).value, JSON.stringify({ expression, data })).toEqual(
        expected,
      );
  });

  it('refuses what the validation suite calls invalid, in its words', () => {
    for (const { certLogicExpression, issues } of (
      files(join(suites, 'certlogic/validation-testSuite')).map(read) as Suite[]
    ).flatMap(({ cases }) => cases)) {
      const [issue] = issues;
      const attempt = (): unknown => compileExpression(certLogicExpression);
      if (issue) expect(attempt, JSON.stringify(certLogicExpression)).toThrow(issue.message);
      else expect(attempt, JSON.stringify(certLogicExpression)).not.toThrow();
    }
  });

  it('agrees with the business rules of every country', () => {
    const accepts = (logic: Value, data: Value): boolean => {
      try {
        return compileExpression(logic).evaluate(data).value === true;
      } catch {
        return false;
      }
    };
    const countries = files(join(suites, 'business-rules-testdata')).filter((folder) => /\/[A-Z]{2}$/.test(folder));
    const rules = countries.flatMap(files).filter((folder) => existsSync(join(folder, 'rule.json')));
    const cases = rules.flatMap((folder) => files(join(folder, 'tests')).map((file) => ({ folder, file })));
    expect(cases.length).toBeGreaterThan(500);
    const wrong = cases.filter(({ folder, file }) => {
      const test = read(file) as { [name: string]: Value };
      return accepts((read(join(folder, 'rule.json')) as { Logic: Value }).Logic, test) !== (test.expected === true);
    });
    expect(wrong).toEqual([]);
  });
});
