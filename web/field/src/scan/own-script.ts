interface Policy {
  createScriptURL: (url: string) => unknown;
}

interface Factory {
  createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => Policy;
}

const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;

const own = (url: string): string => {
  const address = new URL(url, location.href);
  if (address.origin !== location.origin || !address.pathname.startsWith('/field/'))
    throw new TypeError('Not a script of ours.');
  return url;
};

const policy = factory?.createPolicy('redvest-sw', { createScriptURL: own });

/** The address of a worker of our own, in the form the content policy asks for. Any other address throws. */
export const ownScript = (url: string): string => (policy ? (policy.createScriptURL(url) as string) : own(url));
