import { ref } from 'vue';
import { language } from './language.ts';

/** Minutes east of UTC at the post; a phone with a wrong time zone still shows the county's time. */
export const offsetMinutes = ref(480);

export const setOffset = (minutes: number): void => {
  offsetMinutes.value = minutes;
};

type Instant = string | number | Date;

const local = (instant: Instant): Date => new Date(new Date(instant).getTime() + offsetMinutes.value * 60_000);

const format = (instant: Instant, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(language.value === 'en' ? 'en-GB' : 'zh-CN', {
    ...options,
    timeZone: 'UTC',
    hourCycle: 'h23',
  }).format(local(instant));

/** 09:15 */
export const clock = (instant: Instant): string => format(instant, { hour: '2-digit', minute: '2-digit' });

/** 09:15:07 */
export const clockSeconds = (instant: Instant): string =>
  format(instant, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** 11月24日 09:15 */
export const dayAndClock = (instant: Instant): string =>
  format(instant, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });

/** 11月24日, of a local day `YYYY-MM-DD`. */
export const sayDay = (day: string): string =>
  new Intl.DateTimeFormat(language.value === 'en' ? 'en-GB' : 'zh-CN', {
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));

/** The county's local date, YYYY-MM-DD. */
export const localDay = (instant: Instant): string => local(instant).toISOString().slice(0, 10);

/** Minutes since local midnight. */
export const minuteOfDay = (instant: Instant): number => {
  const at = local(instant);
  return at.getUTCHours() * 60 + at.getUTCMinutes();
};
