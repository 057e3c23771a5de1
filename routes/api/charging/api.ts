import type { ApiMount } from "../mount.ts";

/** Everything under /api/v1/charging. */
export const chargingApi: ApiMount[] = [];
