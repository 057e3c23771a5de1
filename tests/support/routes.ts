import { createApp } from "../../routes/app.ts";
import type { TestApp } from "./app.ts";

export interface Route {
  method: string;
  /** As it was mounted, without what limits its parameters: `/sites/:site`. */
  pattern: string;
  /** With things of alice and her group for its parameters, so that nothing is refused for them. */
  path: string;
}

/**
 * Returns every route of the app below an address. `things` are values of parameters that a test has
 * made itself: `{ logger: uuid }`.
 */
export function routesOf(
  { services, cast }: TestApp,
  under: string,
  things: Record<string, string> = {},
): Route[] {
  const { alice, sites: { plant } } = cast;
  const own: Record<string, string> = {
    group: alice.site_group_uuid,
    site_group_uuid: alice.site_group_uuid,
    user: alice.user_uuid,
    user_uuid: alice.user_uuid,
    batch: "1",
    batch_id: "1",
    what: "generation",
    of: "networks",
    owner: "1",
    network: "1",
    location: "1",
    stall: "1",
    rate: "1",
    subscription: "1",
    vehicle: "van",
    number: "1",
    variable: "1",
    variable_id: "1",
    ...things,
  };
  const names = createApp(services).routes
    .filter(({ method, path }) => method !== "ALL" && path.startsWith(under))
    .map(({ method, path }) => `${method} ${path.replace(/\{[^}]*\}/g, "")}`);
  return [...new Set(names)].map((name) => {
    const [method, pattern] = name.split(" ") as [string, string];
    const path = pattern.replace(/:(\w+)/g, (_, parameter) => own[parameter] ?? plant);
    return { method, pattern, path };
  });
}
