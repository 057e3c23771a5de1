import { type Cases } from "./cases.ts";

export const groups: Cases = {};
