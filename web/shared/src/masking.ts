/** First character kept, one star for names of up to two characters, else two: never the length. Counts code points. */
export const maskName = (name: string): string => {
  const letters = Array.from(name.trim());
  return letters.length === 0 ? '' : (letters[0] ?? '') + (letters.length < 3 ? '*' : '**');
};

/** The last four characters of a document number. */
export const tail = (number: string): string => number.slice(-4);
