import { loadPlant } from "../../service/demo/plant.ts";
import { makePastForecasts } from "../../service/demo/feed.ts";
import { makeForecasts } from "../../service/forecasts/forecasts.ts";
import { makeDays } from "../../service/forecasts/partitions.ts";
import * as generation from "../../sql/generation/generation.ts";
import { createApp } from "../../routes/app.ts";
import { type BareApp, type TestApp, testApp } from "./app.ts";

export interface TestServer<App extends BareApp = TestApp> {
  app: App;
  origin: string;
  close(): Promise<void>;
}

/** The service on a port of loopback, with measurements and forecasts of the cast's plant. */
export async function testServer(): Promise<TestServer> {
  const app = await testApp();
  await fillPlant(app);
  return serve(app);
}

/** An app on a port of loopback. */
export function serve<App extends BareApp>(app: App): TestServer<App> {
  const handler = createApp(app.services).fetch;
  const server = Deno.serve({ hostname: "localhost", port: 0, onListen() {} }, handler);
  return {
    app,
    origin: `http://localhost:${server.addr.port}`,
    close: async () => {
      await server.shutdown();
      await app.close();
    },
  };
}

/** 45 days of real measurements up to the app's clock, and the forecasts that they allowed. */
async function fillPlant({ database: { owner }, cast, clock }: TestApp): Promise<void> {
  const plant = await loadPlant();
  const values = plant.production(clock.now.subtract({ hours: 45 * 24 }), clock.now);
  const site_uuid = cast.sites.plant;
  await generation.store(owner, values.map((value) => ({ site_uuid, ...value })));
  await makeDays(owner, clock.now);
  await makeForecasts(owner, [clock.now]);
  await makePastForecasts(owner, clock.now);
}
