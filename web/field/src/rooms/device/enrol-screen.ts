import { type Problem, unreachable } from '@redvest/shared';
import { enrolmentCode } from '../../device/enrol.ts';

export interface EnrolModel {
  readonly code: string;
  readonly name: string;
  readonly state: 'open' | 'busy' | 'done';
  readonly fault: 'incomplete' | null;
  readonly problem: Problem | null;
}

export type EnrolMessage =
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'enrol' }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'done' };

export type EnrolEffect = { readonly do: 'enrol'; readonly code: string; readonly name: string };

export const emptyEnrol = (address: string, name: string): EnrolModel => ({
  code: enrolmentCode(address) ?? '',
  name,
  state: 'open',
  fault: null,
  problem: null,
});

export const update = (model: EnrolModel, message: EnrolMessage): readonly [EnrolModel, readonly EnrolEffect[]] => {
  switch (message.kind) {
    case 'code':
      return [{ ...model, code: enrolmentCode(message.text) ?? message.text, fault: null, problem: null }, []];
    case 'name':
      return [{ ...model, name: message.text }, []];
    case 'enrol': {
      if (model.state !== 'open') return [model, []];
      const code = enrolmentCode(model.code);
      if (code === null) return [{ ...model, fault: 'incomplete' }, []];
      const name = model.name.trim().slice(0, 60);
      return [{ ...model, state: 'busy', fault: null, problem: null }, [{ do: 'enrol', code, name }]];
    }
    case 'refused':
      return [{ ...model, state: 'open', problem: message.problem }, []];
    case 'done':
      return [{ ...model, state: 'done' }, []];
    default:
      return unreachable(message);
  }
};
