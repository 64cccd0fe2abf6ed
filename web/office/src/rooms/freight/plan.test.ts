import { expect, it } from 'vitest';
import { instantOf, planOf } from './plan';

it('reads the county’s local time, wherever the desk stands', () => {
  expect(instantOf('2026-04-01T09:30', 480)).toBe('2026-04-01T01:30:00.000Z');
  expect(instantOf('', 480)).toBeNull();
});

it('sends nothing for what nobody typed, and no crew that is nobody', () => {
  const nobody = { role: 'crew', name: ' ', document: '', phone: '1' };
  const plan = planOf(
    {
      consignee: ' 煤机厂 ',
      contactName: '',
      contactPhone: '',
      consignor: '',
      goods: '',
      plate: '晋G8M001',
      trailer: '',
      permit: '',
      from: '',
      to: '',
      route: '',
      hours: 24,
      crew: [{ role: 'driver', name: '张三', document: '', phone: '' }, nobody],
    },
    '2026-04-01T01:30:00.000Z',
  );
  expect(plan).toMatchObject({ consignee: '煤机厂', goods: null, permit: null });
  expect(plan.crew).toEqual([{ role: 'driver', name: '张三', phone: null, documentKind: null, documentNumber: null }]);
});
