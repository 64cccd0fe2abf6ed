import type { Verdict } from '@redvest/shared';
import type { Proposal } from '../../device/protocol.ts';
import type { Check, Occupant } from './check.ts';
import { factDocuments } from './facts.ts';
import type { LaneModel } from './lane.ts';
import type { World } from './world.ts';

/** An occupant as it travels: without what only the screen shows. */
const occupantSaid = ({ shown: _shown, certificate: _read, pass: _pass, ...occupant }: Occupant): unknown => occupant;

export const checkStarted = (check: Check, proposal: Proposal | null, world: World): unknown => ({
  lane: world.lane.id,
  checkpoint: world.checkpoint,
  direction: check.direction,
  category: check.category,
  startedWall: check.startedWall,
  vehicle: check.vehicle && {
    plate: check.vehicle.plate,
    plateUnreadable: check.vehicle.plateUnreadable,
    ...(check.vehicle.plateColour ? { plateColour: check.vehicle.plateColour } : {}),
    ...(check.vehicle.kind ? { kind: check.vehicle.kind } : {}),
  },
  occupants: check.occupants.map(occupantSaid),
  facts: factDocuments(check, world),
  proposal,
  pack: world.pack,
  ...(world.gate ? { gate: { id: world.gate.id, version: world.gate.version } } : {}),
  ...(check.disinfected ? { disinfected: true } : {}),
});

interface Giving {
  readonly model: LaneModel;
  readonly world: World;
  readonly given: readonly { readonly n: number; readonly given: Verdict }[];
  readonly verdict: Verdict;
  readonly reason: string | null;
  readonly emergency: boolean;
  /** The ✚ button: nobody looked at the card. */
  readonly oneTap: boolean;
}

export const verdictBody = ({ model, world, given, verdict, reason, emergency, oneTap }: Giving): unknown => {
  const shown = !oneTap && model.card.kind === 'shown' ? model.card : null;
  const proposed = new Map(shown?.proposal?.occupants.map((one) => [one.n, one.verdict]));
  return {
    lane: world.lane.id,
    checkpoint: world.checkpoint,
    emergency,
    given: verdict,
    // With nothing shown no rule has looked, so a person has to.
    mustLook: emergency ? false : (shown?.proposal?.mustLook ?? true),
    occupants: given.map((one) => (reason && proposed.get(one.n) !== one.given ? { ...one, reason } : one)),
    deviceProposal: model.device,
    serverProposal: model.server,
    ...(reason ? { reason } : {}),
    shown: shown?.source ?? 'none',
  };
};

export const queueLength = (length: number, world: World): unknown => ({
  lane: world.lane.id,
  checkpoint: world.checkpoint,
  length,
});

/** Whether a given verdict needs a reason: it differs from the one that was shown. */
export const needsReason = (
  proposal: Proposal | null,
  given: readonly { readonly n: number; readonly given: Verdict }[],
): boolean =>
  proposal !== null &&
  given.some((one) => (proposal.occupants.find(({ n }) => n === one.n)?.verdict ?? proposal.verdict) !== one.given);
