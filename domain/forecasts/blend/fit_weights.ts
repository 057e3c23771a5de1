/**
 * The weights of a blend by class of lead. Each minimises the pinball loss; a penalty draws them
 * towards ½ and towards their neighbours, the less the more days there are.
 */

/** Shares of the first model that are tried: 0, 0.05 … 1. */
export const SHARES: readonly number[] = Array.from({ length: 21 }, (_, i) => i / 20);

/** Losses relative to that of ½ that a weight of 0 or 1 must save with one day of data. */
const SHRINK = 1.2;
/** The same for a difference of 1 between neighbours. */
const SMOOTH = 1.2;

/**
 * Returns the share of the first model by class of lead. `losses` has for each class the mean loss
 * at each of `SHARES`, or undefined without data. The best row of shares is found exactly, by
 * dynamic programming over the classes.
 */
export function fitWeights(losses: readonly (Float64Array | undefined)[], days: number): number[] {
  const [shrink, smooth] = [SHRINK / days, SMOOTH / days];
  const half = SHARES.length >> 1;
  let costs = new Float64Array(SHARES.length);
  const chosen: Uint8Array[] = [];
  for (const loss of losses) {
    const scale = loss && loss[half]! > 0 ? loss[half]! : 1;
    const from = new Uint8Array(SHARES.length);
    const before = costs;
    costs = Float64Array.from(SHARES, (share, at) => {
      from[at] = cheapest(before, share, smooth);
      const step = before[from[at]!]! + smooth * (share - SHARES[from[at]!]!) ** 2;
      return step + (loss ? loss[at]! / scale : 0) + shrink * (share - 0.5) ** 2;
    });
    chosen.push(from);
  }
  let at = cheapest(costs, 0.5, 0);
  return chosen.toReversed().map((from) => {
    const share = SHARES[at]!;
    at = from[at]!;
    return share;
  }).reverse();
}

/** Returns the index of the cheapest share to come from; the nearest to `share` of equal ones. */
function cheapest(costs: Float64Array, share: number, smooth: number): number {
  const cost = (at: number) =>
    costs[at]! + smooth * (share - SHARES[at]!) ** 2 + 1e-12 * Math.abs(share - SHARES[at]!);
  return SHARES.reduce((best, _, at) => cost(at) < cost(best) ? at : best, 0);
}
