import { language, type Verdict, verdictLook } from '@redvest/shared';
import { preferences } from '../../preferences.ts';
import { texts } from '../../texts/index.ts';

/** Says a result aloud, so that eyes can stay on the car. A newer result cuts an older one short. */
export const speak = (verdict: Verdict, mustLook: boolean, persons: number): void => {
  // Absent in some browsers, whatever the types say.
  const voice = globalThis.speechSynthesis as SpeechSynthesis | undefined;
  if (!preferences.spoken || !voice) return;
  const words = texts.verdict.spoken(verdictLook(verdict).word, persons) + (mustLook ? texts.verdict.spokenLook : '');
  const utterance = new SpeechSynthesisUtterance(words);
  utterance.lang = language.value === 'en' ? 'en-GB' : 'zh-CN';
  voice.cancel();
  voice.speak(utterance);
};

/** A short buzz: one for a scan that was heard, two for one that was not understood. */
export const buzz = (what: 'heard' | 'unclear'): void => {
  const phone = navigator as { vibrate?: (pattern: number[]) => boolean };
  phone.vibrate?.(what === 'heard' ? [30] : [60, 60, 60]);
};
