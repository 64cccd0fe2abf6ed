import { ref } from 'vue';

const wide = (): boolean => matchMedia('(min-width: 60rem)').matches;
const key = 'redvest-side-bar';

/** Beside the page on a desk, where it stays as it was left; over it on a phone, where it is shut until asked for. */
export const menuOpen = ref(wide() && localStorage.getItem(key) !== 'shut');

export const toggleMenu = (): void => {
  menuOpen.value = !menuOpen.value;
  if (wide()) localStorage.setItem(key, menuOpen.value ? 'open' : 'shut');
};

/** Somewhere else was chosen: a menu that lies over the page goes away. */
export const closeMenu = (): void => {
  if (!wide()) menuOpen.value = false;
};
