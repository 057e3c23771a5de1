export { groups } from "./groups.ts";
export { users } from "./users.ts";
export { account } from "./account.ts";
export { sites } from "./sites.ts";
export { adminSites } from "./admin_sites.ts";
export { charging } from "./charging.ts";
export { models } from "./models.ts";
export { status } from "./status.ts";
