/** Closes a switch over a union: a missing case does not compile. */
export const unreachable = (value: never): never => {
  throw new Error(`Unexpected case: ${JSON.stringify(value)}`);
};
