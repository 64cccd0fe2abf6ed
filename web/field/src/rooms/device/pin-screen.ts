import { unreachable } from '@redvest/shared';
import { isPin } from '../../device/pin.ts';

/** Tries before a wait begins, as `device/pin.ts` counts them. */
const Tries = 5;

export interface PinModel {
  readonly mode: 'new' | 'unlock';
  readonly pin: string;
  readonly again: string;
  readonly busy: boolean;
  readonly fault: 'weak' | 'differ' | 'wrong' | null;
  readonly left: number;
  /** Until when no try is taken; milliseconds since 1970. */
  readonly waitUntil: number;
}

export type PinMessage =
  | { readonly kind: 'pin' | 'again'; readonly text: string }
  | { readonly kind: 'submit'; readonly now: number }
  | { readonly kind: 'wrong'; readonly wrong: number; readonly waitUntil: number };

export type PinEffect = { readonly do: 'set' | 'try'; readonly pin: string };

export const emptyPin = (mode: PinModel['mode'], waitUntil = 0): PinModel => ({
  mode,
  pin: '',
  again: '',
  busy: false,
  fault: null,
  left: Tries,
  waitUntil,
});

const digits = (text: string): string => text.normalize('NFKC').replaceAll(/\D/g, '').slice(0, 8);

export const update = (model: PinModel, message: PinMessage): readonly [PinModel, readonly PinEffect[]] => {
  switch (message.kind) {
    case 'pin':
    case 'again':
      return [{ ...model, [message.kind]: digits(message.text), fault: null }, []];
    case 'submit': {
      if (model.busy || message.now < model.waitUntil) return [model, []];
      if (model.mode === 'unlock') {
        return model.pin === ''
          ? [model, []]
          : [{ ...model, busy: true, fault: null }, [{ do: 'try', pin: model.pin }]];
      }
      if (!isPin(model.pin)) return [{ ...model, fault: 'weak' }, []];
      if (model.pin !== model.again) return [{ ...model, again: '', fault: 'differ' }, []];
      return [{ ...model, busy: true, fault: null }, [{ do: 'set', pin: model.pin }]];
    }
    case 'wrong':
      return [
        {
          ...model,
          pin: '',
          busy: false,
          fault: 'wrong',
          left: Math.max(0, Tries - message.wrong),
          waitUntil: message.waitUntil,
        },
        [],
      ];
    default:
      return unreachable(message);
  }
};
