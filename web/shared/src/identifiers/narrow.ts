/** Full-width signs as their half-width twins (U+FF01–FF5E, U+3000), upper case, without blanks and separators. */
export const narrow = (text: string): string =>
  text
    .replace(/[\uFF01-\uFF5E]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000·•・.-]/gu, '')
    .toUpperCase();
