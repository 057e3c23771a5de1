import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

/**
 * Waits for what another process or connection brings about. Fails only when it would wait for ever: the
 * limit of two minutes is no measure of speed, and a busy machine stays below it.
 */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 120_000;
  while (!(await condition())) {
    assert.ok(performance.now() < deadline, `never became true: ${condition}`);
    await pause(10);
  }
}
