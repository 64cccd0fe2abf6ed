import type { Prompt } from './prompts.ts';

export type SpokenIn = 'zh' | 'en' | 'both';

const voiceOf = (): SpeechSynthesis | undefined => globalThis.speechSynthesis;

/** Some phones have the interface and no voice behind it. */
export const canSpeak = (): boolean => (voiceOf()?.getVoices().length ?? 0) > 0;

const utter = (words: string, lang: string, ended?: () => void): void => {
  const utterance = new SpeechSynthesisUtterance(words);
  utterance.lang = lang;
  if (ended) utterance.onend = ended;
  voiceOf()?.speak(utterance);
};

/** Says a prompt, and again after a pause if one is given. One at a time: a new one cuts the old one short. */
export class Speaker {
  private timer: ReturnType<typeof setTimeout> | undefined;

  start(prompt: Prompt, language: SpokenIn, pauseSeconds: number | null, ended: () => void): void {
    this.stop();
    const again = (): void => {
      if (pauseSeconds === null) ended();
      else this.timer = setTimeout(once, pauseSeconds * 1000);
    };
    const once = (): void => {
      if (language !== 'en') utter(prompt.zh, 'zh-CN', language === 'zh' ? again : undefined);
      if (language !== 'zh') utter(prompt.en, 'en-GB', again);
    };
    once();
  }

  stop(): void {
    clearTimeout(this.timer);
    voiceOf()?.cancel();
  }
}
