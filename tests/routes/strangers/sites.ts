import { type Cases } from "./cases.ts";

export const sites: Cases = {};
