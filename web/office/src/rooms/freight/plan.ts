import type { Plan } from './freight';

/** What somebody typed of a lorry that will come. */
export interface PlanTyped {
  consignee: string;
  contactName: string;
  contactPhone: string;
  consignor: string;
  goods: string;
  plate: string;
  trailer: string;
  permit: string;
  from: string;
  to: string;
  route: string;
  hours: number;
  crew: { role: string; name: string; document: string; phone: string }[];
}

const said = (text: string): string | null => text.trim() || null;

/** A county's local time, `2026-04-01T09:30`, as an instant; null when it is none. */
export const instantOf = (local: string, minutesEast: number): string | null => {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local)) return null;
  return new Date(Date.parse(`${local}:00Z`) - minutesEast * 60_000).toISOString();
};

/** The plan as the server takes it; who has neither name nor document is nobody. */
export const planOf = (typed: PlanTyped, expectedAt: string): Plan => ({
  consignee: typed.consignee.trim(),
  plate: typed.plate.trim(),
  expectedAt,
  consignor: said(typed.consignor),
  contactName: said(typed.contactName),
  contactPhone: said(typed.contactPhone),
  goods: said(typed.goods),
  trailer: said(typed.trailer),
  permit: said(typed.permit),
  from: said(typed.from),
  to: said(typed.to),
  route: said(typed.route),
  hours: typed.hours,
  crew: typed.crew
    .filter(({ name, document }) => name.trim() !== '' || document.trim() !== '')
    .map(({ role, name, document, phone }) => ({
      role,
      name: said(name),
      phone: said(phone),
      documentKind: null,
      documentNumber: said(document),
    })),
});
