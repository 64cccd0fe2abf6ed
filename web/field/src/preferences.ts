import { shallowReactive, watch } from 'vue';

const Kept = 'redvest-field';

interface Preferences {
  spoken: boolean;
  desk: boolean;
  camera: boolean;
}

const read = (): Partial<Preferences> => {
  try {
    return JSON.parse(localStorage.getItem(Kept) ?? '{}') as Partial<Preferences>;
  } catch {
    return {};
  }
};

/** How this phone likes to be used; nothing about passers. */
export const preferences = shallowReactive<Preferences>({ spoken: true, desk: false, camera: true, ...read() });

watch(preferences, (now) => {
  try {
    localStorage.setItem(Kept, JSON.stringify(now));
  } catch {
    // A browser that keeps nothing still works for now.
  }
});
