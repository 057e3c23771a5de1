import { setTimeout as pause } from "node:timers/promises";

const FLUSH_MS = 200;
const TICK_MS = 100;
const MOST_LINES = 500;

/**
 * A device that measures ten values each second of its own time, which passes ten times as fast, and
 * keeps what was not acknowledged, as Telegraf does: it sends again until the response is 204.
 */
export class BufferingDevice {
  #buffer: string[] = [];
  #measured = 0;
  #allowed = 0;
  /** Requests that were acknowledged, and those that were sent again. */
  acknowledged = 0;
  repeated = 0;

  constructor(
    private key: string,
    private start: Temporal.Instant,
    private origin: () => string,
  ) {}

  /** Lets it measure for so many seconds more. */
  allow(seconds: number): void {
    this.#allowed += seconds;
  }

  /** Measures for so many seconds of its own time, as far as it is let, and resolves once all is acknowledged. */
  async run(seconds: number): Promise<void> {
    await Promise.all([this.#measure(seconds), this.#send(seconds)]);
  }

  async #measure(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; await pause(TICK_MS)) {
      if (second >= this.#allowed) continue;
      const fields = Array.from(
        { length: 10 },
        (_, field) => `f${field}=${valueAt(second, field)}`,
      );
      const time = this.start.add({ seconds: second }).epochMilliseconds;
      this.#buffer.push(`m ${fields.join()} ${time}`);
      this.#measured = ++second;
    }
  }

  async #send(seconds: number): Promise<void> {
    while (this.#measured < seconds || this.#buffer.length > 0) {
      await pause(FLUSH_MS);
      const lines = this.#buffer.slice(0, MOST_LINES);
      if (lines.length === 0) continue;
      if (await this.#post(lines.join("\n"))) {
        this.#buffer.splice(0, lines.length);
        this.acknowledged++;
      } else this.repeated++;
    }
  }

  async #post(body: string): Promise<boolean> {
    try {
      const response = await fetch(`${this.origin()}/api/v2/write?precision=ms`, {
        method: "POST",
        headers: { authorization: `Token ${this.key}` },
        body,
      });
      await response.body?.cancel();
      if (response.status === 400 || response.status === 401) {
        throw new Error(`A device would drop this: ${response.status}`);
      }
      return response.status === 204;
    } catch (error) {
      // fetch() throws a TypeError while nobody listens, and when the service dies meanwhile.
      if (error instanceof TypeError) return false;
      throw error;
    }
  }
}

/** Returns what a device measures for a field in a second of its time. */
export const valueAt = (second: number, field: number): number => second * 10 + field / 8;
