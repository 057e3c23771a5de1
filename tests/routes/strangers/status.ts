import { type Cases } from "./cases.ts";

export const status: Cases = {};
