import { ref, shallowReactive } from 'vue';

export type Language = 'zh-Hans' | 'en';

const Kept = 'redvest-language';

/** The language of the screen. Chinese until someone chooses otherwise. */
export const language = ref<Language>('zh-Hans');

const loaders: (() => Promise<void>)[] = [];

/**
 * The words of one app: Chinese at once, English loaded when wanted. Sections are the first level; each is replaced as a
 * whole when the language changes, so a template that reads `texts.lane.title` is drawn again.
 */
export const createTexts = <T extends object>(chinese: T, loadEnglish: () => Promise<T>): T => {
  const texts = shallowReactive({ ...chinese });
  const load = async (): Promise<void> => {
    Object.assign(texts, language.value === 'en' ? await loadEnglish() : chinese);
  };
  loaders.push(load);
  if (language.value === 'en') void load();
  return texts;
};

/** Switches every text module at once and remembers the choice on this device. */
export const setLanguage = async (wanted: Language): Promise<void> => {
  language.value = wanted;
  await Promise.all(loaders.map((load) => load()));
  if (typeof document !== 'undefined') document.documentElement.lang = wanted;
  try {
    localStorage.setItem(Kept, wanted);
  } catch {
    // A browser that keeps nothing still switches for now.
  }
};

/** Applies the choice made earlier on this device; call once before mounting. */
export const restoreLanguage = async (): Promise<void> => {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(Kept);
  } catch {
    // as above
  }
  await setLanguage(kept === 'en' ? 'en' : 'zh-Hans');
};

/** A text that travels in both languages (names of places, sentences of rules). */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** The reader's language, or the other one when it is empty. */
export const say = (text: Bilingual): string => (language.value === 'en' ? text.en || text.zh : text.zh || text.en);
