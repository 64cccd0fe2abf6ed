/** What this app uses of `window.trustedTypes`; TypeScript's DOM types do not have it yet. */
interface TrustedTypes {
  createPolicy(name: 'default', policy: { createHTML: (markup: string) => string | null }): unknown;
}

/**
 * Emptying an element is no danger, and the chart's library does it with `innerHTML = ''`. Any other text that would
 * become markup stays blocked.
 */
export const allowEmptyMarkupOnly = (): void => {
  const { trustedTypes } = window as unknown as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', { createHTML: (markup) => (markup === '' ? '' : null) });
};
