import { createApp } from "../../routes/app.ts";
import { appOn, type BareApp, NOW, type TestApp } from "./app.ts";
import { plantTemplate } from "./templates.ts";

export interface TestServer<App extends BareApp = TestApp> {
  app: App;
  origin: string;
  close(): Promise<void>;
}

/** The service on a port of loopback, with measurements and forecasts of the cast's plant. */
export async function testServer(): Promise<TestServer> {
  return serve(await appOn(await plantTemplate(NOW)));
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
