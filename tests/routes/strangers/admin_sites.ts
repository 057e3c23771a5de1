import { type Cases } from "./cases.ts";

export const admin_sites: Cases = {};
