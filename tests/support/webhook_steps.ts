import assert from "node:assert/strict";
import type { WebhookEvent } from "../../domain/operations/webhooks/event.ts";
import { WebhookSender } from "../../service/operations/webhooks/sender.ts";
import { takeUpEvents } from "../../service/operations/webhooks/take_up.ts";
import { type TestApp, withToken } from "./app.ts";
import type { Person } from "./cast.ts";
import { insertForecast } from "./rows.ts";
import type { Received, startReceiver } from "./webhooks.ts";

const never = new AbortController().signal;
const VALUES = [{ start_utc: "2026-06-21T09:00:00Z", forecast_power_kw: 1 }];

interface World {
  app: TestApp;
  receiver: Awaited<ReturnType<typeof startReceiver>>;
}

/** Returns what a message says. */
export const message = (received: Received) => JSON.parse(received.body);

/** Returns the runs of a message. */
export const runsIn = (received: Received): string[] =>
  message(received).data.runs.map((run: { forecast_uuid: string }) => run.forecast_uuid);

/** What tests of webhooks do, in a world that is made before they run. */
export function webhookSteps(world: () => World) {
  /** An instance of the service that sends. */
  const sender = (secretKeys = world().app.services.settings.secretKeys) => {
    const { app, receiver } = world();
    const allowedHosts = [receiver.host];
    return new WebhookSender(app.database.owner, {
      allowedHosts,
      secretKeys,
      now: () => app.clock.now,
    });
  };
  return {
    sender,
    /** Takes up what happened, and sends what is due. */
    async turn(by = sender()): Promise<void> {
      const { app } = world();
      await takeUpEvents(app.database.owner, app.clock.now);
      await by.turn(never);
      await by.idle();
    },
    /** Adds a webhook of a person's group; returns its secret and the path of the API. */
    async hook(
      person: Person,
      events: WebhookEvent[] = ["forecast_run.stored"],
      path = "/hooks",
    ): Promise<{ secret: string; at: string }> {
      const { app, receiver } = world();
      const sent = { url: `http://${receiver.host}${path}`, events };
      const response = await withToken(app, person.token).post("/api/v1/webhooks", sent);
      assert.equal(response.status, 201);
      const { webhook_uuid, secret } = await response.json();
      return { secret, at: `/api/v1/webhooks/${webhook_uuid}` };
    },
    /** Stores a run as the Python SDK does, straight in the tables. */
    storeRun: (site_uuid: string, timestamp_utc = "2026-06-21T08:00:00Z") =>
      insertForecast(world().app.database.owner, { site_uuid, timestamp_utc }, VALUES),
    /** Returns the deliveries of a webhook of alice's group. */
    async deliveries(at: string) {
      const { app } = world();
      const response = await withToken(app, app.cast.alice.token).get(`${at}/deliveries`);
      return (await response.json()).deliveries;
    },
  };
}
