/** What a phone must offer before it may keep records. In the order in which one lack explains the next. */
export type Lack = 'secure-context' | 'crypto' | 'service-worker' | 'storage' | 'persistence';

/** What is missing; empty when the device is ready. `persistence` alone does not stop an enrolment, it is said. */
export const findLacks = async (): Promise<readonly Lack[]> => {
  if (!isSecureContext) return ['secure-context'];
  const lacks: Lack[] = [];
  // Browsers leave these out where they do not offer them, whatever the types say.
  const found = globalThis as unknown as {
    crypto?: { subtle?: unknown };
    indexedDB?: unknown;
    navigator: Partial<Navigator>;
  };
  if (!found.crypto?.subtle) lacks.push('crypto');
  if (!found.navigator.serviceWorker) lacks.push('service-worker');
  if (!found.indexedDB) lacks.push('storage');
  if (!(await keepsStorage(found.navigator.storage))) lacks.push('persistence');
  return lacks;
};

const keepsStorage = async (storage: StorageManager | undefined): Promise<boolean> => {
  try {
    return storage !== undefined && ((await storage.persisted()) || (await storage.persist()));
  } catch {
    return false;
  }
};
