import "../../../support/properties.ts";
import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { type TestApp, testApp } from "../../../support/app.ts";
import { loggerClient, makeLogger, storeAs } from "../../../support/logger_sessions.ts";

type Client = ReturnType<typeof loggerClient>;

/** What a client of a logger does. */
type Step =
  | { do: "start" | "stop" | "flush" }
  | { do: "queue" | "read"; count: number }
  | { do: "delete" | "clear"; number: number }
  | { do: "report"; list: { number: number; runs: boolean; readings: number }[] };

const number = fc.integer({ min: 1, max: 6 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("start" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("stop" as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("queue" as const), count: number }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("read" as const), count: number }) },
  fc.record({ do: fc.constant("delete" as const), number }),
  fc.record({ do: fc.constant("clear" as const), number }),
  fc.record({ do: fc.constant("flush" as const) }),
  fc.record({
    do: fc.constant("report" as const),
    list: fc.array(fc.record({ number, runs: fc.boolean(), readings: fc.nat(3) }), {
      maxLength: 3,
    }),
  }),
);

interface Session {
  stopped: boolean;
  reported: number | null;
}

/** A plain model of what a logger recorded. */
class Model {
  next = 1;
  seq = 1;
  sessions = new Map<number, Session>();
  /** The session of each reading that is stored. */
  readings: number[] = [];
  messages: { number: number; seq: number }[] = [];

  get running(): number | undefined {
    return [...this.sessions].find(([, { stopped }]) => !stopped)?.[0];
  }

  /** Takes a step, and returns the status of the response. */
  take(step: Step): number {
    const { running } = this;
    switch (step.do) {
      case "start":
        if (running !== undefined) return 409;
        this.sessions.set(this.next++, { stopped: false, reported: null });
        return 201;
      case "stop":
        if (running === undefined) return 409;
        this.sessions.get(running)!.stopped = true;
        return 200;
      case "queue":
        if (running === undefined) return 409;
        for (let i = 0; i < step.count; i++) {
          this.messages.push({ number: running, seq: this.seq++ });
        }
        return 201;
      case "read":
        if (running !== undefined) this.readings.push(...Array(step.count).fill(running));
        return 0;
      case "delete":
      case "clear": {
        if (!this.sessions.has(step.number)) return 404;
        this.readings = this.readings.filter((number) => number !== step.number);
        if (step.do === "clear") return 200;
        this.sessions.delete(step.number);
        this.forgetMessages();
        return 204;
      }
      case "flush":
        this.sessions.clear();
        this.readings = [];
        this.forgetMessages();
        return 204;
      case "report": {
        const numbers = new Set(step.list.map(({ number }) => number));
        if (numbers.size < step.list.length) return 422;
        if (step.list.filter(({ runs }) => runs).length > 1) return 422;
        this.sessions = new Map(step.list.map(({ number, runs, readings }) => [
          number,
          { stopped: !runs, reported: readings },
        ]));
        this.next = Math.max(this.next, ...[...numbers].map((one) => one + 1));
        this.forgetMessages();
        return 200;
      }
    }
  }

  private forgetMessages() {
    this.messages = this.messages.filter(({ number }) => this.sessions.has(number));
  }

  seen() {
    const stored = (number: number) => this.readings.filter((one) => one === number).length;
    const sessions = [...this.sessions].toSorted(([a], [b]) => b - a)
      .map(([number, { stopped, reported }]) => [
        number,
        reported ?? stored(number),
        stored(number) > 0,
        reported === null ? stopped : reported === stored(number),
      ]);
    return { running: this.running ?? null, sessions, messages: this.messages };
  }
}

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

async function send(client: Client, logger: string, name: string, step: Step): Promise<number> {
  switch (step.do) {
    case "start":
      return (await client.post("/sessions")).status;
    case "stop":
      return (await client.post("/sessions/current/stop")).status;
    case "flush":
      return (await client.post("/flush", { name })).status;
    case "queue":
      return (await client.post("/messages", { texts: Array(step.count).fill("a") })).status;
    case "delete":
      return (await client.delete(`/sessions/${step.number}`)).status;
    case "clear":
      return (await client.delete(`/sessions/${step.number}/data`)).status;
    case "read": {
      const time = app.clock.now.toString();
      await storeAs(
        app,
        logger,
        Array.from({ length: step.count }, (_, i) => [`variable ${i}`, time, i]),
      );
      return 0;
    }
    case "report": {
      const sessions = step.list.map(({ number, runs, readings }) => [
        number,
        1_000_000_000_000,
        runs ? null : 1_000_000_001_000,
        readings,
      ]);
      return (await client.put("/sessions", { sessions })).status;
    }
  }
}

async function seen(client: Client) {
  const { running, sessions } = (await client.get("/sessions")).body;
  const { messages } = (await client.get("/messages")).body;
  return {
    running,
    sessions: sessions.map((
      one: { number: number; readings: number; available: boolean; complete: boolean },
    ) => [one.number, one.readings, one.available, one.complete]),
    messages: messages.map(({ number, seq }: { number: number; seq: number }) => ({ number, seq })),
  };
}

describe("what a logger records", () => {
  it("is what a plain model says, whatever its clients do", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const name = crypto.randomUUID();
        const logger = await makeLogger(app, name);
        const client = loggerClient(app, logger);
        const model = new Model();
        for (const one of steps) {
          app.clock.now = app.clock.now.add({ seconds: 1 });
          const status = model.take(one);
          assert.equal(await send(client, logger, name, one), status, JSON.stringify(one));
        }
        assert.deepEqual(await seen(client), model.seen());
      }),
      { numRuns: 25 },
    );
  });
});
