/** Version of `packs/facts.schema.json` that this program knows. */
export const factsVersion = 4;

/** The facts of that schema in its order, and whether they are evidence. A test holds the two together. */
export const factList = {
  category: { type: 'string', evidence: false },
  direction: { type: 'string', evidence: false },
  role: { type: 'string', evidence: false },
  'outbreak.inForce': { type: 'boolean', evidence: false },
  way: { type: 'string', evidence: true },
  ageYears: { type: 'integer', evidence: true },
  originRegion: { type: 'string', evidence: true },
  'origin.level': { type: 'string', evidence: true },
  'stay.told': { type: 'boolean', evidence: true },
  'stay.level': { type: 'string', evidence: true },
  'stay.daysSince': { type: 'integer', evidence: true },
  temperatureTenths: { type: 'integer', evidence: true },
  healthCode: { type: 'string', evidence: true },
  mask: { type: 'boolean', evidence: true },
  itinerary: { type: 'string', evidence: true },
  venueCode: { type: 'boolean', evidence: true },
  companions: { type: 'integer', evidence: true },
  'test.shown': { type: 'boolean', evidence: true },
  'test.result': { type: 'string', evidence: true },
  'test.kind': { type: 'string', evidence: true },
  'test.source': { type: 'string', evidence: true },
  'test.sampleAgeMinutes': { type: 'integer', evidence: true },
  'test.reportAgeMinutes': { type: 'integer', evidence: true },
  'certificate.shown': { type: 'boolean', evidence: true },
  'certificate.outcome': { type: 'string', evidence: true },
  'pass.held': { type: 'boolean', evidence: true },
  'pass.state': { type: 'string', evidence: true },
  'pass.valid': { type: 'boolean', evidence: true },
  'pass.conditionsMet': { type: 'boolean', evidence: true },
  'vehicle.present': { type: 'boolean', evidence: false },
  'vehicle.plateUnreadable': { type: 'boolean', evidence: true },
  'vehicle.kind': { type: 'string', evidence: true },
  'trip.announced': { type: 'boolean', evidence: true },
  'trip.inside': { type: 'boolean', evidence: true },
  'trip.hasConsignee': { type: 'boolean', evidence: true },
  'trip.hasPermit': { type: 'boolean', evidence: true },
  'trip.sealIntact': { type: 'boolean', evidence: true },
  'trip.minutesLeft': { type: 'integer', evidence: true },
  'standing.poolPositive': { type: 'boolean', evidence: true },
  'standing.orderInForce': { type: 'boolean', evidence: true },
  'standing.arrivalNotHandedOver': { type: 'boolean', evidence: true },
} as const;

export type FactPath = keyof typeof factList;
export const factPaths = Object.keys(factList) as readonly FactPath[];
export const isFact = (path: string): path is FactPath => Object.hasOwn(factList, path);

/** The fact whose sibling a path is: `test.shown` for `test.shownKnown`. */
export const factOfSibling = (path: string): FactPath | null => {
  const fact = path.replace(/Known$/, '');
  return fact !== path && isFact(fact) ? fact : null;
};

/** What is known of one person at one check; a fact that is absent is unknown. */
export type Facts = { readonly [path in FactPath]?: string | number | boolean };
