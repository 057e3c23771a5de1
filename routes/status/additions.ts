import type { Child } from "hono/jsx";
import type { Viewer } from "../../domain/account/viewer.ts";
import type { Services } from "../http/context.ts";

/** Reads what another noun adds to the status of a viewer's sites; mounted in routes/app.ts. */
export type StatusAddition = (services: Services, viewer: Viewer) => Promise<Child>;
