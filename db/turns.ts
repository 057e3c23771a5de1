/** How long work may go on before others get their turn. */
const TURN_MS = 10;

/**
 * Does work that yields between its pieces, and lets other requests be served about every 10 ms.
 * Returns what the work returns.
 */
export async function inTurns<T>(work: Iterator<void, T>): Promise<T> {
  for (let start = performance.now();;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - start < TURN_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    start = performance.now();
  }
}

/** Returns what lets others have their turn, where the work since the last time took 10 ms. */
export function turnTaker(): () => Promise<void> {
  let start = performance.now();
  return async () => {
    if (performance.now() - start < TURN_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    start = performance.now();
  };
}
