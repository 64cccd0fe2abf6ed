import { type Bilingual, say } from '@redvest/shared';

/** What a lane is called beside its number. Most names begin with the number themselves: it need not be read twice. */
export const laneName = ({ number, name }: { readonly number: number; readonly name: Bilingual }): string =>
  say(name).replace(
    new RegExp(`^(?:lane\\s*${String(number)}(?!\\d)|${String(number)}\\s*号?\\s*车?道)[\\s,，:：·]*`, 'iu'),
    '',
  );
